// Which line of what a program printed is told as its last word.
import { expect, test } from 'vitest';
import { isUncaught, lastWords } from '../../src/analyse/last-words.ts';
import type { Saying } from '../../src/analyse/spoken.ts';

const saying = (text: string, fd = 2): Saying => ({ process: 0, first: 0, last: 0, fd, text, truncated: false, pieces: [] });
const told = (...lines: readonly (string | Saying)[]) =>
  lastWords(lines.map((line) => (typeof line === 'string' ? saying(line) : line)))?.text ?? null;

test('the last line that speaks of an error, not what a runtime prints behind it', () => {
  expect(told('RangeError: depth 12 exceeds 10', '    at main (app.js:3:1)', 'Node.js v24.1.0')).toBe('RangeError: depth 12 exceeds 10');
});

test("the loader's complaint about a preload is nobody's last word", () => {
  expect(told("ERROR: ld.so: object '/x.so' from LD_PRELOAD cannot be preloaded (cannot open shared object file): ignored.")).toBeNull();
});

test('results on standard output are none, unless they are a few words', () => {
  expect(
    told(
      ...['< redis:x:105:', '> games:x:60:', '< mail:x:8:', '> news:x:9:', '< uucp:x:10:', '> proxy:x:13:', '> list'].map((line) => saying(line, 1)),
    ),
  ).toBeNull();
  expect(told(saying('cache not up', 1))).toBe('cache not up');
});

test('a protocol between programs is not for people; colours and emoji are', () => {
  expect(told('\u0004type"\ttest:fail"\u0004name"', 'o"\udcff\u000ffail')).toBeNull();
  expect(told('\u001b[31m💥 build failed\u001b[0m')).toBe('\u001b[31m💥 build failed\u001b[0m');
});

test.each([
  ['ValueError: bad input', true],
  ['java.lang.IllegalStateException: closed', true],
  ['panic: runtime error: index out of range', true],
  ['make: *** [Makefile:3: all] Error 1', false],
  ['error: linker failed', false],
])('%s: an exception that nobody caught? %s', (text, wanted) => {
  expect(isUncaught(saying(text))).toBe(wanted);
});
