// Sums up where the time went while a capture is read: nothing of it is kept but the tree and one call for each thread.
import { CALL_PENDING } from '../model/trace.ts';
import { latin1 } from '../parse/latin1.ts';
import type { Line } from '../parse/line.ts';
import { KIND_CALL, KIND_EXIT, KIND_NOTICE, KIND_SIGNAL, KIND_STACK, type RecordSink } from '../parse/record-sink.ts';
import { Symbols } from '../parse/symbols.ts';
import { LiveNames } from '../store/live-names.ts';
import { ProcessTable } from '../store/process-table.ts';
import { decoded } from '../store/record-reader.ts';
import { StampClock } from '../store/stamp-clock.ts';
import { pathIn } from './path-in.ts';
import { stackFrame } from './stack-frame.ts';
import { processLabel, TimeTree } from './time-tree.ts';

/** A call whose time is not known yet: strace has not said it, or not all of its stack. */
interface Held {
  readonly frames: readonly string[];
  readonly name: number;
  readonly thread: number;
  readonly startNs: number;
  tookNs: number;
  /** From the innermost out, as `-k` prints them. */
  readonly stack: string[];
}

export class TimeSink implements RecordSink {
  readonly symbols = new Symbols(false);
  readonly tree: TimeTree;
  private readonly processes = new ProcessTable(this.symbols);
  private readonly comms = new LiveNames(this.processes, this.symbols);
  private readonly clock = new StampClock();
  /** The last call of each thread. */
  private readonly held = new Map<number, Held>();
  private readonly begun = new Map<number, Held>();
  private latest: Held | null = null;
  private lastNs = Number.NaN;
  private events = 0;
  private timed = false;

  constructor(tree = new TimeTree()) {
    this.tree = tree;
  }

  /** False when the capture has no time of any kind: the tree then counts calls. */
  get hasTimes(): boolean {
    return this.timed;
  }

  add(kind: number, line: Line): number {
    const event = this.events++;
    const now = this.stamp(line);
    if (kind > KIND_EXIT) {
      if (kind === KIND_NOTICE) this.processes.notice(event, line);
      if (kind === KIND_STACK) this.latest?.stack.push(stackFrame(text(line, line.start, line.end)));
      return event;
    }
    const thread = this.processes.threadOf(line.tid, event);
    this.release(thread, now);
    if (kind === KIND_CALL) this.call(event, line, thread, now);
    else if (kind === KIND_SIGNAL) this.processes.signal(event, line);
    else this.processes.exit(event, line, thread);
    return event;
  }

  join(event: number, line: Line, done: boolean): void {
    this.stamp(line);
    const call = this.begun.get(event);
    if (call === undefined) return;
    if (done) {
      this.begun.delete(event);
      call.tookNs = line.tookNs;
      this.latest = call;
    }
    this.processes.callGoesOn(event, line, call.thread, call.name, done);
  }

  /** All that was read so far stood without a pid. */
  rootIs(tid: number): void {
    this.processes.rootIs(tid);
    this.tree.renameOutermost((comm) => processLabel(comm, tid));
  }

  /** The capture has ended: what is still pending has taken until now. */
  end(): void {
    for (const thread of [...this.held.keys()]) this.release(thread, this.lastNs);
    this.begun.clear();
  }

  private call(event: number, line: Line, thread: number, startNs: number): void {
    const path = pathIn(text(line, line.argsStart, line.argsEnd), this.symbols.traitsOf(line.name));
    // A process is called by what it runs: an execve already counts as the new program's.
    this.processes.call(event, line, thread);
    const call: Held = {
      frames: [this.processLabel(thread), this.nameOf(line.name), ...(path === null ? [] : [path])],
      name: line.name,
      thread,
      startNs,
      tookNs: line.tookNs,
      stack: [],
    };
    this.held.set(thread, call);
    this.latest = call;
    if ((line.flags & CALL_PENDING) !== 0) {
      this.begun.set(event, call);
      this.latest = null;
    }
  }

  private processLabel(thread: number): string {
    const { pid } = this.processes.processes[this.processes.threads.process(thread)]!;
    return processLabel(decoded(this.comms.of(thread)), pid);
  }

  /** The thread goes on: without `-T`, its last call is taken to have lasted until now. */
  private release(thread: number, now: number): void {
    const call = this.held.get(thread);
    if (call === undefined) return;
    this.held.delete(thread);
    const ns = Number.isNaN(call.tookNs) ? now - call.startNs : call.tookNs;
    if (!Number.isNaN(ns)) this.timed = true;
    const [process = '', name = '', ...path] = call.frames;
    this.tree.add(
      call.stack.length > 0 ? [process, ...call.stack.reverse(), name] : [process, name, ...path],
      Number.isNaN(ns) ? 1 : Math.max(0, ns),
    );
  }

  private stamp(line: Line): number {
    const now = this.clock.sinceStartNs(line.clock, line.seconds, line.nanoseconds);
    if (!Number.isNaN(now)) this.lastNs = Math.max(Number.isNaN(this.lastNs) ? 0 : this.lastNs, now);
    return now;
  }

  private nameOf(id: number): string {
    return latin1(this.symbols.names.bytes(id));
  }
}

const text = (line: Line, start: number, end: number): string => decoded(latin1(line.bytes, start, end));
