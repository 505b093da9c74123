// Feeds a file to its parser, chunk by chunk: a line that a chunk cuts is kept for the next.
import { readSync } from 'node:fs';
import type { CaptureParser } from '../parse/capture-parser.ts';

/** The first chunk is small, so that its records are there at once. */
const FIRST_BYTES = 1 << 16;
/** So many zeros at the start of a line are a hole: a capture that had to stay within a size gave up what was there. */
const HOLE_BYTES = 4096;
/** A record is no larger. */
const LARGEST_GAP_BYTES = 2 ** 31;
/** A longer line is cut: it is rubbish, and must not fill the memory. */
export const LONGEST_LINE_BYTES = 1 << 26;

export class LineFeed {
  /** How far the file has been parsed. */
  parsedBytes = 0;
  private readonly parser: CaptureParser;
  private readonly fd: number;
  private readonly chunkBytes: number;
  private buffer: Uint8Array;
  /** Bytes in the buffer; its first stands at `parsedBytes`. */
  private filled = 0;
  /** Where the hole begins that is being passed. */
  private holeStart: number | null = null;

  /** How far the file has been read: a line that is not whole yet has been. */
  get readBytes(): number {
    return this.parsedBytes + this.filled;
  }

  /** @param chunkBytes how much is read at a time */
  constructor(fd: number, parser: CaptureParser, chunkBytes: number) {
    this.fd = fd;
    this.parser = parser;
    this.chunkBytes = chunkBytes;
    this.buffer = new Uint8Array(Math.min(FIRST_BYTES, chunkBytes));
  }

  /**
   * Reads and parses one chunk of what is there.
   * @param availableBytes how far the file may be read
   * @param final nothing follows behind `availableBytes`: the last line is read although no newline ends it
   * @returns false when all that is available has been parsed, but for a line that is not whole
   */
  feed(availableBytes: number, final: boolean): boolean {
    const from = this.readBytes;
    const wanted = Math.min(this.buffer.length - this.filled, availableBytes - from);
    const count = wanted > 0 ? readSync(this.fd, this.buffer, this.filled, wanted, from) : 0;
    this.filled += count;
    const atEnd = this.readBytes >= availableBytes || count === 0;
    const last = final && atEnd;
    const hole = this.holeStart === null ? holeIn(this.buffer, this.filled) : 0;
    if (hole === 0) return this.passHole(last) || !atEnd;
    // A line that breaks off where the hole begins has no other end.
    let used = this.parser.parse(this.buffer, 0, hole ?? this.filled, this.parsedBytes, last || hole !== null);
    if (used === 0 && this.filled === this.buffer.length) {
      if (this.buffer.length < LONGEST_LINE_BYTES) this.grow(this.buffer.length * 2);
      else used = this.parser.parse(this.buffer, 0, this.filled, this.parsedBytes, true);
    }
    this.buffer.copyWithin(0, used, this.filled);
    this.filled -= used;
    this.parsedBytes += used;
    if (this.buffer.length < this.chunkBytes && !atEnd) this.grow(this.chunkBytes);
    return !atEnd || hole !== null;
  }

  /** Nothing more has come for a while: a call that the last line has begun is taken as it stands. @returns whether there was one */
  feedBegun(): boolean {
    if (this.filled === 0) return false;
    const used = this.parser.parseBegun(this.buffer, 0, this.filled, this.parsedBytes);
    this.buffer.copyWithin(0, used, this.filled);
    this.filled -= used;
    this.parsedBytes += used;
    return used > 0;
  }

  /** Passes the zeros in the buffer. @returns whether something else follows them there */
  private passHole(last: boolean): boolean {
    const zeros = zerosFrom(this.buffer, 0, this.filled);
    this.holeStart ??= this.parsedBytes;
    this.buffer.copyWithin(0, zeros, this.filled);
    this.filled -= zeros;
    this.parsedBytes += zeros;
    if (this.filled === 0 && !last) return false;
    for (let at = this.holeStart; at < this.parsedBytes; at += LARGEST_GAP_BYTES)
      this.parser.gap(at, Math.min(LARGEST_GAP_BYTES, this.parsedBytes - at));
    this.holeStart = null;
    return this.filled > 0;
  }

  private grow(bytes: number): void {
    const grown = new Uint8Array(bytes);
    grown.set(this.buffer.subarray(0, this.filled));
    this.buffer = grown;
  }
}

/** Where a hole begins in `bytes[0..length)`; null for none. Text has no zeros: a look at each of the places of which any hole covers one is enough. */
function holeIn(bytes: Uint8Array, length: number): number | null {
  for (let at = 0; at < length; at += HOLE_BYTES / 2) {
    if (bytes[at] !== 0) continue;
    let start = at;
    while (start > 0 && bytes[start - 1] === 0) start--;
    if (zerosFrom(bytes, start, length) >= HOLE_BYTES) return start;
  }
  return null;
}

const ZEROS = new Uint8Array(1 << 16);

/** How many zeros stand at `start`. Compared in pieces: a hole may be many gigabytes long. */
function zerosFrom(bytes: Uint8Array, start: number, length: number): number {
  let at = start;
  for (let piece = Math.min(ZEROS.length, length - at); piece > 0; piece = Math.min(ZEROS.length, length - at)) {
    if (Buffer.compare(bytes.subarray(at, at + piece), ZEROS.subarray(0, piece)) !== 0) break;
    at += piece;
  }
  while (at < length && bytes[at] === 0) at++;
  return at - start;
}
