// Starts a command under strace and gives the live capture of it.
import { closeSync } from 'node:fs';
import type { LiveCapture } from '../model/live-capture.ts';
import type { CommandContext } from '../model/outcome.ts';
import { Problem } from '../model/problem.ts';
import { rawText } from '../model/raw-text.ts';
import type { StraceTool } from '../model/strace.ts';
import { toVisible } from '../text/visible.ts';
import { here } from '../transport/here.ts';
import type { RunningThere, StdioThere } from '../transport/transport.ts';
import { newCaptureDirectory } from './capture-directory.ts';
import { splitEnvironment } from './command-environment.ts';
import { type CommandOutput, collectOutput } from './command-output.ts';
import { followCapture } from './follow-capture.ts';
import { neverStarted } from './never-started.ts';
import { type CommandPipes, makePipes } from './pipes.ts';
import { resolveCommand } from './resolve-command.ts';
import type { RunRequest } from './run-request.ts';
import { runCommandLine } from './strace-options.ts';
import { inTerminal } from './terminal.ts';
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
  const directory = newCaptureDirectory({ kind: 'run', title: request.argv.join(' '), startedAtMs: Date.now() });
  const output = collectOutput();
  const env = splitEnvironment(request.env);
  const file = fileForStrace(request, resolved.path, strace);
  const line = runCommandLine({ ...request, strace, spoolPath: directory.spoolPath, file, env: env.command });
  const { process: running, pipes } = request.tty
    ? await startWithTerminal(line, request, env, output)
    : await startWithPipes(line, request, env.strace, output);
  return followCapture({
    request,
    kind: 'run',
    title: rawText(request.argv.join(' ')),
    context,
    directory,
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
function fileForStrace({ argv: [typed], env, cwd }: RunRequest, path: string, _strace: StraceTool): string {
  if (typed.includes('/') || env.PATH === undefined) return path;
  const byStrace = resolveCommand(typed, env, cwd, { uid: 0, gids: [] });
  return byStrace.kind === 'found' && byStrace.path === path ? typed : path;
}

interface Started {
  readonly process: RunningThere;
  readonly pipes: CommandPipes | null;
}

async function startWithPipes(
  line: [string, ...string[]],
  request: RunRequest,
  env: Readonly<Record<string, string>>,
  output: CommandOutput,
): Promise<Started> {
  const pipes = await makePipes(request.input === 'typed');
  const stdio = { stdin: pipes.stdin?.theirs ?? ('inherit' as const), stdout: pipes.stdout.theirs, stderr: pipes.stderr.theirs };
  // On the screen the command gets no controlling terminal: it would draw over the panes.
  const running = start(line, request, env, stdio, request.input === 'typed');
  for (const pipe of [pipes.stdin, pipes.stdout, pipes.stderr]) if (pipe !== null) closeSync(pipe.theirs);
  output.read('stdout', pipes.stdout.ours, request.passOutputTo?.stdout ?? null);
  output.read('stderr', pipes.stderr.ours, request.passOutputTo?.stderr ?? null);
  return { process: running, pipes };
}

/** Our own terminal where we have one to give, else a new one. */
async function startWithTerminal(
  line: [string, ...string[]],
  request: RunRequest,
  env: ReturnType<typeof splitEnvironment>,
  output: CommandOutput,
): Promise<Started> {
  const ours = request.input === 'ours' && process.stdin.isTTY && process.stdout.isTTY;
  if (ours) return { process: start(line, request, env.strace, { stdin: 'inherit', stdout: 'inherit', stderr: 'inherit' }, false), pipes: null };
  const shell = request.env.SHELL;
  const restoreShell = shell === undefined ? ['-E', 'SHELL'] : ['-E', `SHELL=${shell}`];
  const [strace, ...rest] = line;
  return startWithPipes(inTerminal([strace, ...restoreShell, ...rest]), request, { ...env.strace, SHELL: '/bin/sh' }, output);
}

function start(
  line: [string, ...string[]],
  request: RunRequest,
  env: Readonly<Record<string, string>>,
  stdio: { stdin: StdioThere; stdout: StdioThere; stderr: StdioThere },
  ownSession: boolean,
): RunningThere {
  const running = here.start(line, { cwd: request.cwd, env, ...stdio, ownSession });
  if (running.pid === null) throw new Problem('cannot-trace', `${toVisible(line[0])} could not be started in ${toVisible(request.cwd)}`);
  return running;
}
