// Stops what strace traces: SIGTERM first, SIGKILL for what is left after three seconds.
import { groupOf, traceesOf } from './tracees.ts';
import { pause } from './waiting.ts';

const GRACE_MS = 3000;
const LOOK_EVERY_MS = 50;

/**
 * Resolves when nothing is traced any more (strace then ends by itself).
 * The trace shows our signals at its end, behind the calls that were pending.
 */
export async function stopTracees(stracePid: number): Promise<void> {
  signalAll(stracePid, 'SIGTERM');
  const until = performance.now() + GRACE_MS;
  while (performance.now() < until) {
    await pause(LOOK_EVERY_MS);
    if (traceesOf(stracePid).length === 0) return;
  }
  // New ones may have been born in between.
  for (let round = 0; round < 20 && traceesOf(stracePid).length > 0; round++) {
    signalAll(stracePid, 'SIGKILL');
    await pause(LOOK_EVERY_MS);
  }
}

export function signalAll(stracePid: number, signal: NodeJS.Signals): void {
  for (const { pid } of traceesOf(stracePid)) {
    signalOne(pid, signal);
    // A stopped process gets no other signal until it is continued.
    if (signal === 'SIGTERM') signalOne(pid, 'SIGCONT');
  }
}

/** As a terminal does: SIGINT for the whole process group. strace is in it and does not mind (`-I3`); ours is left alone. */
export function interruptGroup(pid: number): void {
  const group = groupOf(pid);
  signalOne(group !== null && group !== groupOf(process.pid) ? -group : pid, 'SIGINT');
}

/** False when it is gone or not ours to signal. 0 is nobody: to kill(2) it would be our own process group. */
export function signalOne(pid: number, signal: NodeJS.Signals): boolean {
  if (pid === 0) return false;
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
