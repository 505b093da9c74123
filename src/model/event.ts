// What one record of a capture is, and how it is numbered.

/** Kinds of records, in the words of the export format (`export --to jsonl`). */
export const EVENT_KINDS = ['call', 'signal', 'exit', 'notice', 'stack', 'summary', 'output', 'raw'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Index of a record in its capture, from 0. Reports and exports cite it from 1: see {@link citedEvent}. */
export type EventIndex = number;

/** The number that reports, exports and the screen show for an event: from 1. */
export const citedEvent = (event: EventIndex): number => event + 1;

/** Where the input lines of an event are, both from 1; they differ for an unfinished/resumed pair. */
export interface EventLines {
  readonly line: number;
  readonly endLine: number;
  /** Index into {@link Trace.files}; 0 for a single file. */
  readonly file: number;
}
