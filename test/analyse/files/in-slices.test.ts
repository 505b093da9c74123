// Rows that are sorted with pauses.
import { expect, test } from 'vitest';
import { sortInSlices } from '../../../src/analyse/files/in-slices.ts';
import { answerOf } from '../survey.ts';

test('many rows are sorted as one sort would, with pauses', () => {
  const weights = Array.from({ length: 20_011 }, (_, row) => (row * 7919) % 613);
  const rows = weights.map((_, row) => row);
  const compare = (a: number, b: number) => weights[a]! - weights[b]!;
  expect([...answerOf(sortInSlices(rows, compare))]).toEqual(rows.toSorted(compare));
  expect([...sortInSlices(rows, compare)].length).toBeGreaterThan(20);
});

test('no rows, and fewer than a slice', () => {
  expect([...answerOf(sortInSlices([], () => 0))]).toEqual([]);
  expect([...answerOf(sortInSlices([3, 1, 2], (a, b) => a - b))]).toEqual([1, 2, 3]);
});
