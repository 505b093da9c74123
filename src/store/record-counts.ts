// Counts the records of a capture as they come: nothing of them is kept but the tables.
import { CALL_FAILED, CALL_PENDING } from '../model/trace.ts';
import type { Line } from '../parse/line.ts';
import { KIND_CALL, KIND_EXIT, KIND_NOTICE, KIND_SIGNAL, type RecordSink } from '../parse/record-sink.ts';
import { Symbols } from '../parse/symbols.ts';
import { ProcessTable } from './process-table.ts';
import { StampClock } from './stamp-clock.ts';

/** What of a call must be known until its result comes. */
interface Begun {
  readonly name: number;
  readonly thread: number;
}

export class RecordCounts implements RecordSink {
  readonly symbols: Symbols;
  readonly processes: ProcessTable;
  /** By kind, in the order of EVENT_KINDS. */
  readonly kinds = new Array<number>(8).fill(0);
  joined = 0;
  pending = 0;
  /** Nanoseconds from the first stamp to the last; NaN without stamps. */
  lastNs = Number.NaN;
  private readonly clock = new StampClock();
  private readonly calls: number[] = [];
  private readonly errnos: number[] = [];
  private readonly begun = new Map<number, Begun>();
  private events = 0;

  /** @param symbols with all paths only where something else wants them */
  constructor(symbols = new Symbols(false)) {
    this.symbols = symbols;
    this.processes = new ProcessTable(symbols);
  }

  add(kind: number, line: Line): number {
    const event = this.events++;
    this.kinds[kind]!++;
    this.stamp(line);
    if (kind > KIND_EXIT) {
      if (kind === KIND_NOTICE) this.processes.notice(event, line);
      return event;
    }
    const thread = this.processes.threadOf(line.tid, event);
    if (kind === KIND_CALL) {
      this.calls[line.name] = (this.calls[line.name] ?? 0) + 1;
      this.countErrno(line);
      if ((line.flags & CALL_PENDING) !== 0) {
        this.pending++;
        this.begun.set(event, { name: line.name, thread });
      }
      this.processes.call(event, line, thread);
    } else if (kind === KIND_SIGNAL) this.processes.signal(event, line);
    else this.processes.exit(event, line, thread);
    return event;
  }

  join(event: number, line: Line, done: boolean): void {
    this.stamp(line);
    const begun = this.begun.get(event);
    if (begun === undefined) return;
    if (done) {
      this.pending--;
      this.joined++;
      this.countErrno(line);
      this.begun.delete(event);
    }
    this.processes.callGoesOn(event, line, begun.thread, begun.name, done);
  }

  rootIs(tid: number): void {
    this.processes.rootIs(tid);
  }

  /** Calls by name id, failures by errno id. */
  get byName(): readonly number[] {
    return this.calls;
  }
  get byErrno(): readonly number[] {
    return this.errnos;
  }

  private countErrno(line: Line): void {
    if ((line.flags & CALL_FAILED) !== 0) this.errnos[line.errno] = (this.errnos[line.errno] ?? 0) + 1;
  }

  private stamp(line: Line): void {
    const ns = this.clock.sinceStartNs(line.clock, line.seconds, line.nanoseconds);
    if (!Number.isNaN(ns)) this.lastNs = Math.max(Number.isNaN(this.lastNs) ? 0 : this.lastNs, ns);
  }
}
