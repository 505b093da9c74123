// A process of another pid namespace is found by both of its pids.
import { expect, test } from 'vitest';
import { FilterRun } from '../../../src/store/filter/filter-run.ts';
import { readFilter } from '../../../src/store/filter/read-filter.ts';
import { subjectOf } from './subject.ts';

const TEXT = `70 clone(child_stack=NULL, flags=CLONE_NEWPID|SIGCHLD) = 77
77 getpid() = 1 /* 77 in strace's PID NS */
77 clone(child_stack=NULL, flags=SIGCHLD) = 2 /* 78 in strace's PID NS */
78 close(3) = 0
`;

test.each([
  ['pid:78', [3]],
  ['pid:2', [3]],
  ['tree:1', [1, 2, 3]],
  ['pid:3', []],
])('%s', (expression, kept) => {
  const reading = readFilter(expression);
  if (reading.kind === 'error') throw new Error(reading.mistake.says);
  const run = new FilterRun(reading.expression, false, subjectOf(Buffer.from(TEXT)));
  while (run.step());
  expect([...run.kept.events.subarray(0, run.kept.length)]).toEqual(kept);
});
