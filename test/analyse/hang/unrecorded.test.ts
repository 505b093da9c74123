// Hangs whose waiting calls the filter left out.
import { expect, test } from 'vitest';
import { diagnoseLines } from '../fixtures.ts';

const stop = (pid: number, second: number): readonly string[] => [
  `${pid} 170000000${second}.000000 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=1, si_uid=0} ---`,
  `${pid} 170000000${second}.000100 +++ killed by SIGTERM +++`,
];
const start = '7 1700000000.000000 execve("/usr/bin/job", ["job"], 0x7ffe /* 9 vars */) = 0';

test('a request without an answer is what it waits for, though the wait itself was not recorded', () => {
  const { report } = diagnoseLines([
    start,
    '7 1700000000.100000 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 3',
    '7 1700000000.100100 connect(3, {sa_family=AF_INET, sin_port=htons(7002), sin_addr=inet_addr("10.9.50.1")}, 16) = 0',
    '7 1700000000.100200 sendto(3, "GET key\\n", 8, 0, NULL, 0) = 8',
    ...stop(7, 6),
  ]);
  expect(report).toMatchObject({
    outcome: { kind: 'hang' },
    findings: [{ code: 'net/no-answer', subject: '10.9.50.1:7002' }, { code: 'trace/incomplete' }],
  });
});

test('a child that lives on is what its parent waits for', () => {
  const { report } = diagnoseLines([
    start,
    '7 1700000000.100000 clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f) = 8',
    '8 1700000000.100100 execve("/usr/bin/convert", ["convert", "a"], 0x7ffe /* 9 vars */) = 0',
    ...stop(8, 6),
    ...stop(7, 6),
  ]);
  expect(report.findings).toMatchObject([{ code: 'process/waits-on-child', subject: 'convert' }, { code: 'trace/incomplete' }]);
});

test('where nothing tells, the capture is said to be incomplete, with the command that records more', () => {
  const { report } = diagnoseLines([start, '7 1700000000.100000 openat(AT_FDCWD, "/srv/state", O_RDWR) = 3', ...stop(7, 6)]);
  expect(report.findings).toMatchObject([{ code: 'trace/incomplete', subject: '-e trace=' }]);
  expect(report.recordNext).toEqual([expect.arrayContaining(['strace', '-f', '--', 'job'])]);
});

test('a process that computes in a capture of all calls was just killed', () => {
  const { report } = diagnoseLines([start, '7 1700000000.100000 brk(NULL) = 0x55', '7 1700000000.100100 brk(0x56) = 0x56', ...stop(7, 6)]);
  expect(report.outcome).toEqual({ kind: 'signal', signal: 'SIGTERM' });
});
