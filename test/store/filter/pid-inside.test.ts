// A process of another pid namespace is found by both of its pids.
import { expect, test } from 'vitest';
import { kept } from './kept.ts';
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
])('%s', (expression, events) => expect(kept(expression, subjectOf(Buffer.from(TEXT)))).toEqual(events));
