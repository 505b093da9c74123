// A `-ff` set that somebody still writes, as one growing capture: the lines of all its files, each with its pid in front, in the order of their stamps as far as they have come.
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pidInName } from '../capture/open-set.ts';
import { SpoolFile } from '../capture/spool-file.ts';
import { CLOCK_NONE, Line } from '../parse/line.ts';
import { readPrefix } from '../parse/prefix.ts';
import { toVisible } from '../text/visible.ts';
import { LONGEST_LINE_BYTES } from './line-feed.ts';
import type { FollowedInput } from './tail-reading.ts';

/** Of one file at a time. */
const PIECE_BYTES = 1 << 16;
/** Of all files at a time: the screen's first lines must not wait for the last. */
const LOOK_BYTES = 8 << 20;
/** A directory is asked for new files this often. */
const NEW_FILES_MS = 250;
const NEWLINE = 10;

export class FollowedSet implements FollowedInput {
  readonly isPrefix = true;
  readonly spool = new SpoolFile(null);
  isAtEnd = false;
  says: string | null = null;
  private readonly prefix: string;
  private readonly members = new Map<string, Member>();
  private askedAtMs = Number.NEGATIVE_INFINITY;

  /** @param prefix of `PREFIX.PID` */
  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** Takes over what is new: whole lines. @returns how much there is of it all */
  look(): number {
    this.findNew();
    // The earliest last.
    const ready = [...this.members.values()].filter((member) => this.filled(member)).toSorted((a, b) => b.key - a.key);
    const out: Uint8Array[] = [];
    let bytes = 0;
    for (let first = ready.pop(); first !== undefined && bytes < LOOK_BYTES; first = ready.pop()) {
      const limit = ready.at(-1)?.key ?? Infinity;
      let has = true;
      do {
        for (const part of first.take()) {
          out.push(part);
          bytes += part.length;
        }
        has = this.filled(first);
      } while (has && first.key <= limit && bytes < LOOK_BYTES);
      if (has) insert(ready, first);
    }
    this.spool.write(Buffer.concat(out));
    this.isAtEnd = bytes < LOOK_BYTES || this.spool.full !== null;
    return this.spool.written;
  }

  close(): void {
    this.spool.close();
  }

  private filled(member: Member): boolean {
    const had = member.began;
    const filled = member.fill();
    if (member.began > had) this.says = `${toVisible(member.path)} was truncated: what it held is kept, what is written now follows`;
    return filled;
  }

  private findNew(): void {
    const now = performance.now();
    if (now - this.askedAtMs < NEW_FILES_MS) return;
    this.askedAtMs = now;
    for (const path of membersOf(this.prefix)) if (!this.members.has(path)) this.members.set(path, new Member(path));
  }
}

/** One file of it. */
class Member {
  readonly path: string;
  /** When its next line was made; that of the line before where it has no stamp. */
  key = 0;
  /** How often it was truncated. */
  began = 0;
  private readonly pid: number;
  private readonly head: Uint8Array;
  private readonly line = new Line();
  private position = 0;
  /** What was read and not taken yet. */
  private rest: Uint8Array = new Uint8Array(0);
  private end = -1;

  constructor(path: string) {
    this.path = path;
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
    // Microseconds since 2001: nanoseconds since 1970 are no exact numbers.
    if (line.clock !== CLOCK_NONE) this.key = (line.seconds - 1e9) * 1e6 + line.nanoseconds / 1e3;
    this.end = end;
  }

  /** What was read ends there: it was cut, or is longer than any line. */
  private endLine(): void {
    this.rest = Buffer.concat([this.rest, Uint8Array.of(NEWLINE)]);
  }

  private read(): boolean {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size ?? this.position;
    if (size < this.position) {
      this.position = 0;
      this.began++;
      if (this.rest.length > 0) this.endLine();
      return true;
    }
    if (size === this.position) return false;
    // Of a long line twice as much each time: its beginning is copied with every piece.
    const piece = new Uint8Array(Math.min(Math.max(PIECE_BYTES, this.rest.length), size - this.position));
    const count = readAt(this.path, piece, this.position);
    this.position += count;
    this.rest = this.rest.length === 0 ? piece.subarray(0, count) : Buffer.concat([this.rest, piece.subarray(0, count)]);
    return count > 0;
  }
}

function insert(ready: Member[], member: Member): void {
  let low = 0;
  for (let high = ready.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (ready[middle]!.key > member.key) low = middle + 1;
    else high = middle;
  }
  ready.splice(low, 0, member);
}

/** Opened each time: a set may have more files than a process may have open. 0 when it can't be read. */
function readAt(path: string, into: Uint8Array, position: number): number {
  try {
    const fd = openSync(path, 'r');
    try {
      return readSync(fd, into, 0, into.length, position);
    } finally {
      closeSync(fd);
    }
  } catch {
    // Gone, or not ours to read: the next look may find it.
    return 0;
  }
}

function membersOf(prefix: string): readonly string[] {
  const directory = dirname(prefix);
  const begin = `${basename(prefix)}.`;
  try {
    return readdirSync(directory)
      .filter((name) => name.startsWith(begin) && /^\d{1,7}$/.test(name.slice(begin.length)))
      .map((name) => join(directory, name))
      .toSorted((a, b) => (pidInName(a) ?? 0) - (pidInName(b) ?? 0));
  } catch {
    // The directory itself was taken away.
    return [];
  }
}
