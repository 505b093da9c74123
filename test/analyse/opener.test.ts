// From a descriptor to the call that opened it.
import { expect, test } from 'vitest';
import { openerOf } from '../../src/analyse/opener.ts';
import { inquiryOf } from './fixtures.ts';
import { answerOf } from './survey.ts';

const LINES = [
  '7 openat(AT_FDCWD, "/etc/x", O_RDONLY) = 3',
  '7 dup2(3, 9) = 9',
  '7 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD) = 8',
  '8 read(9, "x", 1) = 1',
  '8 write(1, "x", 1) = 1',
];
const opener = (event: number, fd: number) => answerOf(openerOf(inquiryOf(LINES), event, fd));

test('across dup and fork', () => expect(opener(3, 9)).toEqual({ event: 0, process: 0, what: '/etc/x' }));
test('what was open before has no call', () => expect(opener(4, 1)).toMatchObject({ event: null, process: null }));
