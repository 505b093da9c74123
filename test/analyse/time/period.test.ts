// Finds the rhythm of times, and none where there is none.
import { expect, test } from 'vitest';
import { periodOf } from '../../../src/analyse/time/period.ts';

const S = 1e9;

test('finds a period through missing beats', () => {
  const period = periodOf([0, 1.5, 3, 6, 7.5, 10.5].map((s) => (s + 0.2) * S));
  expect(period!.periodNs / S).toBeCloseTo(1.5, 2);
  expect(period).toMatchObject({ count: 6 });
});

test('finds it through a little jitter', () => {
  const off = [0, 0.03, -0.04, 0.02, 0.05, -0.03, 0];
  expect(periodOf(off.map((by, at) => (at * 2 + by) * S))!.periodNs / S).toBeCloseTo(2, 1);
});

test('finds none in times without rhythm, or in too few', () => {
  expect(periodOf([0, 0.31, 1.74, 2.02, 3.9, 4.35, 6.8, 7.01, 9.77].map((s) => s * S))).toBeNull();
  expect(periodOf([0, S, 2 * S])).toBeNull();
  expect(periodOf([])).toBeNull();
});
