// What one line is: a record, the rest of one, output, or what could not be read; whose it is, and what it means for the calls that have begun.
import { CALL_PENDING } from '../model/trace.ts';
import { IS_SYSCALL, WRITES } from './call-traits.ts';
import { withoutColour } from './colour.ts';
import { recordInside } from './embedded.ts';
import { latin1 } from './latin1.ts';
import * as shape from './line.ts';
import { Line } from './line.ts';
import { LineOwner } from './line-owner.ts';
import { noticeInside } from './notice.ts';
import { OpenCall } from './open-call.ts';
import type { RecordSink } from './record-sink.ts';
import * as kind from './record-sink.ts';
import { scanLine } from './scan-line.ts';
import { closingBracket } from './split-args.ts';
import { StackLines } from './stack-lines.ts';
import { SummaryTable } from './summary-table.ts';
import type { Symbols } from './symbols.ts';

export class LineJudge {
  /** Records that only strace writes. */
  understood = 0;
  /** The one that is judged. */
  readonly line = new Line();
  readonly owner: LineOwner;
  private readonly open: OpenCall;
  private readonly symbols: Symbols;
  private readonly sink: RecordSink;
  private readonly summary = new SummaryTable();
  private readonly stack = new StackLines();

  /** @param tid whose lines without pid are; 0 when only the lines can tell */
  constructor(symbols: Symbols, sink: RecordSink, tid: number) {
    this.owner = new LineOwner(symbols, tid);
    this.open = new OpenCall(this.owner.pending, symbols, sink);
    this.symbols = symbols;
    this.sink = sink;
  }

  /** One line, or the rest of one behind something else. */
  read(start: number, newline: number, cut: boolean): void {
    const { line, symbols } = this;
    const end = line.place(start, newline);
    scanLine(line, symbols);
    this.scanned(start, newline, end, cut);
  }

  /** One that a scanner has taken apart. */
  scanned(start: number, newline: number, end: number, cut: boolean): void {
    const { line, symbols } = this;
    if (line.shape === shape.SHAPE_CALL && !cut && (symbols.traitsOf(line.name) & (IS_SYSCALL | WRITES)) === IS_SYSCALL) this.call();
    else this.judge(start, newline, end, cut);
  }

  /** So many calls went to the sink by themselves, see PlainCalls. */
  passed(calls: number): void {
    this.leave();
    this.understood += calls;
  }

  /** The rest of a line whose call is pending: it was taken before it was whole. */
  goOn(): void {
    const { open, line } = this;
    if (!open.goesOn(line)) open.add(line);
  }

  private call(): void {
    this.record(kind.KIND_CALL);
    this.owner.called(this.line);
  }

  private record(which: number): number {
    this.settle();
    this.understood++;
    return this.sink.add(which, this.line);
  }

  /** Everything but whole calls of known names that write nothing. */
  private judge(start: number, newline: number, end: number, cut: boolean): void {
    const { line, symbols } = this;
    const chunk = line.bytes;
    const whole = line.shape === shape.SHAPE_CALL || line.shape === shape.SHAPE_CALL_UNFINISHED || line.shape === shape.SHAPE_RESUMED;
    const plain = whole ? null : withoutColour(chunk, start, end);
    if (plain !== null) {
      line.bytes = plain;
      line.reset(0, plain.length);
      scanLine(line, symbols);
    } else if (this.splitBehindOutput(start, newline, end, cut)) return;
    this.deliver(cut);
    line.bytes = chunk;
  }

  /** "some output" and a record on one line: two records. */
  private splitBehindOutput(start: number, newline: number, end: number, cut: boolean): boolean {
    const { line, symbols } = this;
    const isCall = line.shape === shape.SHAPE_CALL || line.shape === shape.SHAPE_CALL_OPEN;
    if (isCall ? symbols.isSyscall(line.name) : line.shape !== shape.SHAPE_OTHER) return false;
    const at = recordInside(line.bytes, start, end, symbols.isSyscallName);
    if (at < 0) return false;
    line.reset(start, at);
    line.sizeBytes = at - start;
    this.sink.add(kind.KIND_OUTPUT, line);
    this.read(at, newline, cut);
    return true;
  }

  private deliver(cut: boolean): void {
    const { line, sink } = this;
    switch (line.shape) {
      case shape.SHAPE_CALL:
        this.callThatMayBeCut(cut);
        break;
      case shape.SHAPE_CALL_UNFINISHED:
        this.begin(false);
        break;
      case shape.SHAPE_CALL_OPEN:
        if (this.symbols.isSyscall(line.name)) this.beginOpen();
        else this.other();
        break;
      case shape.SHAPE_RESUMED:
      case shape.SHAPE_RESUMED_UNFINISHED:
      case shape.SHAPE_RESUMED_OPEN:
        this.resume();
        break;
      case shape.SHAPE_BARE_UNFINISHED:
        if (!this.open.breaksOff(line)) sink.add(kind.KIND_RAW, line);
        break;
      case shape.SHAPE_SIGNAL:
        this.record(kind.KIND_SIGNAL);
        break;
      case shape.SHAPE_EXIT:
        this.record(kind.KIND_EXIT);
        this.owner.ended(line.tid);
        break;
      case shape.SHAPE_NOTICE:
        this.notice();
        break;
      case shape.SHAPE_DUMP:
      case shape.SHAPE_EMPTY:
        sink.add(line.shape === shape.SHAPE_DUMP ? kind.KIND_NOTICE : kind.KIND_OUTPUT, line);
        break;
      default:
        this.other();
    }
  }

  /** Where the tracee's own text may stand in the line, and where it may be cut, the arguments must close. */
  private callThatMayBeCut(cut: boolean): void {
    const { line } = this;
    if ((!cut && !this.symbols.writes(line.name)) || closingBracket(line.bytes, line.argsStart, line.end) === line.argsEnd) this.call();
    else {
      line.forgetResult();
      this.begin(true);
    }
  }

  /** Whose line it is; and what was open or a table is over. */
  settle(): void {
    this.leave();
    const root = this.owner.claim(this.line);
    if (root > 0) this.sink.rootIs(root);
  }

  /** What was open, or a table, is over. */
  private leave(): void {
    this.open.leave();
    this.summary.leave();
  }

  /** A call that has no result yet. */
  begin(open: boolean): void {
    const { line } = this;
    line.flags |= CALL_PENDING;
    const handle = this.record(kind.KIND_CALL);
    this.owner.pending.begin(line.tid, handle, line.name);
    if (open) this.open.begin(line.tid);
  }

  /** A call's line that breaks off, perhaps for a message of strace. */
  private beginOpen(): void {
    const { line } = this;
    const message = noticeInside(line.bytes, line.argsStart, line.end);
    const goOn = message < 0 ? null : line.breakAt(message);
    this.begin(true);
    if (goOn === null) return;
    goOn();
    line.shape = shape.SHAPE_NOTICE;
    this.notice();
  }

  private resume(): void {
    const { line, owner, sink } = this;
    const unnamed = line.tid < 0;
    this.settle();
    const handle = owner.resumed(line, unnamed);
    this.understood++;
    if (handle < 0) {
      // Its beginning is not in this file: strace came later, or another thread's execve ends here (`-ff`).
      sink.add(kind.KIND_NOTICE, line);
      return;
    }
    const done = line.shape === shape.SHAPE_RESUMED;
    sink.join(handle, line, done);
    if (sink.isGone?.(handle) === true) sink.add(kind.KIND_NOTICE, line);
    if (done) owner.pending.end(line.tid);
    else if (line.shape === shape.SHAPE_RESUMED_OPEN) this.open.begin(line.tid);
  }

  private notice(): void {
    const { line } = this;
    this.understood++;
    this.owner.told(line, latin1(line.bytes, line.body, Math.min(line.end, line.body + 200)));
    this.sink.add(kind.KIND_NOTICE, line);
  }

  /** A stack; or no record by its look: a table, the rest of an open call, output, or what could not be read. */
  private other(): void {
    const { line, sink } = this;
    if (this.stack.takes(line)) sink.add(kind.KIND_STACK, line);
    else if (this.summary.takes(line.bytes, line.start, line.end)) {
      this.understood++;
      line.forgetPrefix();
      sink.add(kind.KIND_SUMMARY, line);
    } else if (!this.open.exists || !this.open.goesOn(line))
      sink.add(line.clock === shape.CLOCK_NONE && line.tid < 0 ? kind.KIND_OUTPUT : kind.KIND_RAW, line);
  }
}
