// The file system that questions are asked of: this one, or what lies under another root (a chroot, /proc/PID/root).
import { lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { bytesToText } from '../text/c-string.ts';
import { type ByteSource, withFileBytes } from './bytes.ts';

/** All paths are absolute. Errors are the system's own, with `code`. */
export interface HostFiles {
  lstat(path: string): Stats;
  readlink(path: string): string;
  /** What is in a directory, `.` and `..` left out; [] when it can't be read. */
  entries(directory: string): readonly { readonly name: string; readonly isDirectory: boolean }[];
  /** Hands the bytes of a regular file to `use`; null when it is none. `path` must not lead through links: see {@link walkPath}. */
  withBytes<T>(path: string, use: (source: ByteSource) => T): T | null;
  /** A small text file whole, or null when it can't be read. */
  text(path: string): string | null;
}

/** @param root '' for this host's own root */
export const hostFiles = (root = ''): HostFiles => ({
  lstat: (path) => lstatSync(asSystemPath(root + path)),
  readlink: (path) => bytesToText(readlinkSync(asSystemPath(root + path), { encoding: 'buffer' })),
  entries(directory) {
    try {
      const path = asSystemPath(root + directory);
      const entries = readdirSync(path, { withFileTypes: true });
      // Only where a name is not UTF-8 are bytes read: that is slower.
      if (!entries.some(({ name }) => name.includes('\ufffd')))
        return entries.map((entry) => ({ name: entry.name, isDirectory: entry.isDirectory() }));
      return readdirSync(path, { encoding: 'buffer', withFileTypes: true }).map((entry) => ({
        name: bytesToText(entry.name),
        isDirectory: entry.isDirectory(),
      }));
    } catch {
      return [];
    }
  },
  withBytes: (path, use) => withFileBytes(asSystemPath(root + path), use),
  text(path) {
    try {
      return readFileSync(asSystemPath(root + path), 'utf8');
    } catch {
      return null;
    }
  },
});

/** The code of a system error: `ENOENT`… */
export const errnoOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';

/** Bytes of names that are not UTF-8 stand as U+DC80..U+DCFF in our texts (see RawText): back to bytes. */
function asSystemPath(path: string): string | Buffer {
  if (!/[\udc80-\udcff]/.test(path)) return path;
  const pieces = path
    .split(/([\udc80-\udcff])/)
    .map((piece, index) => (index % 2 === 1 ? Buffer.from([piece.charCodeAt(0) - 0xdc00]) : Buffer.from(piece, 'utf8')));
  return Buffer.concat(pieces);
}
