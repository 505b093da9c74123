// Runs a program in a session of its own: it cannot take our terminal, what it starts is ended with it, and none of them outlives whytrace.
import { execa, type Options } from 'execa';
import { pause } from '../capture/waiting.ts';

export interface OwnSession {
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** Cuts it short. */
  readonly signal?: AbortSignal | undefined;
  /** How long it has between SIGTERM and SIGKILL; 0: SIGKILL at once. */
  readonly graceMs: number;
  readonly input?: string | undefined;
  /** argv[0]. */
  readonly name?: string | undefined;
  /** Each is called with a stream of what it prints: `all` has both in their order. */
  readonly hear: Readonly<Partial<Record<'stdout' | 'stderr' | 'all', (part: Buffer) => void>>>;
}

/** How a program came to its end. */
export interface SessionEnd {
  /** null when it was ended by a signal or not started. */
  readonly status: number | null;
  readonly signal: string | null;
  readonly cut: 'short' | 'too-long' | null;
  /** errno of a program that could not be started. */
  readonly notStarted: string | null;
}

/** A child that was left behind may hold the pipes open after the program itself has ended. */
const PIPES_MS = 300;
/** So often it is looked whether what it started has ended, too. */
const LOOK_EVERY_MS = 20;

/** Never rejects. */
export async function runInOwnSession([file = '', ...args]: readonly string[], session: OwnSession): Promise<SessionEnd> {
  const { cwd, env, input, name, signal, hear, graceMs } = session;
  const child = execa(file, args, {
    cwd,
    env,
    extendEnv: false,
    // Not a socket, as pipes of node are: bash takes a socket on its input for rshd or sshd, and reads ~/.bashrc then (`run_startup_files` of its shell.c).
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    ...(name === undefined ? {} : { argv0: name }),
    detached: true,
    // What execa does at our end reaches the program alone, and not those in sessions of their own.
    cleanup: false,
    buffer: false,
    all: hear.all !== undefined,
    reject: false,
    encoding: 'buffer',
  } satisfies Options);
  for (const [stream, heard] of Object.entries(hear)) (child as Streams)[stream as keyof Streams]?.on('data', heard);
  const letGo = (): void => {
    child.stdout.destroy();
    child.stderr.destroy();
  };
  let isKilled = false;
  const kill = (): void => {
    isKilled = true;
    signalGroup(child.pid, 'SIGKILL');
    letGo();
  };
  let cut: SessionEnd['cut'] = null;
  let grace: NodeJS.Timeout | undefined;
  const end = (how: 'short' | 'too-long'): void => {
    cut ??= how;
    if (graceMs > 0) signalGroup(child.pid, 'SIGTERM');
    grace ??= setTimeout(kill, graceMs);
  };
  const cutShort = (): void => end('short');
  const timer = setTimeout(end, session.timeoutSeconds * 1000, 'too-long');
  signal?.addEventListener('abort', cutShort, { once: true });
  if (signal?.aborted) cutShort();
  child.nodeChildProcess.once('exit', () => setTimeout(letGo, PIPES_MS).unref());
  const over = endsWithUs(child.pid);
  const { exitCode, signal: endedBy, code } = await child;
  // Cut short it is over when all of it is: what it has started has the same grace.
  while (cut !== null && !isKilled && signalGroup(child.pid, 0)) await pause(LOOK_EVERY_MS);
  over();
  clearTimeout(timer);
  clearTimeout(grace);
  signal?.removeEventListener('abort', cutShort);
  return { status: exitCode ?? null, signal: endedBy ?? null, cut, notStarted: child.pid === undefined ? (code ?? 'unknown') : null };
}

type Streams = Readonly<Partial<Record<'stdout' | 'stderr' | 'all', NodeJS.ReadableStream>>>;

const running = new Set<number>();

/** Also when an exception ends us. @returns says that it has ended */
function endsWithUs(pid: number | undefined): () => void {
  if (pid === undefined) return () => {};
  if (running.size === 0) process.on('exit', endAll);
  running.add(pid);
  return () => {
    running.delete(pid);
    if (running.size === 0) process.off('exit', endAll);
  };
}

function endAll(): void {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
}

/** The group is the program's own: `detached` made it so. @param signal 0: only asks @returns whether there is any of it */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(-pid, signal);
  } catch {
    // It ended in between.
    return false;
  }
}
