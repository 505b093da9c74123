// A search finds what its slow definition finds: the nearest event, among the kept, one of whose lines has the text.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FilterSubject } from '../../../src/store/filter/compile-filter.ts';
import { FilterRun } from '../../../src/store/filter/filter-run.ts';
import { literalOf } from '../../../src/store/filter/pattern-literal.ts';
import { readFilter } from '../../../src/store/filter/read-filter.ts';
import { searchFor } from '../../../src/store/filter/text-search.ts';
import { subjectOf } from './subject.ts';

const NAMES = ['openat', 'read', 'futex', 'needle', 'stat64', 'é', '\x80'];

/** Lines of three threads, halves far apart, output in between: what a word stands in is not in the order of the events. */
const line = fc.oneof(
  fc.tuple(fc.nat(2), fc.constantFrom(...NAMES)).map(([tid, name]) => `${tid + 7} read(3, "${name}", 9) = 9`),
  fc.tuple(fc.nat(2), fc.constantFrom(...NAMES)).map(([tid, name]) => `${tid + 7} read(3, "${name}" <unfinished ...>`),
  fc.tuple(fc.nat(2), fc.constantFrom(...NAMES)).map(([tid, name]) => `${tid + 7} <... read resumed>"${name}", 9) = -1 EIO (${name})`),
  fc.constantFrom(...NAMES).map((name) => `output ${name} 7 close(3) = 0`),
  fc.constantFrom('', 'needle', '7 +++ exited with 0 +++'),
);
const capture = fc.array(line, { minLength: 1, maxLength: 40 }).map((lines) => Buffer.from(`7 close(9) = 0\n${lines.join('\n')}\n`, 'latin1'));
const texts = fc.constantFrom(
  'needle',
  'e',
  'EIO',
  'read(3',
  '/nee+dle/',
  '/read.*9/',
  '/[ns]e/',
  '/(open|stat)/',
  '/= \\d/',
  'nowhere',
  'resumed>"f',
  'é',
);

function slowSearch(text: string, from: number, direction: 1 | -1, { trace }: FilterSubject, kept: (event: number) => boolean): number | null {
  const pattern = /^\/(.+)\/$/.exec(text)?.[1];
  const has = (line: string): boolean => (pattern === undefined ? line.includes(text) : new RegExp(pattern).test(line));
  const { eventCount } = trace;
  const start = Math.max(-1, Math.min(from, eventCount));
  for (let step = 1; step <= eventCount + 1; step++) {
    const event = (((start + direction * step) % (eventCount + 1)) + eventCount + 1) % (eventCount + 1);
    if (event < eventCount && event !== start && kept(event) && trace.rawLines(event).some(has)) return event;
  }
  return start >= 0 && start < eventCount && kept(start) && trace.rawLines(start).some(has) ? start : null;
}

function search(text: string, from: number, direction: 1 | -1, subject: FilterSubject, filter: FilterRun | null): number | null {
  const work = searchFor(text, from, direction, subject, filter);
  while (work.step());
  expect(work.part).toBeLessThanOrEqual(1);
  return work.found;
}

test('forwards and backwards, from anywhere, it is the nearest one', () => {
  fc.assert(
    fc.property(capture, texts, fc.integer({ min: -1, max: 45 }), fc.constantFrom<1 | -1>(1, -1), (bytes, text, from, direction) => {
      const subject = subjectOf(bytes);
      expect(search(text, from, direction, subject, null)).toBe(slowSearch(text, from, direction, subject, () => true));
    }),
    { numRuns: 250 },
  );
});

test('among what a filter keeps, before it has come to its end', () => {
  const filters = fc.constantFrom('call:read', 'fail:', 'pid:8', '!call:read', 'needle');
  fc.assert(
    fc.property(
      capture,
      texts,
      filters,
      fc.integer({ min: -1, max: 45 }),
      fc.constantFrom<1 | -1>(1, -1),
      (bytes, text, expression, from, direction) => {
        const subject = subjectOf(bytes);
        const reading = readFilter(expression);
        if (reading.kind === 'error') throw new Error(expression);
        const filter = new FilterRun(reading.expression, false, subject);
        const found = search(text, from, direction, subject, filter);
        while (filter.step());
        expect(found).toBe(slowSearch(text, from, direction, subject, (event) => filter.kept.has(event)));
      },
    ),
    { numRuns: 150 },
  );
});

test('hits across the blocks and steps in which a large file is read', () => {
  const word = 'a-needle-that-is-long';
  const lines = Array.from({ length: 60_000 }, (_, at) => `7 read(3, "${'x'.repeat(at % 97)}${at % 9973 === 7 ? word : ''}", 9) = ${at}`);
  const subject = subjectOf(Buffer.from(`${lines.join('\n')}\n`));
  const hits = lines.flatMap((text, at) => (text.includes(word) ? [at] : []));
  const found: (number | null)[] = [];
  for (let from = -1; found.length < hits.length; from = found.at(-1) ?? -1) found.push(search(word, from, 1, subject, null));
  expect(found).toEqual(hits);
  const back: (number | null)[] = [];
  for (let from = lines.length; back.length < hits.length; from = back.at(-1) ?? -1) back.push(search(word, from, -1, subject, null));
  expect(back.reverse()).toEqual(hits);
});

describe('the text that a pattern must find', () => {
  test.each([
    [/needle.*trace/, 'needle'],
    [/open(at)?/, ''],
    [/SIG[A-Z]+, .*sin_port/, 'sin_port'],
    [/colou?r\.yes/, 'r.yes'],
    [/ab{2}\/usr/, '/usr'],
    [/a|b/, ''],
    [/deadbeef/, ''],
    [/\x41bcdefghi/, ''],
    [/tries+\d/, 'tries'],
    [/^\s*\+\+\+ killed$/, '+++ killed'],
  ])('of %s it is "%s"', (pattern, text) => {
    expect(literalOf(pattern)).toBe(text);
  });

  test('is in whatever the pattern matches', () => {
    const parts = fc.constantFrom('needle', 'x', '.*', '\\d', 'y?', '[ab]', 'n+', 'z*', '\\.', 'q{2}', 'q{0,1}', '\\/', ' = ');
    const subjects = fc.array(fc.constantFrom('needle', 'x', '7', 'y', 'a', 'n', 'zz', '.', 'qq', '/', ' = '), { maxLength: 9 });
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 4 }), subjects, (pattern, text) => {
        const expression = new RegExp(pattern.join(''));
        if (expression.test(text.join(''))) expect(text.join('')).toContain(literalOf(expression));
      }),
      { numRuns: 2000 },
    );
  });
});
