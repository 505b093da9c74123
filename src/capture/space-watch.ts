// `--max-size`, `--keep`, and the disk: keeps the spool of a capture within its size, and the disk from filling up.
import { statSync } from 'node:fs';
import { freeBytes } from './free-bytes.ts';
import { type Hole, lineStartFrom, punchHole } from './hole.ts';
import type { SizeLimit } from './run-request.ts';
import { pause } from './waiting.ts';

/** `size`: it has what it may have. `disk`: hardly any space is left. */
export type OutOfSpace = 'size' | 'disk';

export interface SpaceWatch {
  /** Of what was given up: bytes that the reader had not come to. */
  readonly unreadBytes: number;
  /** The reader of the spool has come so far. */
  hasReadUpTo(offset: number): void;
  /** What was given up so far; null: nothing. */
  readonly hole: Hole | null;
  /** Call when nothing is written any more: what is too much then is given up. */
  stop(): Promise<void>;
}

/** Faster than any strace writes, bytes a millisecond. */
const TOP_RATE = 50_000;
const SOONEST_MS = 5;
const LATEST_MS = 2000;
/** So often while nothing is written, however little room there is. */
const QUIET_MS = 250;
/** Left free on a disk for everybody else; a sixteenth of what was free where that is less. */
const LEFT_FREE_BYTES = 32 << 20;
/** The first lines tell what runs: so much of them stays, or an eighth of the size. */
const HEAD_BYTES = 1 << 16;

/** By so much a spool of `newest` may pass its limit for a reader that is behind, such as one that has just started; by a quarter of the free space where that is less. */
const FOR_UNREAD_BYTES = 32 << 20;
/** At the end a reader gets so long to come to it. */
const LAST_READ_MS = 1000;
const LAST_LOOK_MS = 20;

/**
 * How long it may go unwatched.
 * @param roomBytes until something must be done
 * @param lastMs the last answer, when nothing was written since; else null
 */
export const nextLookMs = (roomBytes: number, lastMs: number | null): number => {
  const soon = Math.min(LATEST_MS, Math.max(SOONEST_MS, roomBytes / TOP_RATE / 2));
  return lastMs === null ? soon : Math.max(soon, Math.min(QUIET_MS, lastMs * 2));
};

/**
 * What is to be given up next for `newest`; null while there is room.
 * A margin is left for what is written meanwhile, so that the space that the file takes stays below the limit.
 */
export function nextHole(limitBytes: number, sizeBytes: number, before: Hole | null): Hole | null {
  const start = before?.start ?? Math.min(HEAD_BYTES, Math.floor(limitBytes / 8));
  const dropped = before === null ? 0 : before.end - before.start;
  if (sizeBytes - dropped < limitBytes * 0.875) return null;
  return { start, end: sizeBytes - Math.floor(limitBytes * 0.625) + start };
}

/**
 * Leaves what is not read yet, as long as there is room.
 * @param next what the limit asks for
 * @param roomBytes how much more the spool may take
 * @returns null: a part worth the work is read later
 */
export function sparingUnread(limitBytes: number, next: Hole, before: Hole | null, readUpTo: number, roomBytes: number): Hole | null {
  if (next.end <= readUpTo || roomBytes <= 0) return next;
  return readUpTo - (before?.end ?? next.start) >= limitBytes / 8 ? { start: next.start, end: readUpTo } : null;
}

/** @param onReached called once, when tracing has to end */
export function watchSpace(limit: SizeLimit, spoolPath: string, onReached: (why: OutOfSpace) => void): SpaceWatch {
  const reserve = Math.min(LEFT_FREE_BYTES, freeBytes(spoolPath, Infinity) / 16);
  let hole: Hole | null = null;
  let [sizeBefore, waitMs, stopped] = [0, SOONEST_MS, false];
  let timer: NodeJS.Timeout | null = null;
  let looking = Promise.resolve();
  // Without a reader there is nobody to wait for.
  let [readUpTo, unreadBytes] = [Number.POSITIVE_INFINITY, 0];
  const reached = (why: OutOfSpace) => {
    stopped = true;
    onReached(why);
  };
  const look = async () => {
    const size = sizeOf(spoolPath);
    const taken = size - (hole === null ? 0 : hole.end - hole.start);
    const free = freeBytes(spoolPath, Infinity) - reserve;
    if (free <= 0 && size > 0) return reached('disk');
    if (limit.keep === 'newest') {
      const wanted = nextHole(limit.bytes, size, hole);
      const room = limit.bytes + Math.min(FOR_UNREAD_BYTES, free / 4) - taken;
      const next = wanted === null ? null : sparingUnread(limit.bytes, wanted, hole, readUpTo, room);
      if (next !== null && !(await dig(next))) return reached('size');
    } else if (taken >= limit.bytes - Math.min(limit.bytes / 8, 1 << 20)) return reached('size');
    if (stopped) return;
    waitMs = nextLookMs(Math.min(limit.bytes * 0.875 - taken, free), size === sizeBefore ? waitMs : null);
    sizeBefore = size;
    timer = setTimeout(lookAgain, waitMs);
    timer.unref();
  };
  /** From the start of a line to the start of another. */
  const dig = async ({ start, end }: Hole): Promise<boolean> => {
    const from = hole?.start ?? lineStartFrom(spoolPath, start);
    const to = lineStartFrom(spoolPath, end);
    // One line that is longer than anything: it has an end soon.
    if (from === null || to === null || to <= from) return true;
    if (!(await punchHole(spoolPath, { start: hole?.end ?? from, end: to }))) return false;
    unreadBytes += Math.max(0, to - Math.max(readUpTo, hole?.end ?? from));
    hole = { start: from, end: to };
    return true;
  };
  const lookAgain = () => {
    looking = look();
  };
  lookAgain();
  const allIsRead = async () => {
    const size = sizeOf(spoolPath);
    const untilMs = performance.now() + LAST_READ_MS;
    while (readUpTo < size && performance.now() < untilMs) await pause(LAST_LOOK_MS);
  };
  return {
    get unreadBytes() {
      return unreadBytes;
    },
    hasReadUpTo(offset) {
      readUpTo = offset;
    },
    get hole() {
      return hole;
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await looking;
      const last = limit.keep === 'newest' ? nextHole(limit.bytes, sizeOf(spoolPath), hole) : null;
      if (last === null) return;
      await allIsRead();
      await dig(last);
    },
  };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
