// How soon a growing file is looked at again.
import { expect, test } from 'vitest';
import { lookAgainMs } from '../../src/capture/look-again.ts';

test.each([
  [0, 30],
  [200, 30],
  [480, 60],
  [960, 120],
  [3_600_000, 120],
])('quiet for %i ms: again in %i ms', (quietMs, againMs) => {
  expect(lookAgainMs(quietMs)).toBe(againMs);
});
