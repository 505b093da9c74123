// What processes said.
import { expect, test } from 'vitest';
import { namesThing, sayingsOf } from '../../src/analyse/spoken.ts';
import { rawText } from '../../src/model/raw-text.ts';
import { inquiryOf } from './fixtures.ts';

const texts = (lines: readonly string[], printed: string | null = null) =>
  sayingsOf(inquiryOf(lines, { printed: printed === null ? null : { stderr: rawText(printed), stdout: rawText('') } }), 0).map(
    ({ text, truncated }) => [text, truncated],
  );

test('single bytes are put together to lines', () => {
  expect(texts(['write(2, "n", 1) = 1', 'write(2, "o", 1) = 1', 'write(1, "other\\n", 6) = 6', 'write(2, "\\n", 1) = 1'])).toEqual([
    ['other', false],
    ['no', false],
  ]);
});

test('pieces of a writev are one line', () => {
  expect(texts(['writev(2, [{iov_base="a", iov_len=1}, {iov_base=": b\\n", iov_len=4}], 2) = 5'])).toEqual([['a: b', false]]);
});

test('a text cut by strace is said to be cut', () => {
  expect(texts(['write(2, "cannot open /very/long/path/to/so"..., 60) = 60'])).toEqual([['cannot open /very/long/path/to/so', true]]);
});

test('what the command printed completes it', () => {
  expect(texts(['write(2, "cannot open /very/lo"..., 27) = 27'], 'cannot open /very/long/path\n')).toEqual([['cannot open /very/long/path', false]]);
});

test('of an endless line both ends are kept, also where it is written piece by piece', () => {
  const bars = '#'.repeat(30_000);
  const kept = [[`cannot fetch x ${'#'.repeat(4081)} … ${'#'.repeat(4083)} disk is full`, false]];
  expect(texts([`write(2, "cannot fetch x ${bars} disk is full\\n", 9) = 9`])).toEqual(kept);
  expect(
    texts(['write(2, "cannot fetch x ", 9) = 9', `write(2, "${bars}", 9) = 9`, `write(2, "${bars}", 9) = 9`, 'write(2, " disk is full", 9) = 9']),
  ).toEqual(kept);
});

test('other descriptors are no speech', () => {
  expect(texts(['write(5, "x\\n", 2) = 2'])).toEqual([]);
});

test('a name is a word of its own', () => {
  expect(namesThing('bash: go: command not found', 'go')).toBe(true);
  expect(namesThing('cargo failed', 'go')).toBe(false);
  expect(namesThing('python3.11 failed', 'python3')).toBe(false);
  expect(namesThing('no python3.', 'python3')).toBe(true);
});
