// A file without a name, for bytes that must be read at any offset: what is unpacked, and what comes through a pipe. Never more than half of what is free.
import { closeSync, mkdtempSync, openSync, rmdirSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import { freeBytes } from './free-bytes.ts';
import { stateDirectory } from './state-directory.ts';

/** What a directory should have free beyond what is packed; and where nobody knows how much will come. */
const USUAL_RATIO = 20;
const USUAL_BYTES = 1 << 30;

export class SpoolFile {
  readonly fd: number;
  readonly directory: string;
  /** No more than this is written: what is unpacked may be any size, and others need the disk. */
  readonly mostBytes: number;
  written = 0;
  private isOpen = true;
  /** Why not all of it was kept; null when it was. */
  full: string | null = null;

  /**
   * @param packedBytes how much is to be unpacked; null when nobody knows
   * @throws Problem `unreadable-input` when there is no place for it
   */
  constructor(packedBytes: number | null, directories: readonly string[] = spoolDirectories()) {
    const wanted = packedBytes === null ? USUAL_BYTES : packedBytes * USUAL_RATIO;
    const places = directories.map((path) => ({ path, free: freeBytes(path, 0) })).filter(({ free }) => free > 0);
    const inOrder = [...places.filter(({ free }) => free / 2 >= wanted), ...places.toSorted((a, b) => b.free - a.free)];
    for (const { path, free } of inOrder) {
      const fd = nameless(path);
      if (fd === null) continue;
      this.fd = fd;
      this.directory = path;
      this.mostBytes = Math.floor(free / 2);
      return;
    }
    throw new Problem(
      'unreadable-input',
      `there is no room to unpack into (${directories.map((path) => toVisible(path)).join(', ')}): set TMPDIR to a directory with free space that you may write to`,
    );
  }

  /** @returns whether all of it was kept */
  write(chunk: Uint8Array): boolean {
    if (this.full !== null) return false;
    const room = this.mostBytes - this.written;
    const part = chunk.subarray(0, Math.max(0, room));
    try {
      for (let at = 0; at < part.length; ) {
        const count = writeSync(this.fd, part, at, part.length - at, this.written);
        at += count;
        this.written += count;
      }
    } catch (error) {
      this.full = `${toVisible(this.directory)} is full (${(error as NodeJS.ErrnoException).code})`;
      return false;
    }
    if (part.length === chunk.length) return true;
    this.full = `it is larger than half of what is free in ${toVisible(this.directory)}`;
    return false;
  }

  /** Several may have been unpacked into it: the first of them that is closed closes it. */
  close(): void {
    if (this.isOpen) closeSync(this.fd);
    this.isOpen = false;
  }
}

/** Where it may be, best first: a temporary directory may be small, or not writable. */
function spoolDirectories(env: NodeJS.ProcessEnv = process.env): readonly string[] {
  const state = stateDirectory(env);
  return [...new Set([tmpdir(), ...(state === null ? [] : [state]), '/var/tmp', '/dev/shm'])];
}

/** Nothing is left behind, whatever ends us. */
function nameless(directory: string): number | null {
  try {
    const own = mkdtempSync(join(directory, 'whytrace-'));
    try {
      const path = join(own, 'unpacked');
      const fd = openSync(path, 'wx+', 0o600);
      unlinkSync(path);
      return fd;
    } finally {
      rmdirSync(own);
    }
  } catch {
    return null;
  }
}
