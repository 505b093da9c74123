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

test('in a call whose path holds a result, and whose own has a security context behind it', () => {
  const bytes = Buffer.from('dup(0) = 0\ndup("a) = 3 (", 0) = 4 [u:o:etc_t:s0] (INJECTED)\ndup(0) = 4 [u:o:etc_t:s0]\n');
  const symbols = new Symbols();
  expect(compareScanners(bytes, symbols)).toEqual({ judged: 0, lines: 3 });
  expect(compareScanners(bytes, symbols)).toEqual({ judged: 1, lines: 3 });
});

/** Digits, and now and then what stands beside them in ASCII. */
const digits = (most: number) =>
  fc.array(fc.constantFrom(...'0123456789'.repeat(4), '/', ':', 'a'), { minLength: 1, maxLength: most }).map((some) => some.join(''));
const numbered = fc
  .tuple(
    fc.constantFrom(...['', '[pid ', ' ']),
    digits(9),
    fc.oneof(digits(12), fc.constantFrom('0000000000', '0099999999', '1000000000', '1795449349')),
    fc.oneof(digits(10), fc.constantFrom('123456', '00000/', '12345:')),
    fc.constantFrom('read(3, "x = 1) = 0", 5)', 'a_very_long_name_of_a_call(1)', 'brk(NULL)', '<... read resumed>)'),
    fc.oneof(
      digits(20),
      digits(18).map((value) => `-${value}`),
      fc.stringMatching(/^0x[0-9a-g]{1,18}$/),
    ),
    fc.oneof(digits(3), fc.constant('0')),
    fc.oneof(digits(10), digits(6)),
  )
  .map(
    ([open, pid, seconds, fraction, call, value, tookSeconds, took]) =>
      `${open}${pid}${open.startsWith('[') ? ']' : ''} ${seconds}.${fraction} ${call} = ${value} <${tookSeconds}.${took}>`,
  );

test('in numbers of any length', () => {
  fc.assert(
    fc.property(fc.array(numbered, { minLength: 1, maxLength: 20 }), (lines) => {
      const symbols = new Symbols();
      const bytes = Buffer.from(`read(0) = 0\na_very_long_name_of_a_call(0) = 0\nbrk(0) = 0\n${lines.join('\n')}\n`);
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
