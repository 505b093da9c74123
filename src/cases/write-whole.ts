// Writes a file so that it is there whole or not at all, also when the power fails: a temporary name, fsync, rename, fsync of the directory.
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** @param temporary a name in the same directory @throws the system's error; nothing is left behind then */
export function writeWhole(path: string, contents: string | Uint8Array, { mode = 0o600, temporary = `${path}.${process.pid}.tmp` } = {}): void {
  try {
    writeNew(temporary, contents, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncPath(dirname(path));
}

/** On disk when it returns. */
export function writeNew(path: string, contents: string | Uint8Array, mode: number): void {
  const file = openSync(path, 'w', mode);
  try {
    const bytes = typeof contents === 'string' ? Buffer.from(contents) : contents;
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** A file or a directory; some file systems know no fsync of directories. */
export function syncPath(path: string): void {
  try {
    const file = openSync(path, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // What was written is there all the same.
  }
}
