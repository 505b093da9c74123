// Turns chunks of one file into records: joins halves of calls, finds whose each line is, tells output from what could not be read.
import { isBegunCall } from './begun-call.ts';
import type { Line } from './line.ts';
import { LineJudge } from './line-judge.ts';
import { fillLine } from './line-scanner.ts';
import { PlainCalls } from './plain-calls.ts';
import { KIND_NOTICE, type RecordSink } from './record-sink.ts';
import { scanLine } from './scan-line.ts';
import type { ScannedRows } from './scanned-rows.ts';
import type { Symbols } from './symbols.ts';

export class CaptureParser {
  /** Lines read so far. */
  lines = 0;
  private readonly judge: LineJudge;
  private readonly plain: PlainCalls;
  private readonly line: Line;
  private readonly symbols: Symbols;
  private readonly sink: RecordSink;
  /** The line being read was begun by {@link parseBegun}. */
  private hasBegun = false;

  /**
   * @param file index of the file in its capture
   * @param tid whose lines without pid are: the PID of a `PREFIX.PID` file; 0 when only the lines can tell
   */
  constructor(symbols: Symbols, sink: RecordSink, file = 0, tid = 0) {
    this.judge = new LineJudge(symbols, sink, tid);
    this.plain = new PlainCalls(symbols, this.judge, sink);
    this.line = this.judge.line;
    this.symbols = symbols;
    this.sink = sink;
    this.line.file = file;
  }

  /** Records that only strace writes; none of them in a whole file means that it is no strace output. */
  get understood(): number {
    return this.judge.understood;
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
    this.judge.scanned(line.start, newline, line.end, false);
  }

  /** Reads whole lines, many at a time. @returns where the last one ended */
  private readWhole(start: number, end: number): number {
    const { line, symbols } = this;
    const { scanner } = symbols;
    scanner.take(line.bytes, start, end);
    for (let count = scanner.next(); count > 0; count = scanner.next()) {
      for (let row = this.passPlain(0, count); row < count; row = this.passPlain(row + 1, count)) {
        if (this.hasBegun || !scanner.fill(line, row)) {
          this.readLine(scanner.startOf(row), scanner.newlineOf(row), false);
          symbols.teach();
        } else this.filled(scanner.newlineOf(row));
      }
    }
    symbols.paths.publish();
    return scanner.position;
  }

  /** Gives plain calls from a row on to the sink. @returns the first row that is none, or `count` */
  private passPlain(row: number, count: number): number {
    if (this.hasBegun) return row;
    this.line.number = this.lines + 1;
    const end = this.plain.take(row, count);
    this.lines += end - row;
    return end;
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
    this.judge.begin(true);
    symbols.paths.publish();
    this.hasBegun = true;
    return end;
  }

  /** Bytes that were given up while the file was written: one record, a notice. What was begun before may have ended there. */
  gap(offset: number, sizeBytes: number): void {
    this.line.placeGone(offset, sizeBytes, ++this.lines);
    this.hasBegun = false;
    this.judge.settle();
    this.sink.add(KIND_NOTICE, this.line);
  }

  private readLine(start: number, newline: number, cut: boolean): void {
    const { line, judge } = this;
    line.number = this.hasBegun ? this.lines : ++this.lines;
    if (this.hasBegun) line.place(start, newline);
    if (!this.hasBegun) judge.read(start, newline, cut);
    else judge.goOn();
    this.hasBegun = false;
  }
}
