// Turns chunks of one file into records: joins halves of calls, finds whose each line is, tells output from what could not be read.
import { CALL_PENDING } from '../model/trace.ts';
import { isBegunCall } from './begun-call.ts';
import { IS_SYSCALL, WRITES } from './call-traits.ts';
import { withoutColour } from './colour.ts';
import { recordInside } from './embedded.ts';
import { latin1 } from './latin1.ts';
import * as shape from './line.ts';
import { Line } from './line.ts';
import { LineOwner } from './line-owner.ts';
import { fillLine } from './line-scanner.ts';
import { noticeInside } from './notice.ts';
import { OpenCall } from './open-call.ts';
import type { RecordSink } from './record-sink.ts';
import * as kind from './record-sink.ts';
import { scanLine } from './scan-line.ts';
import type { ScannedRows } from './scanned-rows.ts';
import { closingBracket } from './split-args.ts';
import { StackLines } from './stack-lines.ts';
import { SummaryTable } from './summary-table.ts';
import type { Symbols } from './symbols.ts';

export class CaptureParser {
  /** Lines read so far. */
  lines = 0;
  /** Records that only strace writes; none of them in a whole file means that it is no strace output. */
  understood = 0;
  private readonly line = new Line();
  private readonly symbols: Symbols;
  private readonly sink: RecordSink;
  private readonly owner: LineOwner;
  private readonly summary = new SummaryTable();
  private readonly open: OpenCall;
  private readonly stack = new StackLines();
  /** The line being read was begun by {@link parseBegun}. */
  private hasBegun = false;

  /**
   * @param file index of the file in its capture
   * @param tid whose lines without pid are: the PID of a `PREFIX.PID` file; 0 when only the lines can tell
   */
  constructor(symbols: Symbols, sink: RecordSink, file = 0, tid = 0) {
    this.owner = new LineOwner(symbols, tid);
    this.open = new OpenCall(this.owner.pending, symbols, sink);
    this.symbols = symbols;
    this.sink = sink;
    this.line.file = file;
  }

  /**
   * Reads the whole lines in `bytes[start..end)`; `bytes[0]` stands at `base` in the file.
   * @param final nothing follows: a last line without newline is read, too, as one that may have been cut
   * @returns how far it came: the start of the first line that is not whole
   */
  parse(bytes: Uint8Array, start: number, end: number, base: number, final: boolean): number {
    this.line.take(bytes, base);
    let at = this.readWhole(start, end);
    if (final && at < end) {
      this.readLine(0, this.line.copy(bytes, at, end, base), true);
      this.symbols.paths.publish();
      at = end;
    }
    return Math.min(at, end);
  }

  /** Reads one line of a scan whose rows were kept, and whose input began at `start` in `bytes`. */
  parseRow(bytes: Uint8Array, base: number, rows: ScannedRows, row: number, start: number): void {
    this.line.take(bytes, base);
    if (!this.hasBegun && fillLine(this.line, rows, row, start)) this.filled(start + rows.newline[row]!);
    else {
      this.readLine(start + rows.start[row]!, start + rows.newline[row]!, false);
      this.symbols.teach();
    }
  }

  /** A line that the quick scanner has taken apart. */
  private filled(newline: number): void {
    const { line } = this;
    line.number = ++this.lines;
    if (line.shape === shape.SHAPE_CALL && (this.symbols.traitsOf(line.name) & (IS_SYSCALL | WRITES)) === IS_SYSCALL) this.call();
    else this.judge(line.start, newline, line.end, false);
  }

  /** Reads whole lines, many at a time. @returns where the last one ended */
  private readWhole(start: number, end: number): number {
    const { line, symbols } = this;
    const { scanner } = symbols;
    scanner.take(line.bytes, start, end);
    for (let count = scanner.next(); count > 0; count = scanner.next()) {
      for (let row = 0; row < count; row++) {
        if (this.hasBegun || !scanner.fill(line, row)) {
          this.readLine(scanner.startOf(row), scanner.newlineOf(row), false);
          symbols.teach();
        } else this.filled(scanner.newlineOf(row));
      }
    }
    symbols.paths.publish();
    return scanner.position;
  }

  /**
   * Takes the call that a line without its end has begun: strace writes the rest when the call returns, which may be never.
   * @returns as {@link parse}; `start` when the line is no such call, or may have been cut in the middle of an argument
   */
  parseBegun(bytes: Uint8Array, start: number, end: number, base: number): number {
    const { line, symbols } = this;
    line.copy(bytes, start, end, base);
    line.number = this.lines + 1;
    line.place(0, end - start);
    scanLine(line, symbols);
    if (this.hasBegun || !isBegunCall(line, symbols)) return start;
    this.lines++;
    this.begin(true);
    symbols.paths.publish();
    this.hasBegun = true;
    return end;
  }

  /** Bytes that were given up while the file was written: one record, a notice. What was begun before may have ended there. */
  gap(offset: number, sizeBytes: number): void {
    this.line.placeGone(offset, sizeBytes, ++this.lines);
    this.hasBegun = false;
    this.settle();
    this.sink.add(kind.KIND_NOTICE, this.line);
  }

  private readLine(start: number, newline: number, cut: boolean): void {
    const { line, open } = this;
    line.number = this.hasBegun ? this.lines : ++this.lines;
    if (this.hasBegun) line.place(start, newline);
    if (!this.hasBegun) this.read(start, newline, cut);
    else if (!open.goesOn(line)) open.add(line);
    this.hasBegun = false;
  }

  /** One line, or the rest of one behind something else. */
  private read(start: number, newline: number, cut: boolean): void {
    const { line, symbols } = this;
    const end = line.place(start, newline);
    scanLine(line, symbols);
    if (line.shape === shape.SHAPE_CALL && !cut && (symbols.traitsOf(line.name) & (IS_SYSCALL | WRITES)) === IS_SYSCALL) this.call();
    else this.judge(start, newline, end, cut);
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

  /** Everything but whole calls of known names. */
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
  private settle(): void {
    this.open.leave();
    this.summary.leave();
    const root = this.owner.claim(this.line);
    if (root > 0) this.sink.rootIs(root);
  }

  /** A call that has no result yet. */
  private begin(open: boolean): void {
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
