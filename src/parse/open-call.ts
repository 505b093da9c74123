// The call whose line ended before the call did: a message came in between, output of the tracee, or it waits.
import { END_RESULT, END_UNFINISHED, readCallEnd } from './call-end.ts';
import type { Line } from './line.ts';
import type { PendingCalls } from './pending-calls.ts';
import type { RecordSink } from './record-sink.ts';
import type { Symbols } from './symbols.ts';

export class OpenCall {
  private tid = -1;
  private readonly pending: PendingCalls;
  private readonly symbols: Symbols;
  private readonly sink: RecordSink;

  constructor(pending: PendingCalls, symbols: Symbols, sink: RecordSink) {
    this.pending = pending;
    this.symbols = symbols;
    this.sink = sink;
  }

  /** Another thread's execve may have taken its thread's place meanwhile, and the call with it. */
  get exists(): boolean {
    return this.pending.of(this.tid) >= 0;
  }

  /** The pending call of this thread is open. */
  begin(tid: number): void {
    this.tid = tid;
  }

  /** What follows is none of it; its result may still come as `<... resumed>`. */
  leave(): void {
    this.tid = -1;
  }

  /** More of it, whatever it is. */
  add(line: Line): void {
    this.sink.join(this.pending.of(this.tid), line, false);
  }

  /** A line that says only that the call is not finished. @returns whether there is a call it can mean */
  breaksOff(line: Line): boolean {
    if (!this.exists) return false;
    this.add(line);
    this.leave();
    return true;
  }

  /** Adds the line if it is the rest of the call. @returns whether it was */
  goesOn(line: Line): boolean {
    const how = readCallEnd(line, line.start - 1, this.symbols);
    if (how !== END_RESULT && how !== END_UNFINISHED) return false;
    line.body = line.start;
    line.argsStart = line.start;
    this.sink.join(this.pending.of(this.tid), line, how === END_RESULT);
    if (how === END_RESULT) this.pending.end(this.tid);
    this.leave();
    return true;
  }
}
