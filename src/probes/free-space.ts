// How much room a file system has left, in bytes and in inodes: statfs(2).
import { statfsSync } from 'node:fs';
import type { FreeSpace } from '../model/answers.ts';

/** @returns null where the path is not there or may not be asked about */
export function freeSpace(path: string): FreeSpace | null {
  try {
    const { bsize, bavail, files, ffree } = statfsSync(path);
    // Btrfs and others have no fixed number of inodes and say 0 of 0.
    return { bytes: bsize * bavail, inodes: files === 0 ? null : ffree };
  } catch {
    return null;
  }
}
