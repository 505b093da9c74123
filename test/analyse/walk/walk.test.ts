// Who decided the end.
import { expect, test } from 'vitest';
import { walkBlame } from '../../../src/analyse/walk/walk.ts';
import { inquiryOf } from '../fixtures.ts';

const child = (pid: number, status: number, lines: readonly string[] = []) => [
  `10 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7) = ${pid}`,
  `${pid} execve("/usr/bin/tool${pid}", ["tool${pid}"], 0x7 /* 3 vars */) = 0`,
  ...lines,
  `${pid} exit_group(${status}) = ?`,
  `${pid} +++ exited with ${status} +++`,
  `10 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == ${status}}], 0, NULL) = ${pid}`,
];
const run = (...lines: readonly string[]) => {
  const inquiry = inquiryOf(['10 execve("/bin/bash", ["bash", "a.sh"], 0x7 /* 3 vars */) = 0', ...lines]);
  const { steps, end } = walkBlame(inquiry);
  return { pids: steps.map(({ process }) => inquiry.trace.processes[process]?.pid), end };
};

test('the last child, whose status is passed on', () => {
  expect(run(...child(11, 1), ...child(12, 0), ...child(13, 7), '10 exit_group(7) = ?', '10 +++ exited with 7 +++').pids).toEqual([10, 13]);
});

test('a failure that was got over long before is not the one', () => {
  const { pids, end } = run(
    ...child(11, 5),
    ...child(12, 0),
    ...child(13, 0),
    ...child(14, 0),
    ...child(15, 0),
    '10 write(2, "no rows\\n", 8) = 8',
    '10 exit_group(1) = ?',
    '10 +++ exited with 1 +++',
  );
  expect(pids).toEqual([10]);
  expect(end.kind).toBe('own');
});

test('a signal becomes 128 and its number in a shell', () => {
  const killed = ['11 --- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL} ---', '11 +++ killed by SIGSEGV +++'];
  const { end } = run(
    '10 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7) = 11',
    '11 execve("/usr/bin/tool", ["tool"], 0x7 /* 3 vars */) = 0',
    '11 brk(NULL) = 0x1',
    ...killed,
    '10 wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV}], 0, NULL) = 11',
    '10 exit_group(139) = ?',
    '10 +++ exited with 139 +++',
  );
  expect(end).toMatchObject({ kind: 'aim', aim: { kind: 'death', signal: 'SIGSEGV' } });
});

test('the reader had enough: SIGPIPE of a writer is no failure', () => {
  const { end } = run(
    '10 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7) = 11',
    '11 execve("/usr/bin/yes", ["yes"], 0x7 /* 3 vars */) = 0',
    '11 --- SIGPIPE {si_signo=SIGPIPE, si_code=SI_USER, si_pid=11, si_uid=0} ---',
    '11 +++ killed by SIGPIPE +++',
    '10 wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGPIPE}], 0, NULL) = 11',
    '10 write(2, "wrong\\n", 6) = 6',
    '10 exit_group(1) = ?',
    '10 +++ exited with 1 +++',
  );
  expect(end.kind).toBe('own');
});

test('a failed open that the process names is its own', () => {
  const { end } = run(
    '10 openat(AT_FDCWD, "/etc/app.conf", O_RDONLY) = -1 ENOENT (No such file or directory)',
    '10 write(2, "cannot read /etc/app.conf\\n", 26) = 26',
    '10 exit_group(1) = ?',
    '10 +++ exited with 1 +++',
  );
  expect(end).toMatchObject({ kind: 'aim', aim: { kind: 'use-file', path: '/etc/app.conf' } });
});
