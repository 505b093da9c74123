// Runs a Go program for a few seconds with its runtime asked to tell, and ends it by SIGQUIT: that makes it print its goroutines.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ThreadWait, threadWaits } from '../../../probes/thread-waits.ts';
import type { ProbeRequest, ProbeRun } from '../../probe.ts';

export interface GoRun {
  readonly run: ProbeRun;
  /** Of the program shortly before it was ended; null when it had ended by itself. */
  readonly threads: readonly ThreadWait[] | null;
}

const SECONDS = 3;
/** Before the signal: then what it waits for is what it waits for. */
const LOOK_MS = (SECONDS - 0.6) * 1000;

/** inittrace: a line a package; schedtrace: a line each half second; gctrace: a line a collection. @see runtime/extern.go */
const GODEBUG = 'inittrace=1,schedtrace=500,gctrace=1';

/** @param argv the program with its arguments */
export async function runWithGodebug(
  argv: readonly string[],
  place: { readonly env: ProbeRequest['env']; readonly cwd: string },
  run: ProbeRequest['run'],
): Promise<GoRun> {
  const directory = mkdtempSync(join(tmpdir(), 'whytrace-go-'));
  const pidFile = join(directory, 'pid');
  const before = place.env.GODEBUG;
  const env = { ...place.env, GODEBUG: before === undefined || before === '' ? GODEBUG : `${before},${GODEBUG}`, GOTRACEBACK: 'all' };
  let threads: readonly ThreadWait[] | null = null;
  const looking = setTimeout(() => {
    threads = threadsOfChild(pidFile);
  }, LOOK_MS);
  try {
    // timeout(1) has the shell's process id; the program is its child.
    const shell = ['sh', '-c', 'echo $$ > "$0"; exec timeout -s QUIT -k 1 "$@"', pidFile, String(SECONDS), ...argv] as const;
    const done = await run([...shell], { env, cwd: place.cwd, timeoutSeconds: SECONDS + 3 });
    return { run: done, threads };
  } finally {
    clearTimeout(looking);
    rmSync(directory, { recursive: true, force: true });
  }
}

function threadsOfChild(pidFile: string): readonly ThreadWait[] | null {
  try {
    const parent = readFileSync(pidFile, 'latin1').trim();
    const [child] = readFileSync(`/proc/${parent}/task/${parent}/children`, 'latin1').trim().split(' ');
    return child === undefined || child === '' ? null : threadWaits(Number(child));
  } catch {
    return null;
  }
}
