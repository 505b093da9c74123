// Opens one file of a capture so that any part of it can be read: plain files as they are; compressed ones and pipes through an unpacked copy.
import { closeSync, constants, createReadStream, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import { UnpackedCopy } from './open-unpacked.ts';
import { HEAD_BYTES, packingOf } from './packing.ts';
import { SpoolFile } from './spool-file.ts';
import { statsOf } from './stats-of.ts';
import { unpacked } from './unpack.ts';
import { unreadable } from './unreadable.ts';

/** One opened file. Everything before `availableBytes` can be read through `fd`, at any offset, by any thread. */
export interface CaptureInput {
  readonly path: string;
  readonly fd: number;
  /** Where in the file behind `fd` its bytes begin: what was unpacked of several stands in one. */
  readonly from: number;
  /** Why what is available is not all that should have been; null when it is. */
  readonly trouble: string | null;
  /** Size of what there will be to read, of a packed file about; null while nobody knows. */
  readonly totalBytes: number | null;
  /** Makes more available. `done`: nothing will follow. @throws Problem when it can't be read on */
  pull(): Promise<{ readonly availableBytes: number; readonly done: boolean }>;
  close(): void;
}

/**
 * @param path `-` for standard input
 * @param spool where it is unpacked to, among others; a new one when none is given
 * @throws Problem `unreadable-input`: missing, not permitted, a directory, empty
 */
export function openInput(path: string, spool: (packedBytes: number | null) => SpoolFile = (bytes) => new SpoolFile(bytes)): CaptureInput {
  const fd = path === '-' ? 0 : opened(path);
  try {
    const stats = fstatSync(fd);
    if (stats.isDirectory()) throw unreadable(path, 'it is a directory');
    // They never end (/dev/zero), or are whole disks. A terminal ends with Ctrl-D.
    if (stats.isBlockDevice() || (stats.isCharacterDevice() && !isatty(fd) && !isNull(stats))) throw unreadable(path, 'it is a device, not a file');
    if (!stats.isFile()) return spooled(path, streamOf(path, fd, stats), null, spool);
    if (stats.size === 0) throw unreadable(path, 'it is empty');
    const head = new Uint8Array(HEAD_BYTES);
    const packing = packingOf(head.subarray(0, readSync(fd, head, 0, HEAD_BYTES, 0)));
    if (packing.kind === 'none') return plainFile(path, fd, stats.size);
    return spooled(path, createReadStream('', { fd, start: 0, autoClose: path !== '-' }), stats.size, spool);
  } catch (error) {
    if (fd !== 0) closeSync(fd);
    throw error;
  }
}

const CANNOT_OPEN: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'permission denied',
  EISDIR: 'it is a directory',
  ELOOP: 'its links go in a circle',
  ENAMETOOLONG: 'its name is too long',
};

function opened(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | waitless(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw unreadable(path, CANNOT_OPEN[code ?? ''] ?? `${code}`);
  }
}

/** Opening a FIFO waits for a writer, fifo(7), and no key would end that: opened without waiting, its reader waits. */
const waitless = (path: string): number => (statsOf(path)?.isFIFO() === true ? constants.O_NONBLOCK : 0);

function plainFile(path: string, fd: number, sizeBytes: number): CaptureInput {
  return {
    path,
    fd,
    from: 0,
    trouble: null,
    totalBytes: sizeBytes,
    pull: async () => ({ availableBytes: sizeBytes, done: true }),
    close: () => {
      if (fd !== 0) closeSync(fd);
    },
  };
}

function spooled(path: string, stream: Readable, packedBytes: number | null, spoolFor: (packedBytes: number | null) => SpoolFile): CaptureInput {
  const spool = spoolFor(packedBytes);
  let read = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const piece of stream) {
      read += (piece as Buffer).length;
      yield piece as Buffer;
    }
  };
  const copy = new UnpackedCopy(path, plainBytes(counted()), spool);
  return {
    path,
    fd: spool.fd,
    from: copy.from,
    get trouble() {
      return copy.trouble;
    },
    get totalBytes() {
      return packedBytes === null || read === 0 ? null : Math.round(copy.written * Math.max(1, packedBytes / read));
    },
    pull: () => copy.pull(),
    close() {
      stream.destroy();
      spool.close();
    },
  };
}

/** What a stream holds, unpacked if it is packed. */
async function* plainBytes(pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { value: first, done } = await pieces.next();
  if (done === true) return;
  const packing = packingOf(first);
  const all = async function* (): AsyncGenerator<Uint8Array> {
    yield first;
    yield* pieces;
  };
  if (packing.kind === 'none') yield* all();
  else if (packing.kind === 'other') throw new Error(`it is ${packing.name}; unpack it first: ${packing.unpack}`);
  else {
    try {
      yield* unpacked(packing.kind, all());
    } catch (error) {
      throw new Error(`cannot unpack it: ${(error as Error).message}`);
    }
  }
}

/**
 * A FIFO is opened not to wait (O_NONBLOCK), and standard input may have been set so by who shares it: a socket of Node knows how to wait for it, a file does not.
 * Loaded only then.
 */
function streamOf(path: string, fd: number, stats: Stats): Readable {
  if (!(stats.isFIFO() || stats.isSocket())) return createReadStream('', { fd, autoClose: path !== '-' });
  const { Socket } = process.getBuiltinModule('node:net');
  return new Socket({ fd, readable: true, writable: false });
}

/** /dev/null is an empty file to everybody: character device 1:3 (Linux, devices.txt). */
const isNull = ({ rdev }: Stats): boolean => process.platform !== 'linux' || rdev === 0x103;
