// Threads whose making the filter left out: only their ends are in the capture.
import { expect, test } from 'vitest';
import { diagnoseLines } from '../fixtures.ts';

test('they are no children that failed, or that were started after a failure', () => {
  const { report } = diagnoseLines([
    '7 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 19',
    '7 bind(19, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EACCES (Permission denied)',
    '7 write(2, "node:events:502\\n      throw er; "..., 602) = 602',
    ...[11, 12, 13].map((tid) => `${tid} +++ exited with 0 +++`),
    '7 exit_group(1) = ?',
    '14 +++ exited with 1 +++',
    '7 +++ exited with 1 +++',
  ]);
  expect(report.findings).toMatchObject([{ code: 'net/permission-denied', subject: '127.0.0.1:80' }]);
});

test("a child that its parent killed and whose status it passes on decided the parent's end", () => {
  const { report } = diagnoseLines([
    '7 execve("/usr/bin/bash", ["bash", "run.sh"], 0x7ffe /* 9 vars */) = 0',
    '7 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f) = 8',
    '8 execve("/usr/bin/worker", ["worker"], 0x7ffe /* 9 vars */) = 0',
    '7 kill(8, SIGKILL) = 0',
    '8 +++ killed by SIGKILL +++',
    '7 wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}], 0, NULL) = 8',
    '7 exit_group(137) = ?',
    '7 +++ exited with 137 +++',
  ]);
  expect(report.findings).toMatchObject([{ code: 'process/killed', subject: 'SIGKILL' }]);
});
