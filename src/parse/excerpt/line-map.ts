// Which lines of a person's text the lines of its cleaned copy stand for, and that text itself.
import { latin1 } from '../latin1.ts';

/** An excerpt as other threads get it. */
export interface SharedQuotation {
  readonly map: SharedArrayBuffer;
  /** The person's text, in bytes as strace writes them: UTF-16 as UTF-8. */
  readonly text: SharedArrayBuffer;
  /** Where each of its lines begins, and where the last one ends. */
  readonly starts: SharedArrayBuffer;
}

/** @param text Latin-1: a character a byte */
export function sharedQuotation(text: string, starts: readonly number[], map: LineMap): SharedQuotation {
  const bytes = new SharedArrayBuffer(text.length);
  Buffer.from(bytes).write(text, 'latin1');
  const begins = new SharedArrayBuffer(starts.length * Int32Array.BYTES_PER_ELEMENT);
  new Int32Array(begins).set(starts);
  return { map: map.buffer, text: bytes, starts: begins };
}

/** Lines of the person's text, without their ends. @param first from 1; `last` is among them */
export function quotedLines({ text, starts }: SharedQuotation, first: number, last: number): readonly string[] {
  const begins = new Int32Array(starts);
  const bytes = new Uint8Array(text);
  const lines: string[] = [];
  for (let line = first; line <= last && line < begins.length; line++)
    lines.push(latin1(bytes, begins[line - 1]!, begins[line]!).replace(/[\r\n]+$/, ''));
  return lines;
}

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
