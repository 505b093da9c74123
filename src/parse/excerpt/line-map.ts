// Which lines of a person's text the lines of its cleaned copy stand for.

/** Rows of first and last line, both from 1; shared with other threads. */
export class LineMap {
  readonly buffer: SharedArrayBuffer;
  private readonly rows: Int32Array;

  /** @param rows two numbers a line of the copy */
  static of(rows: readonly number[]): LineMap {
    const buffer = new SharedArrayBuffer(rows.length * Int32Array.BYTES_PER_ELEMENT);
    new Int32Array(buffer).set(rows);
    return new LineMap(buffer);
  }

  constructor(buffer: SharedArrayBuffer) {
    this.buffer = buffer;
    this.rows = new Int32Array(buffer);
  }

  /** Lines of the person's text. */
  get lines(): number {
    return this.rows.at(-1) ?? 0;
  }

  /** @param line of the copy, from 1 */
  first(line: number): number {
    return this.rows[2 * line - 2] ?? line;
  }

  /** @param line of the copy, from 1 */
  last(line: number): number {
    return this.rows[2 * line - 1] ?? line;
  }
}
