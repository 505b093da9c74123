// Holds the quick scanner against scan-line.ts, line by line.
import assert from 'node:assert/strict';
import { Line } from '../../src/parse/line.ts';
import { scanLine } from '../../src/parse/scan-line.ts';
import { Symbols } from '../../src/parse/symbols.ts';
import { facts } from './scan.ts';

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
