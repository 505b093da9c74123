// Percentiles and histograms of durations, held against sorting them all.
import { expect, test } from 'vitest';
import { distributionOf } from '../../../src/analyse/time/distribution.ts';

test('percentiles are those of the sorted durations, to an eighth', () => {
  const durations = Array.from({ length: 5000 }, (_, at) => Math.floor(1000 * 1.004 ** at));
  const spread = distributionOf(durations);
  for (const share of [0.5, 0.9, 0.99]) {
    const exact = durations[Math.ceil(share * durations.length) - 1]!;
    expect(spread.percentile(share) / exact).toBeGreaterThanOrEqual(1);
    expect(spread.percentile(share) / exact).toBeLessThan(1.13);
  }
  expect(spread.percentile(1)).toBe(spread.maxNs);
});

test('bars count by powers of two, also beyond 32 bits', () => {
  const { bars, count } = distributionOf([0, 1, 3, 1024, 2047, 2 ** 40]);
  expect(count).toBe(6);
  expect(bars[0]).toBe(2);
  expect([bars[1], bars[10], bars[40]]).toEqual([1, 2, 1]);
  expect(bars).toHaveLength(41);
});

test('nothing has no percentile', () => {
  expect(distributionOf([]).percentile(0.5)).toBeNaN();
});
