// Who takes the records that the parser finds: a store, counters, an exporter.
import type { Line } from './line.ts';
import type { ScannedRows } from './scanned-rows.ts';

/** Index into EVENT_KINDS of the model. */
export const KIND_CALL = 0;
export const KIND_SIGNAL = 1;
export const KIND_EXIT = 2;
export const KIND_NOTICE = 3;
export const KIND_STACK = 4;
export const KIND_SUMMARY = 5;
export const KIND_OUTPUT = 6;
export const KIND_RAW = 7;

/** The line it is handed is used again for the next one: what is needed of it must be taken at once. */
export interface RecordSink {
  /** A record, in the order of the capture. @returns a handle for {@link join} */
  add(kind: number, line: Line): number;
  /**
   * Whole calls in rows of a scan, as if each was added by itself: for sinks that take many at a time. None is about processes, each `tid` is whose it is.
   * @param line file, base and number of the first
   * @param start where the scan's input begins in the line's bytes
   */
  addCalls?(rows: ScannedRows, from: number, to: number, line: Line, start: number): void;
  /** More of a call that has no result yet. `done`: with this it has one. Otherwise more may follow. */
  join(handle: number, line: Line, done: boolean): void;
  /** A record that was given up meanwhile: it is not there to be shown, and what joins it is a record of its own. */
  isGone?(handle: number): boolean;
  /** Lines without a pid belong to this thread: known only when another one appears (strace shows pids from then on). */
  rootIs(tid: number): void;
}
