// Who is whose child, and who is the root.
import { expect, test } from 'vitest';
import { inquiryOf } from './fixtures.ts';

test('without clone in the capture, SIGCHLD tells who the parent is', () => {
  const { family, trace } = inquiryOf([
    '20 openat(AT_FDCWD, "/x", O_RDONLY) = -1 ENOENT (No such file or directory)',
    '20 +++ exited with 3 +++',
    '10 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=20, si_uid=0, si_status=3, si_utime=0, si_stime=0} ---',
    '10 +++ exited with 3 +++',
  ]);
  expect(trace.processes[family.root]?.pid).toBe(10);
  expect(family.childrenOf(family.root).map(({ process, end }) => [trace.processes[process]?.pid, end])).toMatchObject([
    [20, { kind: 'exit', status: 3 }],
  ]);
});

test('a child whose calls are not in the capture is unseen, and told once', () => {
  const { family } = inquiryOf([
    'execve("/bin/bash", ["bash"], 0x7 /* 3 vars */) = 0',
    'clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7) = 31',
    'wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 31',
    '--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=31, si_uid=0, si_status=3, si_utime=0, si_stime=0} ---',
    '+++ exited with 3 +++',
  ]);
  expect(family.childrenOf(family.root)).toEqual([]);
  expect(family.unseenChildrenOf(family.root)).toMatchObject([{ pid: 31, status: { kind: 'exit', status: 3 } }]);
});

test('threads that only end, before all else, are not the command', () => {
  const { family, trace } = inquiryOf([
    '22 +++ exited with 0 +++',
    '20 +++ exited with 1 +++',
    '10 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=20, si_uid=0, si_status=1, si_utime=0, si_stime=0} ---',
    '10 +++ exited with 5 +++',
  ]);
  expect(trace.processes[family.root]?.pid).toBe(10);
});

test('a pid that recurs among the descendants of its first owner makes nobody the child of its own child', () => {
  const { family, trace } = inquiryOf([
    '10 getpid() = 10',
    '7 fork() = 9',
    '7 exit_group(0) = ?',
    '7 +++ exited with 0 +++',
    '9 fork() = 7',
    '7 getpid() = 7',
    '7 +++ exited with 4 +++',
    '9 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=7, si_uid=0, si_status=4, si_utime=0, si_stime=0} ---',
  ]);
  const ancestors = (process: number | null): number[] =>
    process === null ? [] : [trace.processes[process]!.pid, ...ancestors(family.parentOf(process))];
  expect(trace.processes.map(({ index }) => ancestors(index))).toEqual([[10], [7, 10], [9, 7, 10], [7, 9, 7, 10]]);
});
