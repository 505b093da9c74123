// What a command that had to be stopped was waiting for, and who could have ended it.
import { expect, test } from 'vitest';
import { known } from '../../../src/model/answers.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { diagnoseLines } from '../fixtures.ts';

const exec = (pid: number, program: string) => `${pid} execve("/bin/${program}", ["${program}"], 0x7 /* 3 vars */) = 0`;
const fork = (pid: number, child: number) => `${pid} clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7) = ${child}`;
const RESTART = '? ERESTARTSYS (To be restarted if SA_RESTART is set)';
const stop = (...pids: number[]) =>
  pids.flatMap((pid) => [`${pid} --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=999, si_uid=0} ---`, `${pid} +++ killed by SIGTERM +++`]);
const wait4 = (pid: number) => `${pid} wait4(-1, 0x7ffe, 0, NULL) = ${RESTART}`;
const first = (lines: readonly string[], answers = offlineAnswers) => diagnoseLines(lines, {}, answers).report.findings[0];

test('through its children to the one that waits for input', () => {
  const lines = [exec(7, 'sh'), fork(7, 8), exec(8, 'cat'), `8 read(0, 0x7ffe, 4096) = ${RESTART}`, wait4(7), ...stop(7, 8)];
  const { report } = diagnoseLines(lines);
  expect(report).toMatchObject({ outcome: { kind: 'hang' }, findings: [{ code: 'process/waits-on-input', subject: 'stdin', process: { pid: 8 } }] });
  expect(report.findings[0]!.chain.map((step) => step.says)).toEqual([
    'sh (7) hangs',
    'sh (7) waits for its child cat (8) to end',
    'cat waits for something to read from standard input',
  ]);
});

test('to a named pipe that nobody opens at the other end', () => {
  expect(
    first([exec(7, 'cat'), '7 openat(AT_FDCWD, "/run/q", O_RDONLY <unfinished ...>', `7 <... openat resumed>) = ${RESTART}`, ...stop(7)]),
  ).toMatchObject({
    code: 'process/waits-on-input',
    subject: '/run/q',
  });
});

const LOCK = '7 openat(AT_FDCWD, "/run/l", O_RDWR) = 3';

test('to the lock, and to who holds it', () => {
  const lines = [exec(7, 'flock'), LOCK, `7 flock(3, LOCK_EX) = ${RESTART}`, ...stop(7)];
  expect(first(lines)).toMatchObject({ code: 'process/waits-on-lock', subject: '/run/l' });
  const answers = { ...offlineAnswers, lockHolders: () => known([{ pid: 55, comm: 'backup' }]) };
  expect(first(lines, answers)!.title).toContain('which backup (55) holds');
});

test('a holder in the capture is named, unless it waits for something worse', () => {
  const held = [exec(7, 'sh'), LOCK, '7 flock(3, LOCK_EX) = 0', fork(7, 8), '7 close(3) = 0', exec(8, 'sleep'), fork(7, 9), exec(9, 'flock')];
  const asks = ['9 openat(AT_FDCWD, "/run/l", O_RDWR) = 3', `9 flock(3, LOCK_EX) = ${RESTART}`];
  const sleeps = '8 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=600, tv_nsec=0}, 0x7) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)';
  expect(first([...held, sleeps, ...asks, wait4(7), ...stop(7, 8, 9)])).toMatchObject({ code: 'process/waits-on-lock', subject: '/run/l' });
  expect(first([...held, `8 read(0, 0x7ffe, 1) = ${RESTART}`, ...asks, wait4(7), ...stop(7, 8, 9)])).toMatchObject({
    code: 'process/waits-on-input',
  });
});

test('a lock that is asked for again and again without waiting is waited for', () => {
  const round = [
    '7 fcntl(3, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = -1 EAGAIN (Resource temporarily unavailable)',
    '7 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=1, tv_nsec=0}, NULL) = 0',
  ];
  const last = '7 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=1, tv_nsec=0}, NULL) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)';
  expect(first([exec(7, 'x'), LOCK, ...round, ...round, ...round, last, ...stop(7)])).toMatchObject({
    code: 'process/waits-on-lock',
    subject: '/run/l',
  });
});

const PIPE = '7 pipe([3, 4]) = 0';

test('a parent that waits for a child that waits for the parent to read', () => {
  const lines = [
    exec(7, 'x'),
    PIPE,
    fork(7, 8),
    '7 close(4) = 0',
    '8 dup2(4, 1) = 1',
    exec(8, 'y'),
    `8 write(1, "z", 100000) = ${RESTART}`,
    wait4(7),
    ...stop(7, 8),
  ];
  expect(first(lines)).toMatchObject({ code: 'process/pipe-deadlock', subject: 'y' });
});

test('a child that runs on, and what keeps a pipe open, is waited for', () => {
  const serves = '8 accept4(3, 0x7, [16], SOCK_CLOEXEC) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)';
  expect(first([exec(7, 'sh'), fork(7, 8), exec(8, 'agentd'), serves, wait4(7), ...stop(7, 8)])).toMatchObject({
    code: 'process/waits-on-child',
    subject: 'agentd',
  });
  const lines = [
    exec(7, 'sh'),
    PIPE,
    fork(7, 8),
    '7 close(4) = 0',
    '8 dup2(4, 1) = 1',
    exec(8, 'agentd'),
    serves,
    `7 read(3, 0x7, 1) = ${RESTART}`,
    ...stop(7, 8),
  ];
  expect(first(lines)).toMatchObject({ code: 'process/waits-on-child', subject: 'agentd' });
});

const thread = (pid: number, tid: number) => `${pid} clone(child_stack=0x7, flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD) = ${tid}`;
const futex = (tid: number) => `${tid} futex(0x7f00, FUTEX_WAIT_PRIVATE, 2, NULL) = ${RESTART}`;

test('threads that only wait for each other hang in a lock; one with something to wait for is the cause', () => {
  expect(first([exec(7, 'x'), thread(7, 8), futex(7), futex(8), ...stop(7)])).toMatchObject({ code: 'process/waits-on-lock', subject: 'futex' });
  expect(first([exec(7, 'x'), thread(7, 8), futex(7), `8 read(0, 0x7, 1) = ${RESTART}`, ...stop(7)])).toMatchObject({
    code: 'process/waits-on-input',
    subject: 'stdin',
  });
});

test('a server that is stopped while it listens has no lock that hangs', () => {
  const socket = [
    '7 socket(AF_INET, SOCK_STREAM, 0) = 3',
    '7 bind(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("0.0.0.0")}, 16) = 0',
  ];
  const epoll = ['7 epoll_create1(0) = 4', '7 epoll_ctl(4, EPOLL_CTL_ADD, 3, {events=EPOLLIN, data=0x3}) = 0'];
  const lines = [
    exec(7, 'x'),
    ...socket,
    ...epoll,
    thread(7, 8),
    futex(8),
    '7 epoll_wait(4, 0x7, 10, -1) = -1 EINTR (Interrupted system call)',
    ...stop(7),
  ];
  expect(diagnoseLines(lines).report.findings).toEqual([]);
});

test('a process that job control stopped', () => {
  const tty = ['7 ioctl(0, TCGETS, {B38400 opost isig icanon echo ...}) = 0', `7 read(0, 0x7, 1) = ${RESTART}`];
  expect(first([exec(7, 'cat'), ...tty, '7 --- SIGTTIN {si_signo=SIGTTIN, si_code=SI_KERNEL} ---', ...stop(7)])).toMatchObject({
    code: 'process/stopped-by-terminal',
    subject: 'SIGTTIN',
  });
});

const nap = '7 nanosleep({tv_sec=1, tv_nsec=0}, 0x7) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)';
const alarm = '7 --- SIGALRM {si_signo=SIGALRM, si_code=SI_KERNEL} ---';

test('a call that a timer interrupts each time, not one that is interrupted once', () => {
  const rounds = Array.from({ length: 6 }, () => [nap, alarm, '7 rt_sigreturn({mask=[]}) = -1 EINTR (Interrupted system call)']).flat();
  expect(first([exec(7, 'x'), ...rounds, nap, ...stop(7)])).toMatchObject({ code: 'process/interrupted-for-ever', subject: 'SIGALRM' });
  expect(first([exec(7, 'x'), nap, alarm, nap, ...stop(7)])).toBeUndefined();
});

test('a child that ignores the signal that was to end it', () => {
  const ignore = '7 rt_sigaction(SIGTERM, {sa_handler=SIG_IGN, sa_mask=[], sa_flags=0}, NULL, 8) = 0';
  const told = ['7 kill(8, SIGTERM) = 0', '8 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=7, si_uid=0} ---'];
  const sleeps = '8 restart_syscall(<... resuming interrupted nanosleep ...>) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)';
  const lines = [exec(7, 'sh'), ignore, fork(7, 8), exec(8, 'job'), ...told, sleeps, wait4(7), ...stop(7, 8)];
  expect(first(lines)).toMatchObject({ code: 'process/signal-ignored', subject: 'SIGTERM' });
});

test('what a timer in the capture ended was waiting for something', () => {
  const lines = [
    exec(7, 'timeout'),
    fork(7, 8),
    exec(8, 'cat'),
    `8 openat(AT_FDCWD, "/run/q", O_RDONLY) = ${RESTART}`,
    '7 --- SIGALRM {si_signo=SIGALRM, si_code=SI_TIMER} ---',
    '7 kill(8, SIGTERM) = 0',
    '8 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=7, si_uid=0} ---',
    '8 +++ killed by SIGTERM +++',
    '7 exit_group(124) = ?',
    '7 +++ exited with 124 +++',
  ];
  expect(first(lines)).toMatchObject({ code: 'process/waits-on-input', subject: '/run/q' });
});

test('a command that was at work when it was stopped has not hung', () => {
  const at = (second: number, text: string) => `7 17000000${10 + second}.000000 ${text}`;
  const lines = [
    at(0, 'execve("/bin/x", ["x"], 0x7 /* 3 vars */) = 0'),
    at(5, 'openat(AT_FDCWD, "/a", O_RDONLY) = 3'),
    at(6, 'read(0, 0x7, 1) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)'),
    at(7, '--- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=999, si_uid=0} ---'),
    at(7, '+++ killed by SIGTERM +++'),
  ];
  expect(diagnoseLines(lines).report).toMatchObject({ outcome: { kind: 'signal', signal: 'SIGTERM' }, findings: [{ code: 'process/killed' }] });
});
