// Bytes of a file by offset: reads only what is asked for, never beyond a budget, and never throws for what is not there.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Something to read from by offset. */
export interface ByteSource {
  readonly sizeBytes: number;
  /** Up to `lengthBytes` bytes from `offset`; fewer at the end of the file, none for offsets that make no sense. */
  read(offset: number, lengthBytes: number): Buffer;
}

/** No single table of an ELF file that matters here is longer. */
const LONGEST_READ_BYTES = 4 * 1024 * 1024;
/** What one question may read of one file, however broken its tables are. */
const BUDGET_BYTES = 64 * 1024 * 1024;
/** And how often: tables that point into each other in circles must end. */
const MOST_READS = 20_000;

const NOTHING = Buffer.alloc(0);

/** A source over bytes in memory. */
export const bytesInMemory = (bytes: Uint8Array): ByteSource => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return limited(buffer.length, (offset, length) => buffer.subarray(offset, offset + length));
};

/**
 * Opens a regular file for {@link use} and closes it again.
 * @returns what `use` returns; null when the path leads to no regular file any more
 * @throws the system's error when the file can't be opened or read
 */
export function withFileBytes<T>(path: string | Buffer, use: (source: ByteSource) => T): T | null {
  // O_NONBLOCK: the open of a FIFO would wait for its writer. O_NOCTTY: a terminal must not become ours.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  try {
    const status = fstatSync(fd);
    if (!status.isFile()) return null;
    return use(limited(status.size, (offset, length) => readAt(fd, offset, length)));
  } finally {
    closeSync(fd);
  }
}

function readAt(fd: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const count = readSync(fd, buffer, filled, length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

function limited(sizeBytes: number, read: (offset: number, length: number) => Buffer): ByteSource {
  let left = BUDGET_BYTES;
  let reads = 0;
  return {
    sizeBytes,
    read(offset, lengthBytes) {
      if (!Number.isSafeInteger(offset) || offset < 0 || offset >= sizeBytes || !(lengthBytes > 0)) return NOTHING;
      const length = Math.min(Math.floor(lengthBytes), sizeBytes - offset, LONGEST_READ_BYTES, left);
      left -= length;
      reads += 1;
      return length > 0 && reads <= MOST_READS ? read(offset, length) : NOTHING;
    },
  };
}
