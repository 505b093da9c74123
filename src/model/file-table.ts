// Every path that a capture's calls were about, and what became of it: columns in shared memory, made by the analysis and read by the screen.
import type { EventIndex } from './event.ts';

/** What was done to a path; bits of {@link FileTable.did}. Tried is done: the outcome tells whether it worked. */
export const FILE_DID = {
  read: 1,
  written: 2,
  created: 4,
  executed: 8,
  mapped: 16,
  stat: 32,
  renamed: 64,
  removed: 128,
  changed: 256,
  listed: 512,
  entered: 1024,
  linked: 2048,
} as const;

/** How it went, worst last; values of {@link FileTable.outcome}. */
export const FILE_OUTCOMES = [
  /** Nothing failed. */
  'ok',
  /** What failed is everyday noise: the noise rules say why. */
  'everyday',
  /** A later call about the same path worked. */
  'worked-later',
  /** A file of the same name was found in another directory. */
  'found-elsewhere',
  /** Failed, and nothing in the capture made up for it. */
  'failed',
  /** A finding is about it. */
  'finding',
] as const;
export type FileOutcome = (typeof FILE_OUTCOMES)[number];

/** What the table can be sorted by; each with the most telling first, names ascending. */
export const FILE_ORDERS = ['errors', 'bytes', 'time', 'count', 'name'] as const;
export type FileOrder = (typeof FILE_ORDERS)[number];

/** Texts without an object each: decoded when they are shown. */
export interface TextColumn {
  readonly bytes: Uint8Array;
  /** Where text `i` ends; it begins where the one before does. */
  readonly ends: Uint32Array;
}

/** The path of each row. */
export interface RowPaths {
  /** By row: the path of the capture that says it; -1 minus its place in `own` where none does. */
  readonly ids: Int32Array;
  readonly own: TextColumn;
}

/** Row `i` of the screen is row `order[i]` of the columns. */
export interface FileTable {
  readonly order: Uint32Array;
  /** Rows in all; those in `order` are what was asked for. */
  readonly paths: number;
  readonly failedPaths: number;
  /** Absolute where the capture tells the directory. */
  readonly text: RowPaths;
  /** By row: the path as a call wrote it first, -1 for none: what a filter for the row has to name. */
  readonly name: Int32Array;
  /** Pairs of a row and another path that a call wrote for it; NAMES_PER_ROW a row at most with the first. */
  readonly moreNames: Int32Array;
  readonly did: Uint16Array;
  readonly outcome: Uint8Array;
  readonly calls: Uint32Array;
  readonly failed: Uint32Array;
  /** That read and write calls moved. */
  readonly movedBytes: Float64Array;
  /** Nanoseconds that calls about it took, as far as recorded. */
  readonly tookNs: Float64Array;
  readonly firstEvent: Uint32Array;
  /** The last failing call, or NO_EVENT. */
  readonly failedEvent: Uint32Array;
  /** Who asked first, and how many others did. */
  readonly process: Int32Array;
  readonly otherProcesses: Uint16Array;
  /** `found-elsewhere`: the row that was found. `worked-later`: itself. Else -1. */
  readonly insteadRow: Int32Array;
}

export const NAMES_PER_ROW = 4;
export const NO_EVENT: EventIndex = 0xffffffff;

export interface FilesAsk {
  readonly order: FileOrder;
  readonly failedOnly: boolean;
  /** What the best finding is about, and the events that prove it: their paths are marked. */
  readonly subject: string | null;
  readonly evidence: readonly EventIndex[];
}
