// Gives up a part in the middle of a file that somebody is writing to: its space is free again, offsets stay, the writer notices nothing.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** A range of a file. */
export interface Hole {
  readonly start: number;
  readonly end: number;
}

const NEWLINE = 10;
const LONGEST_LINE_BYTES = 1 << 17;

/** fallocate(2), FALLOC_FL_PUNCH_HOLE: what is read there from then on is zeros, also of the blocks that it covers in part. */
const commandLine = (path: string, { start, end }: Hole): string[] => [
  '--punch-hole',
  '--offset',
  String(start),
  '--length',
  String(end - start),
  path,
];

/** Resolves to whether it could be done. */
export function punchHole(path: string, hole: Hole): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const child = spawn('fallocate', commandLine(path, hole), { stdio: 'ignore' });
  child.on('error', () => resolve(false));
  child.on('exit', (status) => resolve(status === 0));
  return promise;
}

/** Whether files in a directory can have holes: not every file system can, and fallocate(1) may be missing. */
export function canPunchHoles(directory: string): boolean {
  const path = join(directory, 'hole');
  try {
    const fd = openSync(path, 'w', 0o600);
    writeSync(fd, Buffer.alloc(1 << 16, 'x'));
    closeSync(fd);
    return spawnSync('fallocate', commandLine(path, { start: 0, end: 1 << 16 }), { stdio: 'ignore' }).status === 0;
  } catch {
    return false;
  } finally {
    rmSync(path, { force: true });
  }
}

/** Where the next line begins at or behind `at`; null where the file has none there yet. */
export function lineStartFrom(path: string, at: number): number | null {
  if (at <= 0) return 0;
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    const buffer = Buffer.alloc(Math.min(LONGEST_LINE_BYTES, Math.max(0, size - at + 1)));
    const found = buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, at - 1)).indexOf(NEWLINE);
    return found < 0 ? null : at + found;
  } finally {
    closeSync(fd);
  }
}
