// Runs a program for a probe: without a terminal, in a process group of its own that is taken away when its time is over.
import { execa } from 'execa';
import type { ProbeRequest, ProbeRun, ProbeRunOptions } from './probe.ts';

type Defaults = Pick<ProbeRequest, 'cwd' | 'env' | 'signal'>;

const DEFAULT_SECONDS = 5;
const DEFAULT_BYTES = 1 << 20;
/** A child that was left behind may hold the pipes open after the program itself has ended. */
const PIPES_MS = 300;

const NOTHING = Buffer.alloc(0);
const CUT_OFF: ProbeRun = { stdout: NOTHING, stderr: NOTHING, status: null, signal: null, trouble: 'cut-off' };

/** @param defaults where and with what environment it runs, and what cuts it short */
export const probeRunner =
  (defaults: Defaults): ProbeRequest['run'] =>
  async (argv, options = {}) =>
    defaults.signal.aborted ? CUT_OFF : runOne(argv, options, defaults);

async function runOne([file, ...args]: readonly [string, ...string[]], options: ProbeRunOptions, defaults: Defaults): Promise<ProbeRun> {
  const mostBytes = options.mostBytes ?? DEFAULT_BYTES;
  const child = execa(file, args, {
    cwd: options.cwd ?? defaults.cwd,
    env: options.env ?? defaults.env,
    extendEnv: false,
    // Not a socket, as pipes of node are: bash takes a socket on its input for rshd or sshd, and reads ~/.bashrc then (`run_startup_files` of its shell.c).
    ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    // A session of its own: an interactive shell must not take our terminal, and what it starts goes with it.
    detached: true,
    cleanup: true,
    buffer: false,
    reject: false,
    encoding: 'buffer',
    ...(options.name === undefined ? {} : { argv0: options.name }),
  });
  const stdout = collect(child.stdout, mostBytes);
  const stderr = collect(child.stderr, mostBytes);
  let cutOff = false;
  const letGo = () => {
    child.stdout.destroy();
    child.stderr.destroy();
  };
  const cut = () => {
    cutOff = true;
    killGroup(child.pid);
    letGo();
  };
  const timer = setTimeout(cut, (options.timeoutSeconds ?? DEFAULT_SECONDS) * 1000);
  defaults.signal.addEventListener('abort', cut, { once: true });
  child.nodeChildProcess.once('exit', () => setTimeout(letGo, PIPES_MS).unref());
  const end = await child;
  clearTimeout(timer);
  defaults.signal.removeEventListener('abort', cut);
  const notStarted = child.pid === undefined ? (end.code === 'ENOENT' ? 'missing' : 'denied') : null;
  return { stdout: stdout(), stderr: stderr(), status: end.exitCode ?? null, signal: end.signal ?? null, trouble: cutOff ? 'cut-off' : notStarted };
}

/** @returns gives what came, cut at the limit; what comes behind it is read and dropped, so that the program is not held up */
function collect(stream: NodeJS.ReadableStream, mostBytes: number): () => Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  stream.on('data', (part: Buffer) => {
    if (length < mostBytes) parts.push(part);
    length += part.length;
  });
  return () => Buffer.concat(parts).subarray(0, mostBytes);
}

/** The group is the program's own: `detached` made it so. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in between.
  }
}
