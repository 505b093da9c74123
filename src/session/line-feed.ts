// Feeds a file to its parser, chunk by chunk: a line that a chunk cuts is kept for the next.
import { readSync } from 'node:fs';
import type { CaptureParser } from '../parse/capture-parser.ts';

/** The first chunk is small, so that its records are there at once. */
const FIRST_BYTES = 1 << 16;
/** A longer line is cut: it is rubbish, and must not fill the memory. */
const LONGEST_LINE_BYTES = 1 << 26;

export class LineFeed {
  /** How far the file has been parsed. */
  parsedBytes = 0;
  private readonly parser: CaptureParser;
  private readonly fd: number;
  private readonly chunkBytes: number;
  private buffer: Uint8Array;
  /** Bytes in the buffer; its first stands at `parsedBytes`. */
  private filled = 0;

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
    let used = this.parser.parse(this.buffer, 0, this.filled, this.parsedBytes, last);
    if (used === 0 && this.filled === this.buffer.length) {
      if (this.buffer.length < LONGEST_LINE_BYTES) this.grow(this.buffer.length * 2);
      else used = this.parser.parse(this.buffer, 0, this.filled, this.parsedBytes, true);
    }
    this.buffer.copyWithin(0, used, this.filled);
    this.filled -= used;
    this.parsedBytes += used;
    if (this.buffer.length < this.chunkBytes && !atEnd) this.grow(this.chunkBytes);
    return !atEnd;
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

  private grow(bytes: number): void {
    const grown = new Uint8Array(bytes);
    grown.set(this.buffer.subarray(0, this.filled));
    this.buffer = grown;
  }
}
