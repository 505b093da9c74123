// How far long work is, in words.
import { expect, test } from 'vitest';
import { progressWords } from '../../src/tui/progress-words.ts';

test.each([
  ['nobody could read it', { part: 0.5, workedMs: 200 }, ''],
  ['too early for a time left', { part: 0.3, workedMs: 900 }, ', 30 %'],
  ['too little done for a time left', { part: 0.01, workedMs: 5000 }, ', 1 %'],
  ['seconds', { part: 0.41, workedMs: 2000 }, ', 41 %, 3 s left'],
  ['minutes', { part: 0.1, workedMs: 20_000 }, ', 10 %, 03:00 left'],
])('%s', (_, headway, words) => {
  expect(progressWords(headway)).toBe(words);
});
