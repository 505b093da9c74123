// One input line as the scanner sees it: positions and numbers, filled anew for each line. No strings.

import { RETURN } from './ascii.ts';

/** What a line is, by its look alone. {@link CaptureParser} joins and judges them. */
export const SHAPE_OTHER = 0;
/** `name(args) = result` */
export const SHAPE_CALL = 1;
/** `name(args <unfinished ...>`, `<detached ...>` */
export const SHAPE_CALL_UNFINISHED = 2;
/** `name(args` and then something else: a message or output of the tracee came in between, or the line was cut. */
export const SHAPE_CALL_OPEN = 3;
/** `<... name resumed>args) = result` */
export const SHAPE_RESUMED = 4;
export const SHAPE_RESUMED_UNFINISHED = 5;
export const SHAPE_RESUMED_OPEN = 6;
/** ` <unfinished ...>` alone: the rest of an open call. */
export const SHAPE_BARE_UNFINISHED = 7;
export const SHAPE_SIGNAL = 8;
export const SHAPE_EXIT = 9;
export const SHAPE_NOTICE = 10;
/** ` > /lib/libc.so.6(read+0xe) [0x…]` of `-k` */
export const SHAPE_STACK = 11;
/** ` | 00000  7f 45 …` of `-e read=`, `-e write=`; ` * 3 bytes in buffer 0` before each buffer of a vector, ` = 2 buffers in vector 0` */
export const SHAPE_DUMP = 12;
export const SHAPE_EMPTY = 13;

export const CLOCK_NONE = 0;
export const CLOCK_EPOCH = 1;
export const CLOCK_DAY = 2;
export const CLOCK_RELATIVE = 3;

/** Bit of {@link Line.flags} beside the CALL_* of the model: {@link Line.path} is what a descriptor argument leads to (`-y`), not a path argument. */
export const PATH_OF_FD = 32;

const NO_BYTES = new Uint8Array(0);

/** Positions are indices into {@link bytes}. */
export class Line {
  bytes: Uint8Array = new Uint8Array(0);
  /** File offset of `bytes[0]`. */
  base = 0;
  /** Where the piece that this line is stands in the file, and its size without the newline. Not the same as start and end where colours were taken out. */
  offset = 0;
  sizeBytes = 0;
  /** Index of the file in the capture. */
  file = 0;
  /** From 1. */
  number = 0;
  start = 0;
  /** Behind the last byte, without `\r`. */
  end = 0;
  /** Behind pid, time and the like. */
  body = 0;
  shape = SHAPE_OTHER;

  /** Thread id; -1 when the line has none. */
  tid = -1;
  commStart = 0;
  commEnd = 0;
  clock = CLOCK_NONE;
  stampStart = 0;
  stampEnd = 0;
  seconds = 0;
  nanoseconds = 0;

  /** Id of the call's or signal's name. */
  name = 0;
  argsStart = 0;
  /** Behind the last argument, before `)` or ` <unfinished`. */
  argsEnd = 0;
  resultStart = 0;
  /** Behind the value and its `<…>`; equal to resultStart where there is no result. */
  resultEnd = 0;
  /** The result as a number; NaN for `?` and none. */
  value = 0;
  errno = 0;
  /** Bits CALL_* and PATH_OF_FD. */
  flags = 0;
  tookNs = Number.NaN;
  path = -1;
  /** Exits: status, or -1 when a signal ended it (then `name` is the signal). */
  status = 0;

  /** Forgets the last line; `bytes`, `base`, `file` and `number` stay. */
  reset(start: number, end: number): void {
    this.start = start;
    this.end = end;
    this.body = start;
    this.shape = SHAPE_OTHER;
    this.tid = -1;
    this.commStart = 0;
    this.commEnd = 0;
    this.clock = CLOCK_NONE;
    this.stampStart = 0;
    this.stampEnd = 0;
    this.name = 0;
    this.argsStart = 0;
    this.argsEnd = 0;
    this.resultStart = 0;
    this.resultEnd = 0;
    this.value = Number.NaN;
    this.errno = 0;
    this.flags = 0;
    this.tookNs = Number.NaN;
    this.path = -1;
  }

  /** The line that stands in `bytes[start..newline)`. @returns where it ends, without `\r` */
  place(start: number, newline: number): number {
    this.offset = this.base + start;
    this.sizeBytes = newline - start;
    let end = newline;
    while (end > start && this.bytes[end - 1] === RETURN) end--;
    this.reset(start, end);
    return end;
  }

  /** The lines that follow stand in these bytes, whose first is at `base` in the file. */
  take(bytes: Uint8Array, base: number): void {
    this.bytes = bytes;
    this.base = base;
  }

  /** Takes a copy of `bytes[start..end)`: nothing stands behind it that looks like more of the line. @returns its size */
  copy(bytes: Uint8Array, start: number, end: number, base: number): number {
    this.take(bytes.slice(start, end), base + start);
    return end - start;
  }

  /** Bytes of the file that nobody can read any more. */
  placeGone(offset: number, sizeBytes: number, number: number): void {
    this.take(NO_BYTES, offset);
    this.number = number;
    this.place(0, 0);
    this.sizeBytes = sizeBytes;
  }

  /** Ends the line at a position, where something else begins. @returns makes it the rest, of the same thread */
  breakAt(position: number): () => void {
    const { end, offset, sizeBytes, tid } = this;
    const before = position - this.start;
    this.sizeBytes = before;
    this.end = position;
    this.argsEnd = position;
    return () => {
      this.reset(position, end);
      this.offset = offset + before;
      this.sizeBytes = sizeBytes - before;
      this.tid = tid;
    };
  }

  /** What looked like pid and time stamp is part of its text: the numbers of a table. */
  forgetPrefix(): void {
    this.body = this.start;
    this.tid = -1;
    this.clock = CLOCK_NONE;
    this.stampStart = 0;
    this.stampEnd = 0;
  }

  /** It has none: what stands there are arguments. */
  forgetResult(): void {
    this.tookNs = Number.NaN;
    this.errno = 0;
    this.flags = 0;
    this.value = Number.NaN;
    this.resultEnd = this.resultStart;
    this.argsEnd = this.end;
  }
}
