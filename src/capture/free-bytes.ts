// How much may still be written to a disk.
import { statfsSync } from 'node:fs';

/** What an ordinary user may still use of the disk that holds a path, statfs(2), `f_bavail`. @param whereUnknown what to take it for when nobody can say */
export function freeBytes(path: string, whereUnknown: number): number {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return whereUnknown;
  }
}
