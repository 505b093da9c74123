// Holds the quick scanner against scan-line.ts, line by line.
import assert from 'node:assert/strict';
import { latin1 } from '../../src/parse/latin1.ts';
import { Line } from '../../src/parse/line.ts';
import { scanLine } from '../../src/parse/scan-line.ts';
import { Symbols } from '../../src/parse/symbols.ts';

/** What of a line is used when it is whole. */
function facts(line: Line, symbols: Symbols) {
  const cut = (start: number, end: number) => latin1(line.bytes, start, end);
  return {
    shape: line.shape,
    text: cut(line.start, line.end),
    body: cut(line.body, line.end),
    tid: line.tid,
    comm: cut(line.commStart, line.commEnd),
    clock: line.clock,
    stamp: cut(line.stampStart, line.stampEnd),
    seconds: line.clock === 0 ? 0 : line.seconds,
    nanoseconds: line.clock === 0 ? 0 : line.nanoseconds,
    name: latin1(symbols.names.bytes(line.name)),
    args: cut(line.argsStart, line.argsEnd),
    result: cut(line.resultStart, line.resultEnd),
    value: line.value,
    errno: latin1(symbols.errnos.bytes(line.errno)),
    flags: line.flags,
    tookNs: line.tookNs,
    path: line.path < 0 ? null : latin1(symbols.paths.bytes(line.path)),
  };
}

/**
 * Compares the two on each line, the words of the line taught before.
 * @returns how many lines the quick one judged
 * @throws AssertionError where they say different things
 */
export function compareScanners(bytes: Uint8Array, symbols = new Symbols()): { readonly judged: number; readonly lines: number } {
  const quick = new Line();
  const slow = new Line();
  quick.bytes = bytes;
  slow.bytes = bytes;
  symbols.scanner.take(bytes, 0, bytes.length);
  let judged = 0;
  let lines = 0;
  for (let count = symbols.scanner.next(); count > 0; count = symbols.scanner.next()) {
    for (let row = 0; row < count; row++, lines++) {
      const start = symbols.scanner.startOf(row);
      let end = symbols.scanner.newlineOf(row);
      while (end > start && bytes[end - 1] === 13) end--;
      slow.reset(start, end);
      scanLine(slow, symbols);
      symbols.teach();
      if (!symbols.scanner.fill(quick, row)) continue;
      judged++;
      assert.deepEqual(facts(quick, symbols), facts(slow, symbols));
    }
  }
  return { judged, lines };
}
