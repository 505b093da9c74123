// Whatever comes in, every byte of it belongs to exactly one record, and where chunks end does not matter.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { captureFixtures, fixtureBytes } from '../fixtures/captures.ts';
import { captureBytes } from './any-input.ts';
import { assertCovered, parseInChunks } from './pieces.ts';

test('every byte belongs to exactly one record', () => {
  fc.assert(
    fc.property(captureBytes, (bytes) => assertCovered(bytes, parseInChunks(bytes, [bytes.length]))),
    { numRuns: 500 },
  );
});

test('where a chunk ends changes nothing', () => {
  fc.assert(
    fc.property(captureBytes, fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }), (bytes, sizes) => {
      expect(parseInChunks(bytes, sizes)).toEqual(parseInChunks(bytes, [bytes.length]));
    }),
    { numRuns: 300 },
  );
});

test.each(captureFixtures().filter((_, at) => at % 4 === 0))('$name: every byte belongs to one record, in chunks too', ({ path }) => {
  const bytes = fixtureBytes(path);
  const whole = parseInChunks(bytes, [bytes.length]);
  assertCovered(bytes, whole);
  expect(parseInChunks(bytes, [997])).toEqual(whole);
});
