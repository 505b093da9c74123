// Locks that a process waited for until its own timer ran out.
import { expect, test } from 'vitest';
import { diagnoseLines } from '../fixtures.ts';

const start = [
  '7 execve("/usr/bin/flock", ["flock", "-w", "2", "q.lock", "true"], 0x7ffe /* 9 vars */) = 0',
  '7 openat(AT_FDCWD, "/srv/q.lock", O_RDONLY|O_CREAT, 0666) = 3',
];
const wait = [
  '7 flock(3, LOCK_EX) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
  '7 --- SIGALRM {si_signo=SIGALRM, si_code=SI_TIMER, si_timerid=0} ---',
];
const ends = ['7 exit_group(1) = ?', '7 +++ exited with 1 +++'];

test('a lock whose wait the timer ended is what the process gave up for', () => {
  expect(diagnoseLines([...start, ...wait, ...ends]).report.findings).toMatchObject([{ code: 'file/locked', subject: '/srv/q.lock' }]);
});

test('one that was asked for again and given is not', () => {
  const { report } = diagnoseLines([...start, ...wait, '7 flock(3, LOCK_EX) = 0', ...ends]);
  expect(report.findings).toMatchObject([{ code: 'program/own-error' }]);
});
