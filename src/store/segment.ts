// Columns of a run of events. Shared memory: one thread writes, others read what has been announced to them.
import { KIND_NOTICE } from '../parse/record-sink.ts';
import { NO_THREAD } from './threads.ts';

/** An event's upper bits are its segment, the lower so many its place there. */
export const SEGMENT_BITS = 16;
export const SEGMENT_EVENTS = 1 << SEGMENT_BITS;
/** Two columns of 8 bytes, five of 4, three of 2, three of 1. */
const BYTES_PER_EVENT = 45;
export const SEGMENT_BYTES = SEGMENT_EVENTS * BYTES_PER_EVENT;

/** Bits of the flags column beside the CALL_* of the model and PATH_OF_FD of the parser. */
export const HAS_PIECES = 64;
/** In the offset column of the files of a set each file has its own range; see {@link StoredFile}. */
export const OFFSET_HIGH = 0x1_0000_0000;

/** The prefix column's word for "longer": it is then found by reading the line again. */
export const LONG_PREFIX = 255;

/** Index of the segment that an event is in, and its index there. */
export const segmentOf = (event: number): number => event >>> SEGMENT_BITS;
export const slotOf = (event: number): number => event & (SEGMENT_EVENTS - 1);

/** Columns that stand for each run of records that was given up: notices of nobody, without time and text. `offset`, `line`: of the first of them. */
export function goneSegment(offset: number, line: number): Segment {
  const segment = new Segment();
  segment.timeNs.fill(Number.NaN);
  segment.tookNs.fill(Number.NaN);
  segment.offsetLow.fill(offset);
  segment.offsetHigh.fill(offset / OFFSET_HIGH);
  segment.line.fill(line);
  segment.thread.fill(NO_THREAD);
  segment.path.fill(-1);
  segment.kind.fill(KIND_NOTICE);
  return segment;
}

export class Segment {
  readonly buffer: SharedArrayBuffer;
  /** Nanoseconds since the first stamp; NaN without stamps. */
  readonly timeNs: Float64Array;
  /** NaN when not recorded. */
  readonly tookNs: Float64Array;
  readonly offsetLow: Uint32Array;
  /** Bytes of the line; with HAS_PIECES: index of its first piece. */
  readonly size: Uint32Array;
  readonly line: Uint32Array;
  /** Index in the thread table; NO_THREAD for records of nobody. */
  readonly thread: Int32Array;
  readonly path: Int32Array;
  readonly offsetHigh: Uint16Array;
  readonly name: Uint16Array;
  readonly errno: Uint16Array;
  readonly kind: Uint8Array;
  readonly flags: Uint8Array;
  /** Bytes before the record in its line (pid, time); 255: more than fits, look again. */
  readonly prefix: Uint8Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(SEGMENT_BYTES)) {
    this.buffer = buffer;
    let at = 0;
    const next = (bytes: number): number => {
      at += bytes * SEGMENT_EVENTS;
      return at - bytes * SEGMENT_EVENTS;
    };
    this.timeNs = new Float64Array(buffer, next(8), SEGMENT_EVENTS);
    this.tookNs = new Float64Array(buffer, next(8), SEGMENT_EVENTS);
    this.offsetLow = new Uint32Array(buffer, next(4), SEGMENT_EVENTS);
    this.size = new Uint32Array(buffer, next(4), SEGMENT_EVENTS);
    this.line = new Uint32Array(buffer, next(4), SEGMENT_EVENTS);
    this.thread = new Int32Array(buffer, next(4), SEGMENT_EVENTS);
    this.path = new Int32Array(buffer, next(4), SEGMENT_EVENTS);
    this.offsetHigh = new Uint16Array(buffer, next(2), SEGMENT_EVENTS);
    this.name = new Uint16Array(buffer, next(2), SEGMENT_EVENTS);
    this.errno = new Uint16Array(buffer, next(2), SEGMENT_EVENTS);
    this.kind = new Uint8Array(buffer, next(1), SEGMENT_EVENTS);
    this.flags = new Uint8Array(buffer, next(1), SEGMENT_EVENTS);
    this.prefix = new Uint8Array(buffer, next(1), SEGMENT_EVENTS);
  }

  /** Where the event's first line stands in the capture. */
  offset(slot: number): number {
    return this.offsetHigh[slot]! * OFFSET_HIGH + this.offsetLow[slot]!;
  }
}
