// When a spool is looked at for its size, and what is given up then.
import { expect, test } from 'vitest';
import { nextHole, nextLookMs, sparingUnread } from '../../src/capture/space-watch.ts';

test.each([
  ['much room: seldom', 4 * 2 ** 30, null, 2000],
  ['ten megabytes: in time for the fastest writer', 10_000_000, null, 100],
  ['none: at once', -5, null, 5],
  ['nothing was written since: less and less often', 10_000, 5, 10],
  ['but often enough for what may come', 10_000, 5000, 250],
])('%s', (_, roomBytes, lastMs, againMs) => {
  expect(nextLookMs(roomBytes, lastMs)).toBe(againMs);
});

test('nothing is given up while there is room', () => {
  expect(nextHole(1_000_000, 874_999, null)).toBeNull();
});
test('the first lines stay, and five eighths of the size in all', () => {
  expect(nextHole(1_000_000, 875_000, null)).toEqual({ start: 65_536, end: 315_536 });
});
test('a hole only grows at its end', () => {
  const before = { start: 65_536, end: 315_536 };
  expect(nextHole(1_000_000, 1_124_999, before)).toBeNull();
  expect(nextHole(1_000_000, 1_125_000, before)).toEqual({ start: 65_536, end: 565_536 });
});

test.each([
  ['all of it is read: all of it', 600_000, 1, { start: 65_536, end: 565_536 }],
  ['a part is read, and worth the work: that part', 500_000, 1, { start: 65_536, end: 500_000 }],
  ['hardly more is read than is gone already: nothing yet', 400_000, 1, null],
  ['nothing is read yet: nothing', 0, 1, null],
  ['nothing is read yet and no room is left: all of it', 0, 0, { start: 65_536, end: 565_536 }],
])('what is not read yet is spared while there is room; %s', (_, readUpTo, roomBytes, hole) => {
  const before = { start: 65_536, end: 315_536 };
  expect(sparingUnread(1_000_000, { start: 65_536, end: 565_536 }, before, readUpTo, roomBytes)).toEqual(hole);
});
