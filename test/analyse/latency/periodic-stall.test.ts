// Stalls at a rhythm that comes from outside, and rhythms that programs make themselves.
import { expect, test } from 'vitest';
import { reportOf, Written } from './written.ts';

/** Until when somebody else holds what is asked for at a time: 0.4 of every 1.5 seconds. */
const heldUntil = (now: number): number => (now % 1.5 < 0.4 ? now - (now % 1.5) + 0.4 : now);

function locker(take: string, release: string): string {
  const run = new Written('sender');
  run.call('openat(AT_FDCWD</srv>, "/srv/spool.lock", O_RDWR|O_CREAT, 0666) = 3</srv/spool.lock>', 0.00002);
  while (run.now < 9) {
    run.call(take, heldUntil(run.now) - run.now + 0.00001, 0.0005);
    run.call(release, 0.00001);
    run.call('clock_nanosleep(CLOCK_MONOTONIC, 0, {tv_sec=0, tv_nsec=40000000}, NULL) = 0', 0.04);
  }
  return run.end();
}

test.each([
  ['flock', 'flock(3</srv/spool.lock>, LOCK_EX) = 0', 'flock(3</srv/spool.lock>, LOCK_UN) = 0'],
  [
    'fcntl',
    'fcntl(3</srv/spool.lock>, F_SETLKW, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = 0',
    'fcntl(3</srv/spool.lock>, F_SETLK, {l_type=F_UNLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = 0',
  ],
])('names the lock that is held at a rhythm: %s', (_, take, release) => {
  expect(reportOf(locker(take, release))).toMatchObject({
    outcome: { kind: 'slow' },
    findings: [{ code: 'latency/periodic-stall', subject: '/srv/spool.lock' }],
  });
});

test('names it where each try is refused and made again', () => {
  const run = new Written('reader');
  run.call('openat(AT_FDCWD</srv>, "/srv/app.db", O_RDWR) = 3</srv/app.db>', 0.00002);
  const lock = 'fcntl(3</srv/app.db>, F_SETLK, {l_type=F_RDLCK, l_whence=SEEK_SET, l_start=1073741826, l_len=510})';
  while (run.now < 9) {
    while (heldUntil(run.now) > run.now) {
      run.call(`${lock} = -1 EAGAIN (Resource temporarily unavailable)`, 0.00001);
      run.call('clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=25000000}, NULL) = 0', 0.025);
    }
    run.call(`${lock} = 0`, 0.00001);
    run.call('clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=50000000}, NULL) = 0', 0.05);
  }
  expect(reportOf(run.end()).findings).toMatchObject([{ code: 'latency/periodic-stall', subject: '/srv/app.db' }]);
});

test('names the peer whose answers come late at a rhythm', () => {
  const run = new Written('client');
  const fd = '3<TCP:[127.0.0.1:40112->127.0.0.1:6000]>';
  run.call('socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_IP) = 3<TCP:[7001]>', 0.00002);
  run.call('connect(3<TCP:[7001]>, {sa_family=AF_INET, sin_port=htons(6000), sin_addr=inet_addr("127.0.0.1")}, 16) = 0', 0.0001);
  while (run.now < 9) {
    run.call(`sendto(${fd}, "q\\n", 2, 0, NULL, 0) = 2`, 0.00002);
    run.call(`recvfrom(${fd}, "ok\\n", 10, 0, NULL, NULL) = 3`, heldUntil(run.now) - run.now + 0.0003);
    run.call('clock_nanosleep(CLOCK_MONOTONIC, 0, {tv_sec=0, tv_nsec=40000000}, NULL) = 0', 0.04);
  }
  expect(reportOf(run.end()).findings).toMatchObject([{ code: 'latency/periodic-stall', subject: '127.0.0.1:6000' }]);
});

test('a program that sleeps at a rhythm is not held up', () => {
  const run = new Written('ticker');
  for (let at = 0; at < 20; at++) run.call('clock_nanosleep(CLOCK_MONOTONIC, 0, {tv_sec=0, tv_nsec=300000000}, NULL) = 0', 0.3, 0.002);
  expect(reportOf(run.end())).toMatchObject({ verdict: 'no-fault', findings: [] });
});

test('an idle thread that waits for work in a futex is not held up', () => {
  const run = new Written('pool');
  for (let at = 0; at < 12; at++) {
    run.call('futex(0x7f0010, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 0, NULL, FUTEX_BITSET_MATCH_ANY) = 0', 0.5, 0.001);
    for (let item = 0; item < 6; item++) run.call('futex(0x7f0010, FUTEX_WAKE_PRIVATE, 1) = 0', 0.00001);
  }
  expect(reportOf(run.end())).toMatchObject({ verdict: 'no-fault', findings: [] });
});

test('a program that goes round makes its own rhythm: one slow question in each round', () => {
  const run = new Written('client');
  const fd = '3<TCP:[127.0.0.1:40112->127.0.0.1:6000]>';
  for (let round = 0; round < 20; round++) {
    for (const seconds of [0.001, 0.001, 0.25]) {
      run.call(`sendto(${fd}, "q\\n", 2, 0, NULL, 0) = 2`, 0.00002);
      run.call(`recvfrom(${fd}, "ok\\n", 10, 0, NULL, NULL) = 3`, seconds);
    }
  }
  expect(reportOf(run.end())).toMatchObject({ verdict: 'no-fault', findings: [] });
});

test('a lock that is tried again and again until it is had makes one wait', () => {
  const run = new Written('sqlite3');
  run.call('openat(AT_FDCWD</srv>, "/srv/app.db", O_RDWR) = 3</srv/app.db>', 0.00002);
  for (const seconds of [0.025, 0.025, 0.025, 0.05, 0.05, 0.1, 0.1, 0.1]) {
    run.call('fcntl(3</srv/app.db>, F_SETLK, {l_type=F_RDLCK, l_whence=SEEK_SET, l_start=1073741826, l_len=510}) = 0', 0.00001);
    run.call(
      'fcntl(3</srv/app.db>, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=1073741825, l_len=1}) = -1 EAGAIN (Resource temporarily unavailable)',
      0.00001,
    );
    run.call('fcntl(3</srv/app.db>, F_SETLK, {l_type=F_UNLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = 0', 0.00001);
    run.call('clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=25000000}, NULL) = 0', seconds);
  }
  run.call('fcntl(3</srv/app.db>, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=1073741825, l_len=1}) = 0', 0.00001);
  expect(reportOf(run.end())).toMatchObject({ verdict: 'no-fault', findings: [] });
});

test('three stalls are enough where all other answers come at once', () => {
  const run = new Written('client');
  run.call('socket(AF_UNIX, SOCK_STREAM, 0) = 3', 0.00002);
  run.call('connect(3, {sa_family=AF_UNIX, sun_path="run/db.sock"}, 110) = 0', 0.0001);
  for (let round = 0; round < 100; round++) {
    run.call('sendto(3, "q", 1, 0, NULL, 0) = 1', 0.00002);
    run.call('recvfrom(3, "r", 100, 0, NULL, NULL) = 1', [24, 55, 86].includes(round) ? 0.9 : 0.0001, 0.01);
  }
  expect(reportOf(run.end()).findings).toMatchObject([{ code: 'latency/periodic-stall', subject: '/srv/run/db.sock' }]);
});

test('names the worker behind pipes that answers late at a rhythm', () => {
  const run = new Written('main');
  const [worker, at] = ['execve("/usr/bin/worker", ["worker"], 0x7ffc /* 9 vars */) = 0', (1_700_000_000.01).toFixed(6)];
  run.call('pipe2([3, 4], O_CLOEXEC) = 0', 0.00001);
  run.call('pipe2([5, 6], O_CLOEXEC) = 0', 0.00001);
  run.call('clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD) = 501', 0.0002, 0.01);
  run.call('close(3) = 0', 0.00001);
  run.call('close(6) = 0', 0.00001);
  for (let round = 0; round < 100; round++) {
    run.call('write(4, "q", 1) = 1', 0.00002);
    run.call('read(5, "r", 100) = 1', round % 20 === 13 ? 0.5 : 0.0002, 0.02);
  }
  const child = ['dup2(3, 0) = 0', 'dup2(6, 1) = 1', worker].map((text) => `501 ${at} ${text} <0.000100>`).join('\n');
  const lines = run.end().split('\n');
  const behindFork = lines.findIndex((line) => line.includes('clone(')) + 1;
  expect(reportOf([...lines.slice(0, behindFork), child, ...lines.slice(behindFork)].join('\n')).findings).toMatchObject([
    { code: 'latency/periodic-stall', subject: 'worker' },
  ]);
});
