// A pass over the lines of a capture reads its files in large pieces, one kept for each file: their lines come by turns.
import type { ByteSource } from '../model/byte-source.ts';

const WINDOW_BYTES = 1 << 19;
/** Of each file where there are several, and of how many of them: what is read by turns is read by few. */
const SMALL_WINDOW_BYTES = 1 << 16;
const MOST_WINDOWS = 256;
/** What is asked for so far behind the last, so many times in a row, is a pass; before, and between, a small read costs less than a piece. */
const NEAR_BYTES = 1 << 14;
const STEPS_OF_PASS = 4;

interface Window {
  start: number;
  bytes: Uint8Array;
  /** Made once, when it is needed: pieces that are thrown away stay in memory for long. */
  buffer: Uint8Array;
  last: number;
  steps: number;
}

export class Windows {
  private readonly source: ByteSource;
  private readonly place: (offset: number) => { readonly file: number; readonly files: number };
  /** In the order in which they were made. */
  private readonly windows = new Map<number, Window>();

  constructor(source: ByteSource, place: (offset: number) => { readonly file: number; readonly files: number }) {
    this.source = source;
    this.place = place;
  }

  /** At most `length` bytes at `offset`, as {@link ByteSource.read}. */
  read(offset: number, length: number): Uint8Array {
    const { file, files } = this.place(offset);
    const window = this.windows.get(file) ?? this.newWindow(file);
    const within = offset - window.start;
    if (within >= 0 && within + length <= window.bytes.length) {
      window.last = offset;
      return window.bytes.subarray(within, within + length);
    }
    window.steps = offset >= window.last && offset - window.last < NEAR_BYTES ? window.steps + 1 : 0;
    window.last = offset;
    const size = files > 1 ? SMALL_WINDOW_BYTES : WINDOW_BYTES;
    if (length > size || window.steps < STEPS_OF_PASS) return this.source.read(offset, length);
    // A second file may come to a capture that had one.
    if (window.buffer.length !== size) window.buffer = new Uint8Array(size);
    window.start = offset;
    window.bytes = window.buffer.subarray(0, this.source.readInto(offset, window.buffer));
    return window.bytes.subarray(0, length);
  }

  private newWindow(file: number): Window {
    const [oldest] = this.windows;
    let buffer: Uint8Array = EMPTY;
    if (oldest !== undefined && this.windows.size >= MOST_WINDOWS) {
      this.windows.delete(oldest[0]);
      buffer = oldest[1].buffer;
    }
    const window: Window = { start: 0, bytes: EMPTY, buffer, last: 0, steps: 0 };
    this.windows.set(file, window);
    return window;
  }
}

const EMPTY: Uint8Array = new Uint8Array(0);
