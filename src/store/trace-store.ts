// Writes records into columns, as the parser finds them.
import { ATTACHED, CALL_FAILED, CALL_JOINED, CALL_PENDING } from '../model/trace.ts';
import type { Line } from '../parse/line.ts';
import { KIND_CALL, KIND_EXIT, KIND_NOTICE, KIND_OUTPUT, KIND_SIGNAL, type RecordSink } from '../parse/record-sink.ts';
import type { ScannedRows } from '../parse/scanned-rows.ts';
import { Symbols } from '../parse/symbols.ts';
import { ColumnRelease } from './gone-columns.ts';
import { Pieces } from './pieces.ts';
import { ProcessTable } from './process-table.ts';
import { HAS_PIECES, LONG_PREFIX, OFFSET_HIGH, SEGMENT_EVENTS, Segment, segmentOf, slotOf } from './segment.ts';
import { StampClock } from './stamp-clock.ts';
import { NO_THREAD } from './threads.ts';

/** Ids that do not fit their column are shown as this one: only rubbish has so many names. */
const LARGEST_ID = 0xffff;

/** More than anybody reads; the records themselves are all kept. */
const MOST_OUTPUTS = 20_000;

/** The columns of one capture. One writer; {@link StoredTrace} reads them. */
export class TraceStore implements RecordSink {
  readonly symbols: Symbols;
  readonly segments: Segment[] = [];
  readonly pieces = new Pieces();
  readonly processes: ProcessTable;
  readonly clock = new StampClock();
  events = 0;
  /** Events that changed after they were added: calls that got their result. For filters that have seen them before. */
  readonly finished: number[] = [];
  /** Records that are output in between, in order. */
  readonly outputs: number[] = [];
  /** Calls and signals by name id, failures by errno id, counted as they come; shared, for completions of the filter line. */
  readonly tallies = { names: new SharedArrayBuffer((LARGEST_ID + 1) * 4), errnos: new SharedArrayBuffer((LARGEST_ID + 1) * 4) };
  private readonly nameTally = new Uint32Array(this.tallies.names);
  private readonly errnoTally = new Uint32Array(this.tallies.errnos);
  /** Added to the offsets of lines: where the line's file begins in the capture, by file. */
  private readonly bases: number[];
  /** Of a capture that grows: what of it was given up. */
  readonly release = new ColumnRelease(this.segments, this.pieces);
  private segment = new Segment(this.release.pool.take());

  constructor(symbols = new Symbols(), bases: number[] = [0]) {
    this.symbols = symbols;
    this.processes = new ProcessTable(symbols);
    this.bases = bases;
    this.segments.push(this.segment);
  }

  add(kind: number, line: Line): number {
    const event = this.events;
    const slot = slotOf(event);
    const segment = this.segmentFor(event);
    const offset = line.offset + this.bases[line.file]!;
    segment.offsetHigh[slot] = offset < OFFSET_HIGH ? 0 : offset / OFFSET_HIGH;
    segment.offsetLow[slot] = offset;
    segment.size[slot] = line.sizeBytes;
    segment.line[slot] = line.number;
    segment.prefix[slot] = Math.min(line.body - line.start, LONG_PREFIX);
    segment.kind[slot] = kind;
    segment.timeNs[slot] = this.clock.sinceStartNs(line.clock, line.seconds, line.nanoseconds);
    segment.tookNs[slot] = line.tookNs;
    if (kind <= KIND_EXIT) {
      segment.name[slot] = Math.min(line.name, LARGEST_ID);
      segment.errno[slot] = Math.min(line.errno, LARGEST_ID);
      segment.flags[slot] = line.flags;
      segment.path[slot] = line.path;
      const thread = this.processes.threadOf(line.tid, event);
      segment.thread[slot] = thread;
      this.events++;
      if (kind === KIND_CALL) {
        this.nameTally[segment.name[slot]!]!++;
        if ((line.flags & CALL_FAILED) !== 0) this.errnoTally[segment.errno[slot]!]!++;
        this.processes.call(event, line, thread);
      } else if (kind === KIND_SIGNAL) {
        this.nameTally[segment.name[slot]!]!++;
        this.processes.signal(event, line);
      } else this.processes.exit(event, line, thread);
    } else {
      segment.flags[slot] = line.flags & ATTACHED;
      segment.path[slot] = -1;
      segment.thread[slot] = NO_THREAD;
      this.events++;
      if (kind === KIND_NOTICE) this.processes.notice(event, line);
      else if (kind === KIND_OUTPUT && this.outputs.length < MOST_OUTPUTS) this.outputs.push(event);
    }
    return event;
  }

  /** The segment that the next event comes into. */
  private segmentFor(event: number): Segment {
    if (slotOf(event) === 0 && event > 0) {
      this.segment = new Segment(this.release.pool.take());
      this.segments.push(this.segment);
    }
    return this.segment;
  }

  addCalls(rows: ScannedRows, from: number, to: number, line: Line, start: number): void {
    const offset = line.base + start + this.bases[line.file]!;
    for (let row = from; row < to; ) {
      const end = Math.min(to, row + SEGMENT_EVENTS - slotOf(this.events));
      this.fillCalls(this.segmentFor(this.events), rows, row, end, offset, line.number + row - from);
      row = end;
    }
  }

  /** @param offset in the capture, of the scan's input */
  private fillCalls(segment: Segment, rows: ScannedRows, from: number, to: number, offset: number, line: number): void {
    const { clock, processes, nameTally, errnoTally } = this;
    let { events } = this;
    for (let row = from; row < to; row++, events++) {
      const slot = slotOf(events);
      const at = offset + rows.start[row]!;
      segment.offsetHigh[slot] = at < OFFSET_HIGH ? 0 : at / OFFSET_HIGH;
      segment.offsetLow[slot] = at;
      segment.size[slot] = rows.newline[row]! - rows.start[row]!;
      segment.line[slot] = line + row - from;
      segment.prefix[slot] = Math.min(rows.body[row]! - rows.start[row]!, LONG_PREFIX);
      segment.kind[slot] = KIND_CALL;
      segment.timeNs[slot] = clock.sinceStartNs(rows.clock[row]!, rows.seconds[row]!, rows.nanoseconds[row]!);
      segment.tookNs[slot] = rows.tookNs[row]!;
      const name = Math.min(rows.name[row]!, LARGEST_ID);
      const flags = rows.flags[row]!;
      const hasFailed = (flags & CALL_FAILED) !== 0;
      const errno = Math.min(rows.errno[row]!, LARGEST_ID);
      segment.name[slot] = name;
      segment.errno[slot] = errno;
      segment.flags[slot] = flags;
      segment.path[slot] = rows.path[row]!;
      nameTally[name]!++;
      if (hasFailed) errnoTally[errno]!++;
      segment.thread[slot] = processes.plainCall(rows.tid[row]!, events, hasFailed);
    }
    this.events = events;
  }

  join(event: number, line: Line, done: boolean): void {
    // The stamps of -r are since the line before, also of a call's second half.
    this.clock.sinceStartNs(line.clock, line.seconds, line.nanoseconds);
    if (this.isGone(event)) {
      this.processes.callGoesOn(event, line, this.processes.threadOf(line.tid, this.events), line.name, done);
      return;
    }
    const segment = this.segments[segmentOf(event)]!;
    const slot = slotOf(event);
    const flags = segment.flags[slot]!;
    const piece = { offset: line.offset + this.bases[line.file]!, sizeBytes: line.sizeBytes, line: line.number };
    if ((flags & HAS_PIECES) === 0) {
      segment.size[slot] = this.pieces.add(event, piece, { firstSizeBytes: segment.size[slot]! });
    } else this.pieces.add(event, piece, { row: this.pieces.last(segment.size[slot]!) });
    segment.flags[slot] = (done ? (flags & ~CALL_PENDING) | CALL_JOINED | line.flags : flags) | HAS_PIECES;
    if (done) {
      segment.errno[slot] = Math.min(line.errno, LARGEST_ID);
      segment.tookNs[slot] = line.tookNs;
      if ((line.flags & CALL_FAILED) !== 0) this.errnoTally[segment.errno[slot]!]!++;
    }
    this.finished.push(event);
    this.processes.callGoesOn(event, line, segment.thread[slot]!, segment.name[slot]!, done);
  }

  isGone(handle: number): boolean {
    return this.release.has(handle);
  }

  rootIs(tid: number): void {
    this.processes.rootIs(tid);
  }
}
