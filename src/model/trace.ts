// The read side of a capture: what every later stage (analysis, export, screen) knows of the store.
import type { EventIndex, EventKind, EventLines } from './event.ts';
import type { GoneRecords } from './gone.ts';
import type { ProcessEntry, ProcessIndex } from './process.ts';
import type { RawText } from './raw-text.ts';

/** What the time stamps of a capture mean. `day`: `-t`/`-tt`, since midnight; `relative`: `-r` only; `none`: no stamps. */
export type ClockKind = 'epoch' | 'day' | 'relative' | 'none';

/** Flags of {@link Trace.flags}. */
export const CALL_FAILED = 1; // result is -1 (or ? with an ERESTART errno)
export const CALL_PENDING = 2; // no result: unfinished at the end, or `= ?` of a process that was killed in it
export const CALL_JOINED = 4; // an unfinished/resumed pair
export const CALL_INJECTED = 8; // (INJECTED) or (DELAYED)
export const ATTACHED = 128; // no call: a line of the stack (`-k`) or of the bytes (`-e read=`, `-e write=`) of the call before it
export const CALL_NO_RETURN = 16; // `= ?` of exit, exit_group, execve of a superseded thread…

/**
 * A capture, readable while it grows. Everything is asked by event index (from 0). Numbers come from typed columns and cost nothing;
 * methods that return text read the file at the event's offset, so ask them only for what is shown or examined.
 */
export interface Trace {
  /** File names (or `-`), in the order of {@link EventLines.file}. */
  readonly files: readonly RawText[];
  readonly eventCount: number;
  /**
   * Records in the middle that a growing capture has given up; they read as notices of nobody, without time. null for none.
   * Grows, so whoever works in slices asks anew.
   */
  readonly gone: GoneRecords | null;
  /** The record behind one, for passes over all of them: those that are gone are passed over but for the first, which says so. */
  next(event: EventIndex): EventIndex;
  readonly lineCount: number;
  readonly clock: ClockKind;
  /** False while the file is still being read or the tracee still runs. */
  readonly ended: boolean;
  /** Lines that somebody quotes in a mail, a ticket, a log: there may be more of them than are here. */
  readonly isQuoted: boolean;
  /** What of the input could not be read, and why: sentences. */
  readonly troubles: readonly string[];
  readonly processes: readonly ProcessEntry[];

  kind(event: EventIndex): EventKind;
  /** Thread id as printed; 0 when the line has none. */
  tid(event: EventIndex): number;
  /** -1 for records that belong to no process (notices, output). */
  process(event: EventIndex): ProcessIndex;
  /** Name of the call or signal; '' for other kinds. */
  name(event: EventIndex): string;
  /** Small integer of the name, for loops: see {@link nameId}. */
  nameIdOf(event: EventIndex): number;
  /** The integer that {@link nameIdOf} gives for a name; -1 when it occurs nowhere so far. */
  nameId(name: string): number;
  /** 'ENOENT'…; null when the call did not fail. */
  errno(event: EventIndex): string | null;
  errnoIdOf(event: EventIndex): number;
  errnoId(errno: string): number;
  /** Bits CALL_*, ATTACHED. */
  flags(event: EventIndex): number;
  /** Nanoseconds since the capture's first stamp; NaN without stamps. */
  sinceStartNs(event: EventIndex): number;
  /** Duration in nanoseconds (`-T`); NaN when not recorded. */
  tookNs(event: EventIndex): number;
  /** The call's main path argument (interned), as the program gave it, unescaped; null when it has none. */
  path(event: EventIndex): RawText | null;
  /** Small integer of the path; -1 for none. Paths are interned once per capture. */
  pathIdOf(event: EventIndex): number;
  /** Ids of the paths so far whose last component is `base`, slashes at the end aside. */
  pathIdsOfBase(base: string): readonly number[];
  /** Ids of paths are below it. */
  readonly pathCount: number;
  /** A path with the same last component: one stands for all that share it. No text is made. */
  baseIdOf(pathId: number): number;
  /** The first path in the same directory. No text is made. */
  directoryIdOf(pathId: number): number;
  /** Which of two paths stands first, by their bytes as strace wrote them: below, at or above 0. */
  comparePaths(one: number, other: number): number;
  /** What the call is about, as strace wrote it: its path argument, else what its first descriptor leads to (`-y`); null when neither is shown. */
  target(event: EventIndex): RawText | null;
  /** Small integer of {@link target}, of the same numbers as {@link pathIdOf}; -1 for none. */
  targetIdOf(event: EventIndex): number;
  /** The text of an id of {@link pathIdOf} or {@link targetIdOf}. */
  pathText(id: number): RawText;

  lines(event: EventIndex): EventLines;
  /** The lines of the person's text that a record of a quotation was read from, as they stand there; null where nothing about them was changed. */
  asQuoted(event: EventIndex): readonly RawText[] | null;
  /** The time as strace printed it, without unit; null without stamps. */
  timeText(event: EventIndex): string | null;
  /** The record without its prefix (pid, time), an unfinished/resumed pair joined to one call: `openat(AT_FDCWD, "/x", O_RDONLY) = -1 ENOENT (…) <0.000009>`. */
  text(event: EventIndex): RawText;
  /** {@link text} of a call without taking it apart, for passes over many calls: a third of the cost of args and result. '' for other kinds. */
  callText(event: EventIndex): RawText;
  /** A call's arguments, strace's own text, split at the top level, without the names that `-N` puts before them; [] for other kinds. */
  args(event: EventIndex): readonly RawText[];
  /** A call's result as strace wrote it, up to the errno: `0`, `-1`, `3</etc/passwd>`, `0x7f…`, `?`; null for other kinds and pending calls. */
  result(event: EventIndex): RawText | null;
  /** What stands in brackets behind the result, `(No such file or directory)`, `(INJECTED)`, and decoded extras; '' for none. */
  resultNote(event: EventIndex): RawText;
  /**
   * The bytes of the record's first line, or of the last where it has several (unfinished and resumed), prefix and all, as they stand in the file.
   * Costs no string: for loops over many calls. Valid until the next question about text.
   */
  lineBytes(event: EventIndex, which: 'first' | 'last'): Uint8Array;
  /** For exits: the end; null for other kinds. */
  exit(event: EventIndex): { readonly status: number } | { readonly signal: string; readonly core: boolean } | null;
}
