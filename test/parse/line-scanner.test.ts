// The quick scanner says of a line what scan-line.ts says, or nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latin1 } from '../../src/parse/latin1.ts';
import { Symbols } from '../../src/parse/symbols.ts';
import { captureFixtures, fixtureBytes } from '../fixtures/captures.ts';
import { captureBytes } from './any-input.ts';
import { compareScanners } from './both-scanners.ts';

test('in captures of all versions', () => {
  let judged = 0;
  let lines = 0;
  for (const { path } of captureFixtures()) {
    const bytes = fixtureBytes(path);
    const symbols = new Symbols();
    compareScanners(bytes.subarray(0, 200_000), symbols);
    const again = compareScanners(bytes.subarray(0, 200_000), symbols);
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
      compareScanners(bytes, symbols);
      compareScanners(bytes, symbols);
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
