// Where two files differ, byte by byte.
import { closeSync, openSync, readSync } from 'node:fs';

export interface FileDifference {
  /** The byte, from 0, of the first difference; the shorter one's length when it is the beginning of the other. */
  readonly first: number;
  /** Bytes that differ, or that only one of them has. */
  readonly bytes: number;
  /** Where they differ, in steps of 4 KiB. */
  readonly pages: readonly number[];
}

const STEP_BYTES = 4096 * 64;
const PAGE_BYTES = 4096;
const PAGES_MOST = 100_000;

/** @returns null for the same content @throws the system's error when one can't be read */
export function fileDifference(one: string, other: string): FileDifference | null {
  const [a, b] = [openSync(one, 'r'), openSync(other, 'r')];
  try {
    const [left, right] = [Buffer.alloc(STEP_BYTES), Buffer.alloc(STEP_BYTES)];
    let first: number | null = null;
    let bytes = 0;
    const pages = new Set<number>();
    for (let offset = 0; ; offset += STEP_BYTES) {
      const [leftBytes, rightBytes] = [fill(a, left, offset), fill(b, right, offset)];
      const most = Math.max(leftBytes, rightBytes);
      if (leftBytes !== rightBytes || !left.subarray(0, leftBytes).equals(right.subarray(0, rightBytes)))
        for (let at = 0; at < most; at++) {
          if (at < leftBytes && at < rightBytes && left[at] === right[at]) continue;
          first ??= offset + at;
          bytes++;
          if (pages.size < PAGES_MOST) pages.add(Math.floor((offset + at) / PAGE_BYTES) * PAGE_BYTES);
        }
      if (most < STEP_BYTES) break;
    }
    return first === null ? null : { first, bytes, pages: [...pages] };
  } finally {
    closeSync(a);
    closeSync(b);
  }
}

function fill(fd: number, into: Buffer, offset: number): number {
  let filled = 0;
  for (let count = 1; count > 0 && filled < into.length; filled += count) count = readSync(fd, into, filled, into.length - filled, offset + filled);
  return filled;
}
