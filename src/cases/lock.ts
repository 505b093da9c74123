// One whytrace at a time: a lock file that says who holds it. One whose holder has died is taken over.
import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import { isAlive, type Owner, ourselves } from './owner.ts';

const WAIT_MS = 20_000;
const RETRY_MS = 40;
/** A holder writes its name right after it has made the file; a file without a name after so long has lost its holder. */
const NAMELESS_MS = 2000;

/** @throws Problem when somebody else holds it for longer than {@link WAIT_MS}, and what `work` throws */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + WAIT_MS;
  while (!take(path)) {
    if (performance.now() > until)
      throw new Problem('own-failure', `another whytrace${holderWords(path)} holds ${toVisible(path)}: wait for it, then try again`);
    await pause(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, JSON.stringify(ourselves()), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isStale(path)) removeStale(path);
    return false;
  }
}

function isStale(path: string): boolean {
  const holder = holderOf(path);
  if (holder !== null) return !isAlive(holder);
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && isLongAgo(made);
}

/** A file of the future was made before the clock was set back. */
const isLongAgo = (madeAtMs: number): boolean => Math.abs(Date.now() - madeAtMs) > NAMELESS_MS;

/** Of two that find it stale, the second must not remove the lock that the first has made meanwhile: they take turns, and look again. */
function removeStale(path: string): void {
  const turn = `${path}.stale`;
  try {
    mkdirSync(turn);
  } catch {
    // Whoever has the turn needs a moment; one that died in it leaves it behind.
    const made = statSync(turn, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && isLongAgo(made)) rmdirSync(turn);
    return;
  }
  try {
    if (isStale(path)) unlinkSync(path);
  } finally {
    rmdirSync(turn);
  }
}

function holderOf(path: string): Owner | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof holder === 'object' && holder !== null && 'pid' in holder && typeof holder.pid === 'number' ? (holder as Owner) : null;
  } catch {
    return null;
  }
}

const holderWords = (path: string): string => {
  const holder = holderOf(path);
  return holder === null ? '' : ` (process ${holder.pid})`;
};
