// Opens one file of a capture so that any part of it can be read: plain files as they are; compressed ones and pipes through an unpacked copy.
import { closeSync, createReadStream, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import zlib from 'node:zlib';
import { Problem } from '../model/problem.ts';
import { toVisible } from '../text/visible.ts';
import { UnpackedCopy } from './open-unpacked.ts';
import { zstdStream } from './open-zstd.ts';

/** One opened file. Everything before `availableBytes` can be read through `fd`, at any offset, by any thread. */
export interface CaptureInput {
  readonly path: string;
  readonly fd: number;
  /** Size of what there will be to read; null while nobody knows. */
  readonly totalBytes: number | null;
  /** Makes more available. `done`: nothing will follow. @throws Problem when it can't be read on */
  pull(): Promise<{ readonly availableBytes: number; readonly done: boolean }>;
  close(): void;
}

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/**
 * @param path `-` for standard input
 * @throws Problem `unreadable-input`: missing, not permitted, a directory, empty
 */
export function openInput(path: string): CaptureInput {
  const fd = path === '-' ? 0 : opened(path);
  const stats = fstatSync(fd);
  if (stats.isDirectory()) throw unreadable(path, 'it is a directory');
  // They never end (/dev/zero), or are whole disks. A terminal ends with Ctrl-D.
  if (stats.isBlockDevice() || (stats.isCharacterDevice() && !isatty(fd) && !isNull(stats))) throw unreadable(path, 'it is a device, not a file');
  if (!stats.isFile()) return spooled(path, createReadStream('', { fd, autoClose: path !== '-' }));
  if (stats.size === 0) throw unreadable(path, 'it is empty');
  const head = new Uint8Array(4);
  readSync(fd, head, 0, 4, 0);
  if (startsWith(head, ZSTD)) return zstdFile(path, fd, stats.size);
  if (!startsWith(head, GZIP)) return plainFile(path, fd, stats.size);
  const packed = createReadStream('', { fd, start: 0 });
  const unpacker = zlib.createGunzip();
  packed.on('error', (error) => unpacker.destroy(error));
  return spooled(path, packed.pipe(unpacker));
}

/** The sentence for a file that can't be used. */
export const unreadable = (path: string, why: string): Problem =>
  new Problem('unreadable-input', `cannot read ${path === '-' ? 'standard input' : toVisible(path)}: ${why}`);

function opened(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const says = { ENOENT: 'there is no such file', EACCES: 'permission denied', EISDIR: 'it is a directory', ELOOP: 'its links go in a circle' };
    throw unreadable(path, says[code as keyof typeof says] ?? (error as Error).message);
  }
}

function plainFile(path: string, fd: number, sizeBytes: number): CaptureInput {
  return {
    path,
    fd,
    totalBytes: sizeBytes,
    pull: async () => ({ availableBytes: sizeBytes, done: true }),
    close: () => {
      if (fd !== 0) closeSync(fd);
    },
  };
}

function spooled(path: string, stream: Readable): CaptureInput {
  const copy = new UnpackedCopy(path, stream);
  return { path, fd: copy.fd, totalBytes: null, pull: () => copy.pull(), close: () => copy.close() };
}

function zstdFile(path: string, fd: number, sizeBytes: number): CaptureInput {
  if (typeof zlib.createZstdDecompress !== 'function') throw unreadable(path, 'this Node has no zstd; unpack it first: zstd -d FILE');
  return spooled(path, zstdStream(fd, sizeBytes));
}

/** /dev/null is an empty file to everybody: character device 1:3 (Linux, devices.txt). */
const isNull = ({ rdev }: Stats): boolean => process.platform !== 'linux' || rdev === 0x103;

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
