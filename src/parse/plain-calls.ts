// Hands on calls that need no judging straight from the scanner's columns: whole ones of threads that are known, about no process. Nearly all are such.
import { ABOUT_PROCESSES, IS_SYSCALL, WRITES } from './call-traits.ts';
import { type Line, SHAPE_CALL } from './line.ts';
import type { LineOwner } from './line-owner.ts';
import type { LineScanner } from './line-scanner.ts';
import type { RecordSink, RowPlace } from './record-sink.ts';
import type { Symbols } from './symbols.ts';

export class PlainCalls {
  private readonly symbols: Symbols;
  private readonly sink: RecordSink;
  private readonly owner: LineOwner;
  private readonly place: RowPlace = { base: 0, file: 0, number: 0 };

  constructor(symbols: Symbols, sink: RecordSink, owner: LineOwner) {
    this.symbols = symbols;
    this.sink = sink;
    this.owner = owner;
  }

  /**
   * Takes rows from `row` on.
   * @param line whose bytes, file and place in it the scanner's input has. `lines`: read before
   * @returns how many it took; the row behind them is another kind of line, or the first of a thread
   */
  take({ rows, start }: LineScanner, row: number, count: number, line: Line, lines: number): number {
    const { symbols, sink, owner, place } = this;
    if (sink.addPlainCall === undefined) return 0;
    place.base = line.base + start;
    place.file = line.file;
    let at = row;
    for (; at < count && rows.shape[at] === SHAPE_CALL; at++) {
      if ((symbols.traitsOf(rows.name[at]!) & (IS_SYSCALL | WRITES | ABOUT_PROCESSES)) !== IS_SYSCALL) break;
      if (rows.commEnd[at] !== rows.commStart[at] || !owner.goesOn(rows.tid[at]!)) break;
      place.number = lines + at - row + 1;
      sink.addPlainCall(rows, at, place);
    }
    return at - row;
  }
}
