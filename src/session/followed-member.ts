// One file of a `-ff` set that somebody still writes: its whole lines, each with the file's pid in front and the time at which it was made.
import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { pidInName } from '../capture/open-set.ts';
import { SeenBytes } from '../capture/seen-bytes.ts';
import { CLOCK_DAY, CLOCK_EPOCH, Line } from '../parse/line.ts';
import { readPrefix } from '../parse/prefix.ts';
import { LONGEST_LINE_BYTES } from './line-feed.ts';
import { type Ends, firstStamp, lastStamp } from './set-clock.ts';

/** Of one file at a time. */
const PIECE_BYTES = 1 << 16;
/** So much of a file's beginning and end tells its first and last stamp. */
const ENDS_BYTES = 1 << 12;
const NEWLINE = 10;
export const DAY_US = 86_400e6;

/** Microseconds since 2001: nanoseconds since 1970 are no exact numbers. */
export const keyOf = (seconds: number, nanoseconds: number): number => (seconds - 1e9) * 1e6 + nanoseconds / 1e3;

export class FollowedMember {
  readonly path: string;
  /** When its next line was made, in microseconds; that of the line before where it has no stamp. */
  key: number;
  /** How often it was truncated, replaced, or written anew. */
  began = 0;
  private readonly pid: number;
  private readonly head: Uint8Array;
  private readonly line = new Line();
  private readonly seen = new SeenBytes();
  /** Of the file at the last look. */
  private stats: Pick<Stats, 'dev' | 'ino' | 'mtimeMs'> | null = null;
  /** What was read and not taken yet. */
  private rest: Uint8Array = new Uint8Array(0);
  private end = -1;
  /** No stamp of it has been met yet. */
  private isNew = true;

  /** @param newest when the newest line of the set was made so far; -Infinity where none is known */
  constructor(path: string, newest: number) {
    this.path = path;
    this.key = newest;
    this.pid = pidInName(path) ?? 0;
    this.head = Buffer.from(`${this.pid} `);
  }

  /** Reads on until it has a whole line. @returns whether it has one */
  fill(): boolean {
    while (this.end < 0) {
      const end = this.rest.indexOf(NEWLINE);
      if (end >= 0) this.begin(end + 1);
      else if (this.rest.length >= LONGEST_LINE_BYTES) this.endLine();
      else if (!this.read()) return false;
    }
    return true;
  }

  /** The next line; its pid first where strace has not written it. */
  take(): readonly Uint8Array[] {
    const own = this.rest.subarray(0, this.end);
    this.rest = this.rest.subarray(this.end);
    this.end = -1;
    return this.line.tid === this.pid ? [own] : [this.head, own];
  }

  private begin(end: number): void {
    const { line } = this;
    line.bytes = this.rest;
    line.reset(0, end - 1);
    readPrefix(line);
    if (line.clock === CLOCK_EPOCH) this.key = keyOf(line.seconds, line.nanoseconds);
    else if (line.clock === CLOCK_DAY) {
      this.key = behindMidnights(keyOf(line.seconds, line.nanoseconds), this.key, this.isNew);
      this.isNew = false;
    }
    this.end = end;
  }

  /** What was read ends there: it was cut, or is longer than any line. */
  private endLine(): void {
    this.rest = Buffer.concat([this.rest, Uint8Array.of(NEWLINE)]);
  }

  /** Opened each time: a set may have more files than a process may have open. @returns false when there was nothing */
  private read(): boolean {
    const { stats, seen } = this;
    const named = statSync(this.path, { throwIfNoEntry: false });
    if (named === undefined) return false;
    if (stats !== null && named.size === seen.position && named.ino === stats.ino && named.mtimeMs === stats.mtimeMs) return false;
    const fd = openedOrNull(this.path);
    // Gone, or not ours to read: the next look may find it.
    if (fd === null) return false;
    try {
      return this.readFrom(fd);
    } finally {
      closeSync(fd);
    }
  }

  private readFrom(fd: number): boolean {
    const stats = fstatSync(fd);
    const { seen } = this;
    if (this.isAnother(stats, fd)) {
      seen.forget();
      this.began++;
      if (this.rest.length > 0) this.endLine();
      return true;
    }
    if (stats.size === seen.position) return false;
    // Of a long line twice as much each time: its beginning is copied with every piece.
    const piece = new Uint8Array(Math.min(Math.max(PIECE_BYTES, this.rest.length), stats.size - seen.position));
    const part = piece.subarray(0, readSync(fd, piece, 0, piece.length, seen.position));
    seen.add(part);
    this.rest = this.rest.length === 0 ? part : Buffer.concat([this.rest, part]);
    return part.length > 0;
  }

  /** Whether another file, or another capture, lies there now. What nobody has written to is not looked at again. */
  private isAnother(stats: Stats, fd: number): boolean {
    const before = this.stats;
    this.stats = stats;
    if (before === null || this.seen.position === 0) return false;
    if (stats.ino !== before.ino || stats.dev !== before.dev || stats.size < this.seen.position) return true;
    return stats.mtimeMs !== before.mtimeMs && !this.seen.isIn(fd);
  }
}

/**
 * A stamp of `-t` or `-tt` with the days that have passed. Behind a line of its own file it is later, but for a clock that was set back by less than
 * half a day; a file that is new begins about when the newest line of the others was made.
 */
function behindMidnights(stamp: number, before: number, isNew: boolean): number {
  if (!Number.isFinite(before)) return stamp;
  const days = isNew ? Math.max(0, Math.round((before - stamp) / DAY_US)) : Math.floor((before - keyOf(0, 0)) / DAY_US);
  const made = stamp + days * DAY_US;
  return !isNew && made + DAY_US / 2 < before ? made + DAY_US : made;
}

/** The first and last stamp of what a file holds now. */
export function endsOf(path: string): Ends {
  const fd = openedOrNull(path);
  if (fd === null) return { first: null, last: null };
  try {
    const { size } = fstatSync(fd);
    const buffer = new Uint8Array(Math.min(ENDS_BYTES, size));
    const first = firstStamp(buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, 0)));
    const last = lastStamp(buffer.subarray(0, readSync(fd, buffer, 0, buffer.length, size - buffer.length)));
    return { first, last };
  } finally {
    closeSync(fd);
  }
}

function openedOrNull(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}
