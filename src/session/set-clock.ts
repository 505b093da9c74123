// When the records of a set's files were made, as numbers that can be compared: from the stamps of -t, -tt and -ttt.
import { CLOCK_DAY, CLOCK_EPOCH, CLOCK_NONE, Line } from '../parse/line.ts';
import { readPrefix } from '../parse/prefix.ts';
import type { ScannedRows } from '../parse/scanned-rows.ts';

const DAY_SECONDS = 86_400;
const NEWLINE = 10;

/** The first or last stamp of a file; null for none. */
export interface Stamp {
  readonly clock: number;
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** What is seen of a file without reading it. */
export interface Ends {
  readonly first: Stamp | null;
  readonly last: Stamp | null;
}

/** The time of each record of one file, in order. */
export interface FileClock {
  /** Of the first record; before all others where no stamp was seen. */
  readonly first: number;
  of(rows: ScannedRows, row: number): number;
}

/** There are no stamps that say more than the order of the lines. */
export const NO_CLOCK: FileClock = { first: 0, of: () => 0 };

/** @returns a clock for each file; null when their stamps can't be compared: there are none, or those of -r, or of different kinds */
export function clocksOf(files: readonly Ends[]): readonly FileClock[] | null {
  const kinds = new Set(files.map(({ first }) => first?.clock ?? CLOCK_NONE));
  kinds.delete(CLOCK_NONE);
  const [kind] = kinds;
  if (kinds.size !== 1 || (kind !== CLOCK_EPOCH && kind !== CLOCK_DAY)) return null;
  const origin = kind === CLOCK_EPOCH ? Math.min(...files.map(({ first }) => first?.seconds ?? Infinity)) : dayBegin(files);
  return files.map(({ first }) => (kind === CLOCK_EPOCH ? new EpochClock(first, origin) : new DayClock(first, origin)));
}

/**
 * The second of the day at which a set of `-t` or `-tt` begins. Midnight has passed only where a file goes on behind it: who makes a process
 * after midnight was there, and the first one before. The set then begins behind the largest gap that no file fills.
 */
export function dayBegin(files: readonly Ends[]): number {
  const spans = files.flatMap(({ first, last }) => (first === null ? [] : [{ from: first.seconds, to: (last ?? first).seconds }]));
  if (spans.every(({ from, to }) => from <= to)) return 0;
  const edges = spans.flatMap(({ from, to }) => (from <= to ? [{ from, to }] : [{ from, to: to + DAY_SECONDS }]));
  // Twice around: a span before midnight also fills the morning before.
  const around = [...edges, ...edges.map(({ from, to }) => ({ from: from + DAY_SECONDS, to: to + DAY_SECONDS }))].toSorted((a, b) => a.from - b.from);
  let [begin, widest, filled] = [0, 0, around[0]?.to ?? 0];
  for (const { from, to } of around) {
    if (from - filled > widest) [begin, widest] = [from % DAY_SECONDS, from - filled];
    filled = Math.max(filled, to);
  }
  return begin;
}

/** Nanoseconds since the set's first second: exact for a hundred days. */
class EpochClock implements FileClock {
  readonly first: number;
  private readonly origin: number;

  constructor(first: Stamp | null, origin: number) {
    this.origin = origin;
    this.first = first === null ? -Infinity : (first.seconds - origin) * 1e9 + first.nanoseconds;
  }

  of(rows: ScannedRows, row: number): number {
    return (rows.seconds[row]! - this.origin) * 1e9 + rows.nanoseconds[row]!;
  }
}

class DayClock implements FileClock {
  readonly first: number;
  private readonly origin: number;
  private last: number;
  private days = 0;

  constructor(first: Stamp | null, origin: number) {
    this.origin = origin;
    this.last = first === null ? origin : first.seconds;
    if (this.last < origin) this.days = 1;
    this.first = first === null ? -Infinity : this.time(first.seconds, first.nanoseconds);
  }

  of(rows: ScannedRows, row: number): number {
    const seconds = rows.seconds[row]!;
    // A step back of less than half a day is a clock that was set.
    if (seconds + DAY_SECONDS / 2 < this.last) this.days++;
    this.last = seconds;
    return this.time(seconds, rows.nanoseconds[row]!);
  }

  private time(seconds: number, nanoseconds: number): number {
    return (seconds + this.days * DAY_SECONDS - this.origin) * 1e9 + nanoseconds;
  }
}

/** The first stamp in a piece of a file; null for none. */
export function firstStamp(bytes: Uint8Array): Stamp | null {
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    const stamp = stampOf(bytes, start, end);
    if (stamp !== null) return stamp;
    start = end + 1;
  }
  return null;
}

/** The last stamp in the end of a file, whose first line may be cut. */
export function lastStamp(bytes: Uint8Array): Stamp | null {
  for (let end = bytes.length; end > 0; ) {
    const start = bytes.lastIndexOf(NEWLINE, end - 1) + 1;
    const stamp = start === end ? null : stampOf(bytes, start, end);
    if (stamp !== null) return stamp;
    end = start - 1;
  }
  return null;
}

function stampOf(bytes: Uint8Array, start: number, end: number): Stamp | null {
  const line = new Line();
  line.bytes = bytes;
  line.reset(start, end);
  readPrefix(line);
  const { clock, seconds, nanoseconds } = line;
  return clock === CLOCK_NONE ? null : { clock, seconds, nanoseconds };
}
