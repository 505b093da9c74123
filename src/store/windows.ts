// A pass over the lines of a capture reads its files in large pieces, one kept for each file: their lines come by turns.
import type { ByteSource } from '../model/byte-source.ts';

const WINDOW_BYTES = 1 << 19;
/** Of each file where there are several. */
const SMALL_WINDOW_BYTES = 1 << 16;

interface Window {
  readonly start: number;
  readonly bytes: Uint8Array;
}

export class Windows {
  private readonly source: ByteSource;
  private readonly place: (offset: number) => { readonly file: number; readonly files: number };
  private readonly windows = new Map<number, Window>();

  constructor(source: ByteSource, place: (offset: number) => { readonly file: number; readonly files: number }) {
    this.source = source;
    this.place = place;
  }

  /** At most `length` bytes at `offset`, as {@link ByteSource.read}. */
  read(offset: number, length: number): Uint8Array {
    const { file, files } = this.place(offset);
    let window = this.windows.get(file);
    if (window === undefined || offset < window.start || offset + length > window.start + window.bytes.length) {
      const size = Math.max(length, files > 1 ? SMALL_WINDOW_BYTES : WINDOW_BYTES);
      window = { start: offset, bytes: this.source.read(offset, size) };
      this.windows.set(file, window);
    }
    return window.bytes.subarray(offset - window.start, offset - window.start + length);
  }
}
