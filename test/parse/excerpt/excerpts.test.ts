// Excerpts as people paste them: the calls in them, and the lines of the text that these stand in.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksQuoted } from '../../../src/parse/excerpt/looks-quoted.ts';
import { undress } from '../../../src/parse/excerpt/undress.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { excerptFixtures } from '../../fixtures/excerpts.ts';

const fixtures = excerptFixtures();

/** `LINE[-LAST] NAME RESULT [ERRNO]`, as the fixtures say it. */
function callsIn(bytes: Uint8Array): readonly string[] {
  const undressed = looksQuoted(bytes, true) === 'quoted' ? undress(bytes) : null;
  const trace = traceFromText(undressed?.bytes ?? bytes);
  const calls: string[] = [];
  for (let event = 0; event < trace.eventCount; event++) {
    if (trace.kind(event) !== 'call') continue;
    const { line, endLine } = trace.lines(event);
    const [first, last] = undressed === null ? [line, endLine] : [undressed.map.first(line), undressed.map.last(endLine)];
    const errno = trace.errno(event);
    calls.push(
      `${first}${last > first ? `-${last}` : ''} ${trace.name(event)} ${trace.result(event) ?? 'pending'}${errno === null ? '' : ` ${errno}`}`,
    );
  }
  return calls;
}

test.each(fixtures)('$name', ({ bytes, calls }) => {
  expect(callsIn(bytes)).toEqual(calls);
});

describe('each line of the text is in the copy, in order, and nothing else is', () => {
  const someLines = fc.array(
    fc.oneof(
      fc.constantFrom(...fixtures.flatMap(({ bytes }) => Buffer.from(bytes).toString('latin1').split('\n'))),
      fc.string({ unit: 'binary', maxLength: 60 }),
    ),
    { maxLength: 25 },
  );

  test.each([
    ['lines of quotations in any order', someLines.map((lines) => Buffer.from(lines.join('\n'), 'latin1'))],
    ['any bytes', fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))],
  ])('%s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const { bytes, map } = undress(text);
        const count = bytes.filter((byte) => byte === 10).length;
        let covered = 0;
        for (let line = 1; line <= count; line++) {
          const [first, last] = [map.first(line), map.last(line)];
          // A line may have become several; none is left out.
          expect([covered, covered + 1]).toContain(first);
          expect(last).toBeGreaterThanOrEqual(first);
          covered = last;
        }
        expect(covered).toBe(map.lines);
      }),
      { numRuns: 200 },
    );
  });
});

test('where the look at the beginning ends changes nothing', () => {
  for (const { bytes, name } of fixtures) {
    const whole = looksQuoted(bytes, true);
    for (let end = 1; end < Math.min(bytes.length, 600); end += 7) {
      const early = looksQuoted(bytes.subarray(0, end), false);
      if (early !== 'open') expect([name, end, early]).toEqual([name, end, whole]);
    }
  }
});
