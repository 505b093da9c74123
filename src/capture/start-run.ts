// Starts a command under strace and gives the live capture of it.
import type { LiveCapture } from '../model/live-capture.ts';
import type { CommandContext } from '../model/outcome.ts';
import { rawText } from '../model/raw-text.ts';
import { shellLine } from '../text/shell-quote.ts';
import { newCaptureDirectory, removeCapture } from './capture-directory.ts';
import { splitEnvironment } from './command-environment.ts';
import { collectOutput } from './command-output.ts';
import { limitFor } from './default-limit.ts';
import { followCapture } from './follow-capture.ts';
import { launch } from './launch.ts';
import { neverStarted } from './never-started.ts';
import { resolveCommand } from './resolve-command.ts';
import type { RunRequest } from './run-request.ts';
import { runCommandLine } from './strace-options.ts';
import { traceSetFor } from './trace-set.ts';
import { userNamed } from './users.ts';

/**
 * Resolves when strace has begun, or has recorded that the command could not be started; also for a command that is not found: that capture has already ended.
 * @throws Problem when strace is missing, refuses, or may not trace; when the directory or the user does not exist
 */
export async function startRun(request: RunRequest): Promise<LiveCapture> {
  const user = request.user === null ? null : userNamed(request.user);
  const context = contextOf(request);
  const resolved = resolveCommand(request.argv[0], request.env, request.cwd, user);
  if (resolved.kind === 'not-found') return neverStarted(request, context, resolved.status);

  const strace = await request.strace();
  const traceSet = traceSetFor(strace, request.traceSet);
  const directory = newCaptureDirectory({ kind: 'run', title: shellLine(request.argv), startedAtMs: Date.now() });
  const limit = limitFor(request.sizeLimit, directory);
  const output = collectOutput();
  const env = splitEnvironment(request.env);
  const file = fileForStrace(request, resolved.path);
  const line = runCommandLine({ ...request, strace, traceSet, spoolPath: directory.spoolPath, file, env: env.command });
  const { running, pipes } = await launch(line, request, env.strace, output).catch((error) => {
    removeCapture(directory.path);
    throw error;
  });
  return followCapture({
    request,
    kind: 'run',
    title: rawText(shellLine(request.argv)),
    context,
    strace,
    directory,
    limit,
    running,
    inTerminal: request.tty && pipes !== null,
    output,
    pipes,
    attachedTo: null,
  });
}

const contextOf = ({ argv, cwd, env }: RunRequest): CommandContext => ({
  argv: argv.map(rawText),
  cwd,
  env,
  observed: null,
  stoppedByUs: false,
  printed: null,
  neverStarted: false,
});

/**
 * The name as typed when strace's own search leads to the same file, so that argv[0] stays what the person typed; the path otherwise (from strace 6.3 with `--argv0`).
 * strace takes the first regular file with any execute bit, as root would.
 */
function fileForStrace({ argv: [typed], env, cwd }: RunRequest, path: string): string {
  if (typed.includes('/') || env.PATH === undefined) return path;
  const byStrace = resolveCommand(typed, env, cwd, { uid: 0, gids: [] });
  return byStrace.kind === 'found' && byStrace.path === path ? typed : path;
}
