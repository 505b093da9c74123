// A shell ends with 126 for a file that it found and could not start: execve's ENOENT then speaks of the interpreter.
import { expect, test } from 'vitest';
import { diagnoseLines } from './fixtures.ts';

const run = (status: number) => [
  '20 execve("./ci", ["./ci"], 0x55 /* 8 vars */) = 0',
  '21 execve("./mvnx", ["./mvnx", "-q"], 0x55 /* 9 vars */) = -1 ENOENT (No such file or directory)',
  `21 +++ exited with ${status} +++`,
  `20 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=21, si_uid=0, si_status=${status}, si_utime=0, si_stime=0} ---`,
  '20 +++ exited with 3 +++',
];

test('126: the interpreter of the script is missing', () => {
  expect(diagnoseLines(run(126)).report.findings[0]).toMatchObject({ code: 'exec/missing-script-interpreter', subject: './mvnx' });
});

test('127: nothing tells that the file is there', () => {
  expect(diagnoseLines(run(127)).report.findings[0]).toMatchObject({ code: 'file/not-found', subject: './mvnx' });
});
