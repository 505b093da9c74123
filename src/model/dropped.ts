// What a capture that had to stay within a size has given up, and the line that says so where it stood.
import type { EventIndex } from './event.ts';
import { isGone } from './gone.ts';
import type { Trace } from './trace.ts';

/** A part in the middle: the first lines, which tell what ran, and the newest stay. */
export interface Dropped {
  readonly bytes: number;
  /** Judged by the length of those that are there; null when not even that is known. */
  readonly aboutLines: number | null;
  /** Live: of these bytes, those that nobody had read before; absent when that is not known. */
  readonly unreadBytes?: number;
}

const LINE = /^whytrace: dropped (\d+) bytes here(?:, about (\d+) lines)?, to stay within --max-size$/;

/** Stands in a saved capture in place of what is gone. */
export const droppedLine = ({ bytes, aboutLines }: Dropped): string =>
  `whytrace: dropped ${bytes} bytes here${aboutLines === null ? '' : `, about ${aboutLines} lines`}, to stay within --max-size`;

/** Stands, while a capture grows, for the records of which not even the numbers are kept; `from` as an index, `to` the first that is left. */
export const goneRecordsLine = (from: number, to: number): string => `whytrace: records ${from + 1} to ${to} were dropped, to stay within --max-size`;

/** @returns null for any other line */
export function readDroppedLine(text: string): Dropped | null {
  const [, bytes, lines] = LINE.exec(text) ?? [];
  return bytes === undefined ? null : { bytes: Number(bytes), aboutLines: lines === undefined ? null : Number(lines) };
}

/** Whether a record stands where others were dropped: what happened there, and for how long, nobody knows. */
export function standsForDropped(trace: Trace, event: EventIndex): boolean {
  if (trace.kind(event) !== 'notice') return false;
  const { gone } = trace;
  return isGone(event, gone) ? event === gone?.from : readDroppedLine(trace.text(event)) !== null;
}
