// A parent whose children the kernel forgets.
import { expect, test } from 'vitest';
import { diagnoseLines } from './fixtures.ts';

const lines = (waited: string): string[] => [
  '7 execve("/usr/bin/lua", ["lua", "build.lua"], 0x7ffe /* 9 vars */) = 0',
  '7 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f) = 8',
  '8 execve("/bin/sh", ["sh", "-c", "true"], 0x7ffe /* 9 vars */) = 0',
  '8 exit_group(0) = ?',
  '8 +++ exited with 0 +++',
  waited,
  '7 write(2, "lua: No child processes\\n", 24) = 24',
  '7 exit_group(1) = ?',
  '7 +++ exited with 1 +++',
];

test('a child that ended and cannot be waited for: SIGCHLD is ignored', () => {
  const { report } = diagnoseLines(lines('7 wait4(8, 0x7ffc, 0, NULL) = -1 ECHILD (No child processes)'));
  expect(report.findings[0]).toMatchObject({ code: 'process/signal-ignored', subject: 'SIGCHLD', errno: 'ECHILD' });
});

test('a child that was heard of is nothing of the kind', () => {
  const { report } = diagnoseLines(lines('7 wait4(8, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 8'));
  expect(report.findings[0]?.code).toBe('program/own-error');
});

test('who wants to trace what is traced already cannot', () => {
  const { report } = diagnoseLines([
    '7 execve("/usr/bin/dbg", ["dbg"], 0x7ffe /* 9 vars */) = 0',
    '7 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f) = 8',
    '7 ptrace(PTRACE_ATTACH, 8) = -1 EPERM (Operation not permitted)',
    '7 write(2, "attach: Operation not permitted\\n", 32) = 32',
    '7 exit_group(6) = ?',
    '7 +++ exited with 6 +++',
    '8 exit_group(0) = ?',
    '8 +++ exited with 0 +++',
  ]);
  expect(report.findings[0]).toMatchObject({ code: 'process/refuses-under-trace', subject: 'ptrace' });
});
