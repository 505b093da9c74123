// Who holds locks on a file: /proc/locks has them by device and inode.
import { readFileSync, statSync } from 'node:fs';
import type { FileLock } from '../model/answers.ts';

export interface LockLine {
  readonly pid: number;
  /** As statfs and stat number it. */
  readonly inode: number;
}

/**
 * Locks that are held; those that are waited for (`->`) are left out.
 * @see proc_locks(5): `1: FLOCK  ADVISORY  WRITE 4122 08:01:131075 0 EOF`
 */
export function parseLocks(text: string): readonly LockLine[] {
  return [...text.matchAll(/^\d+: (?:FLOCK|POSIX|OFDLCK)\s+\S+\s+\S+\s+(-?\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /gm)].map(([, pid, inode]) => ({
    pid: Number(pid),
    inode: Number(inode),
  }));
}

/**
 * Inodes alone are compared: an overlay's own device number is not the one that the lock table has.
 * @returns [] when nobody has it locked; null when that cannot be told
 */
export function fileLocks(path: string): readonly FileLock[] | null {
  try {
    const { ino } = statSync(path);
    const pids = new Set(parseLocks(readFileSync('/proc/locks', 'latin1')).flatMap(({ pid, inode }) => (inode === ino && pid > 0 ? [pid] : [])));
    return [...pids].map((pid) => ({ pid, comm: commOf(pid) }));
  } catch {
    return null;
  }
}

function commOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd();
  } catch {
    return `process ${pid}`;
  }
}
