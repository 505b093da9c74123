// Filters by call keep the lines of a -c table that count such calls.
import { expect, test } from 'vitest';
import { kept, typedFilter } from './kept.ts';
import { slowFilter } from './slow-filter.ts';
import { subjectOf } from './subject.ts';

const TEXT = `openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3
write(1, "openat", 6) = 6
% time     seconds  usecs/call     calls    errors syscall
------ ----------- ----------- --------- --------- ----------------
 61.10    0.001100          91         1           openat
 38.90    0.000700           5         1           write
------ ----------- ----------- --------- --------- ----------------
100.00    0.001800                     2           total
`;

test.each([
  ['call:openat', [0, 4]],
  ['call:%file', [0, 4]],
  ['!call:openat', [1, 2, 3, 5, 6, 7]],
  ['call:total', []],
  ['openat', [0, 1, 4]],
])('%s', (expression, events) => {
  const subject = subjectOf(Buffer.from(TEXT));
  expect(kept(expression, subject)).toEqual(events);
  expect(slowFilter(typedFilter(expression), subject)).toEqual(events);
});
