// Directories that are ours alone. whytrace often runs as root: where somebody else can put a link in the way, root must not write.
import { chmodSync, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory and the missing ones above it, for nobody else to look into (mode 0700).
 * Not `mkdirSync(path, { recursive: true })`: below /proc, where mkdir(2) says ENOENT although the parent exists, Node tries again for ever.
 * @throws the system's error
 */
export function makePrivateDirectories(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makePrivateDirectories(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}

/**
 * The same for a directory that only we may use: one that is there already is taken when it is ours (a link of our own to one of ours will do), and closed to others.
 * @throws the system's error; Error when it belongs to somebody else
 */
export function makeOwnDirectory(path: string): void {
  makePrivateDirectories(path);
  if (!isOwnDirectory(path)) throw new Error(`${path} belongs to somebody else`);
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o700);
}

/** Whether it is there and nobody else can have put it there. */
export function isOwnDirectory(path: string): boolean {
  const us = process.geteuid?.();
  const [link, target] = [lstatSync, statSync].map((stats) => attempt(() => stats(path)));
  return target?.isDirectory() === true && (us === undefined || (link?.uid === us && target.uid === us));
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}
