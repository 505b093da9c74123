// One hash of a directory with everything in it: names, kinds, modes, owners, link targets, contents.
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

export function treeHash(directory: string): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    const status = lstatSync(path);
    hash.update(JSON.stringify([relative(directory, path), status.mode, status.uid, status.gid]));
    if (status.isSymbolicLink()) hash.update(readlinkSync(path));
    else if (status.isFile()) hash.update(readFileSync(path));
    else if (status.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
  };
  add(directory);
  return hash.digest('hex');
}
