// The quick scanner says of a line what scan-line.ts says, or nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latin1 } from '../../src/parse/latin1.ts';
import { Line } from '../../src/parse/line.ts';
import { scanLine } from '../../src/parse/scan-line.ts';
import { Symbols } from '../../src/parse/symbols.ts';
import { captureFixtures, fixtureBytes } from '../fixtures/captures.ts';
import { captureBytes } from './any-input.ts';

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

/** Compares the two on each line, the words of the line taught before. @returns how many lines the quick one judged */
function compare(bytes: Uint8Array, symbols = new Symbols()): { readonly judged: number; readonly lines: number } {
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
      expect(facts(quick, symbols)).toEqual(facts(slow, symbols));
    }
  }
  return { judged, lines };
}

test('in captures of all versions', () => {
  let judged = 0;
  let lines = 0;
  for (const { path } of captureFixtures()) {
    const bytes = fixtureBytes(path);
    const symbols = new Symbols();
    compare(bytes.subarray(0, 200_000), symbols);
    const again = compare(bytes.subarray(0, 200_000), symbols);
    judged += again.judged;
    lines += again.lines;
  }
  // Nearly all: what is left are signals, exits, messages and output.
  expect(judged / lines).toBeGreaterThan(0.7);
});

test('in whatever else comes in', () => {
  fc.assert(
    fc.property(captureBytes, (bytes) => {
      const symbols = new Symbols();
      compare(bytes, symbols);
      compare(bytes, symbols);
    }),
    { numRuns: 300 },
  );
});

test('a path is known to other threads when it has been published', () => {
  const { scanner, paths } = new Symbols();
  const long = Buffer.from('x'.repeat(300_000));
  const ids = ['/a', '/b', '/a'].map((path) => paths.idOf(Buffer.from(path), 0, path.length));
  const longId = paths.idOf(long, 0, long.length);
  expect(ids).toEqual([0, 1, 0]);
  expect(paths.size).toBe(0);
  paths.publish();
  expect(paths.size).toBe(3);
  expect(latin1(paths.bytes(1))).toBe('/b');
  expect(paths.bytes(longId).length).toBe(300_000);
  expect(scanner.memory.exports.pathCount()).toBe(3);
});
