// What a line is for the parser as it stands, for texts of which nobody knows yet whether they are strace output.
import * as shape from '../line.ts';
import { Line } from '../line.ts';
import { scanLine } from '../scan-line.ts';
import { Symbols } from '../symbols.ts';

/** Names of calls that texts have been looked at for. Not those of a capture: what is only talked about is not in it. */
let shared: Symbols | null = null;

export class LineShapes {
  private readonly symbols: Symbols;
  private readonly line = new Line();

  constructor() {
    shared ??= new Symbols(false);
    this.symbols = shared;
  }

  /** A whole record of strace. Text in Latin-1. */
  isRecord(text: string): boolean {
    const { line, symbols } = this;
    this.scan(text);
    switch (line.shape) {
      case shape.SHAPE_CALL:
      case shape.SHAPE_CALL_UNFINISHED:
      case shape.SHAPE_RESUMED:
      case shape.SHAPE_RESUMED_UNFINISHED:
        return symbols.isSyscall(line.name);
      case shape.SHAPE_SIGNAL:
      case shape.SHAPE_EXIT:
      case shape.SHAPE_NOTICE:
        return true;
      default:
        return false;
    }
  }

  /** What the parser would take for a call that goes on behind the line. */
  isOpenCall(text: string): boolean {
    this.scan(text);
    return this.line.shape === shape.SHAPE_CALL_OPEN && this.symbols.isSyscall(this.line.name);
  }

  /** The number that a line begins with, as its pid or its time; -1 for none. */
  leadingNumber(text: string): number {
    this.scan(text);
    const { tid, clock, seconds, nanoseconds } = this.line;
    return tid >= 0 ? tid : clock === shape.CLOCK_RELATIVE && nanoseconds === 0 ? seconds : -1;
  }

  private scan(text: string): void {
    const { line } = this;
    line.bytes = Buffer.from(text, 'latin1');
    line.place(0, line.bytes.length);
    scanLine(line, this.symbols);
  }
}
