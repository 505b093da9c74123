// Runs of whole calls that need no look of their own, most lines of most captures: counted, owned and given to the sink many at a time.
import { ABOUT_PROCESSES, IS_SYSCALL, WRITES } from './call-traits.ts';
import { SHAPE_CALL } from './line.ts';
import type { LineJudge } from './line-judge.ts';
import type { RecordSink } from './record-sink.ts';
import type { Symbols } from './symbols.ts';

export class PlainCalls {
  private readonly symbols: Symbols;
  private readonly judge: LineJudge;
  private readonly sink: RecordSink;

  constructor(symbols: Symbols, judge: LineJudge, sink: RecordSink) {
    this.symbols = symbols;
    this.judge = judge;
    this.sink = sink;
  }

  /**
   * Gives the sink the run that begins at a row of the scanner. The judge's line has its bytes, and the number of the first.
   * @returns behind the run's last row; `row` when that one is no plain call
   */
  take(row: number, count: number): number {
    const { symbols, judge, sink } = this;
    if (sink.addCalls === undefined) return row;
    const { rows, inputStart } = symbols.scanner;
    const { shape, name, commEnd, tid } = rows;
    let end = row;
    for (; end < count; end++) {
      if (shape[end] !== SHAPE_CALL || commEnd[end] !== 0 || (symbols.traitsOf(name[end]!) & LOOKED_AT) !== IS_SYSCALL) break;
      const whose = judge.owner.knows(tid[end]!);
      if (whose < 0) break;
      tid[end] = whose;
    }
    if (end === row) return end;
    judge.passed(end - row);
    sink.addCalls(rows, row, end, judge.line, inputStart);
    return end;
  }
}

/** Of calls that write, what stands in the line may be what was written; those about processes change whose the next lines are. */
const LOOKED_AT = IS_SYSCALL | WRITES | ABOUT_PROCESSES;
