// Attaches strace to running processes and gives the live capture of them.
import { closeSync, readFileSync, readlinkSync } from 'node:fs';
import type { LiveCapture } from '../model/live-capture.ts';
import type { AttachedProcess, CommandContext } from '../model/outcome.ts';
import { Problem } from '../model/problem.ts';
import { rawText } from '../model/raw-text.ts';
import { here } from '../transport/here.ts';
import { newCaptureDirectory } from './capture-directory.ts';
import { splitEnvironment } from './command-environment.ts';
import { collectOutput } from './command-output.ts';
import { limitFor } from './default-limit.ts';
import { followCapture } from './follow-capture.ts';
import { makePipes } from './pipes.ts';
import type { AttachRequest } from './run-request.ts';
import { attachCommandLine } from './strace-options.ts';
import { STRACE_NAME } from './strace-stderr.ts';
import { traceSetFor } from './trace-set.ts';
import { commandOf, nameOf, threadsOf, withDescendants } from './tracees.ts';

/**
 * Resolves when the processes are traced, each with all its threads and its present descendants (`strace -f -p` alone misses those).
 * Ask `src/probes/ptrace.ts` first what is permitted: its sentences are better than strace's.
 * @throws Problem when strace is missing or may not attach
 */
export async function startAttach(request: AttachRequest): Promise<LiveCapture> {
  const [first] = request.pids;
  const strace = await request.strace();
  const traceSet = traceSetFor(strace, request.traceSet);
  const title = request.pids.map((pid) => `${pid} ${commandOf(pid)}`).join(', ');
  const directory = newCaptureDirectory({ kind: 'attach', title, startedAtMs: Date.now() });
  const limit = limitFor(request.sizeLimit, directory);
  const output = collectOutput();
  const pipes = await makePipes(false);
  const pids = withDescendants(request.pids);
  const attached = pids.map(attachedProcess);
  const line = attachCommandLine({ strace, traceSet, spoolPath: directory.spoolPath }, pids);
  const env = splitEnvironment(
    Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  );
  const running = here.start(line, {
    cwd: '/',
    env: env.strace,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: pipes.stderr.theirs,
    ownSession: true,
    name: STRACE_NAME,
  });
  for (const pipe of [pipes.stdout, pipes.stderr]) closeSync(pipe.theirs);
  if (running.pid === null) throw new Problem('cannot-trace', 'strace could not be started');
  pipes.stdout.ours.destroy();
  // strace's own words: kept to explain a refusal, never shown as the command's output.
  output.readShared('stderr', pipes.stderr.ours, null, STRACE_NAME);
  return followCapture({
    request,
    kind: 'attach',
    title: rawText(title),
    context: { ...contextOf(first), attached },
    strace,
    directory,
    limit,
    running,
    inTerminal: false,
    output,
    pipes,
    attachedTo: first,
  });
}

const attachedProcess = (pid: number): AttachedProcess => ({ pid, comm: nameOf(pid), tids: threadsOf(pid) });

/** What /proc says of the process, as far as we may read it. */
function contextOf(pid: number): CommandContext {
  const argv = procStrings(pid, 'cmdline');
  const env = procStrings(pid, 'environ');
  return {
    argv: argv === null || argv.length === 0 ? null : argv.map(rawText),
    cwd: linkOrNull(`/proc/${pid}/cwd`),
    env: env === null ? null : Object.fromEntries(env.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])),
    observed: null,
    stoppedByUs: false,
    printed: null,
    neverStarted: false,
  };
}

function procStrings(pid: number, name: 'cmdline' | 'environ'): readonly string[] | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8').split('\0').slice(0, -1);
  } catch {
    return null;
  }
}

function linkOrNull(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}
