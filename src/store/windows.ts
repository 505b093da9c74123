// A pass over the lines of a capture reads its files in large pieces, one kept for each file: their lines come by turns.
import type { ByteSource } from '../model/byte-source.ts';

const WINDOW_BYTES = 1 << 19;
/** Of each file where there are several. */
const SMALL_WINDOW_BYTES = 1 << 16;
/** What is asked for so far behind the last, so many times in a row, is a pass; before, and between, a small read costs less than a piece. */
const NEAR_BYTES = 1 << 14;
const STEPS_OF_PASS = 4;

interface Window {
  start: number;
  bytes: Uint8Array;
  /** Made once: pieces that are thrown away stay in memory for long. */
  readonly buffer: Uint8Array;
}

export class Windows {
  private readonly source: ByteSource;
  private readonly place: (offset: number) => { readonly file: number; readonly files: number };
  private readonly windows = new Map<number, Window>();
  private last = 0;
  private steps = 0;

  constructor(source: ByteSource, place: (offset: number) => { readonly file: number; readonly files: number }) {
    this.source = source;
    this.place = place;
  }

  /** At most `length` bytes at `offset`, as {@link ByteSource.read}. */
  read(offset: number, length: number): Uint8Array {
    const { file, files } = this.place(offset);
    const window = this.windows.get(file);
    if (window !== undefined && offset >= window.start && offset + length <= window.start + window.bytes.length) {
      this.last = offset;
      return window.bytes.subarray(offset - window.start, offset - window.start + length);
    }
    this.steps = offset >= this.last && offset - this.last < NEAR_BYTES ? this.steps + 1 : 0;
    this.last = offset;
    // Several files are read by turns, and none of them in blocks that are kept.
    const size = files > 1 ? SMALL_WINDOW_BYTES : WINDOW_BYTES;
    if (length > size || (files === 1 && this.steps < STEPS_OF_PASS)) return this.source.read(offset, length);
    // A second file may come to a capture that had one.
    const next = window?.buffer.length === size ? window : { start: 0, bytes: EMPTY, buffer: new Uint8Array(size) };
    next.start = offset;
    next.bytes = next.buffer.subarray(0, this.source.readInto(offset, next.buffer));
    this.windows.set(file, next);
    return next.bytes.subarray(0, length);
  }
}

const EMPTY = new Uint8Array(0);
