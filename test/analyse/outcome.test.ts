// How a command ended, and captures without an end.
import { expect, test } from 'vitest';
import { outcomeOf } from '../../src/analyse/outcome.ts';
import { diagnoseLines, inquiryOf } from './fixtures.ts';

const EXEC = 'execve("/bin/cat", ["cat"], 0x7 /* 3 vars */) = 0';

test('an exit status and a signal', () => {
  expect(outcomeOf(inquiryOf([EXEC, 'exit_group(3) = ?', '+++ exited with 3 +++']))).toEqual({ kind: 'exit', status: 3 });
  expect(outcomeOf(inquiryOf([EXEC, '--- SIGSEGV {si_signo=SIGSEGV, si_code=SEGV_MAPERR, si_addr=NULL} ---', '+++ killed by SIGSEGV +++']))).toEqual({
    kind: 'signal',
    signal: 'SIGSEGV',
  });
});

test('what live capture saw counts most', () => {
  expect(outcomeOf(inquiryOf([EXEC], { observed: { kind: 'hang', seconds: 30 }, stoppedByUs: true }))).toEqual({ kind: 'hang', seconds: 30 });
});

test('a call that waits at the end is a hang', () => {
  expect(outcomeOf(inquiryOf([EXEC, 'read(0, ']))).toMatchObject({ kind: 'hang' });
});

test('a stop from outside after a long wait is the end of a hang', () => {
  expect(
    outcomeOf(
      inquiryOf([
        `1700000010.000000 ${EXEC}`,
        '1700000010.100000 read(0, 0x7ffe, 4096) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)',
        '1700000020.100000 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=999, si_uid=0} ---',
        '1700000020.100100 +++ killed by SIGTERM +++',
      ]),
    ),
  ).toEqual({ kind: 'hang', seconds: 10 });
});

test('a capture that ends in a call that never waits was cut off', () => {
  expect(diagnoseLines([EXEC, 'mmap(NULL, 8192, PROT_RE']).report.findings[0]).toMatchObject({ code: 'trace/incomplete', subject: 'cut off' });
});

test("strace's own word for a command that is not there", () => {
  expect(diagnoseLines(["strace: Can't stat 'deployctl': No such file or directory"]).report.findings[0]).toMatchObject({
    code: 'exec/not-on-path',
    subject: 'deployctl',
  });
});

test('a process that was let go has hung only if it waits', () => {
  const letGo = { observed: { kind: 'hang', seconds: 30 } } as const;
  expect(diagnoseLines(['read(3, "x", 1) = 1'], letGo).report).toMatchObject({ outcome: { kind: 'unknown' }, verdict: 'no-fault', findings: [] });
  expect(diagnoseLines(['7 restart_syscall(<... resuming interrupted read ...> <detached ...>'], letGo).report).toMatchObject({
    outcome: { kind: 'hang', seconds: 30 },
    verdict: 'no-cause-found',
    warnings: [{ code: 'trace/pending', events: [1] }],
  });
});

test('what was pending when a hang was stopped is told, not what came after', () => {
  const lines = [
    `7 1700000010.000000 ${EXEC} <0.000100>`,
    '7 1700000010.100000 read(0, 0x7ffe, 4096) = ? ERESTARTSYS (To be restarted if SA_RESTART is set) <10.000000>',
    '7 1700000020.100000 --- SIGTERM {si_signo=SIGTERM, si_code=SI_USER, si_pid=999, si_uid=0} ---',
    '7 1700000020.100100 write(2, "bye", 3) = 3 <0.000010>',
    '7 1700000020.100200 +++ exited with 1 +++',
  ];
  expect(diagnoseLines(lines, { observed: { kind: 'hang', seconds: 10 }, stoppedByUs: true }).report.warnings).toEqual([
    { code: 'trace/pending', title: 'cat (pid 7) waited in read(0, 0x7ffe, 4096) for 10 s', events: [2] },
  ]);
});

test('detached from a process that runs on is no fault', () => {
  expect(diagnoseLines(['strace: Process 12 attached', 'read(3, "x", 1) = 1', 'strace: Process 12 detached']).report.verdict).toBe('no-fault');
});

test('a wait that strace broke when it detached is a hang', () => {
  const futex = 'futex(0x55e0, FUTEX_WAIT_PRIVATE, 2, NULL) = ? ERESTARTSYS (To be restarted if SA_RESTART is set)';
  const { report } = diagnoseLines(['strace: Process 12 attached', futex, 'strace: Process 12 detached']);
  expect(report).toMatchObject({ outcome: { kind: 'hang' }, findings: [{ code: 'process/waits-on-lock', subject: 'futex' }] });
});

/** A program that looks for a file every 50 ms, and was let go by Ctrl-C on `strace -p`. */
const looking = (last: string): readonly string[] => [
  ...[0, 1, 2, 3, 4, 5].flatMap((at) => [
    `7 1700000000.${at}00000 openat(AT_FDCWD, "/etc/tool.conf", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000040>`,
    `7 1700000000.${at}50000 clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, {tv_sec=55391, tv_nsec=822365810}, NULL) = 0 <0.050000>`,
  ]),
  `7 1700000000.600000 ${last} <detached ...>`,
];

test.each([
  'clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, {tv_sec=55392, tv_nsec=422365810}, ',
  'nanosleep({tv_sec=0, tv_nsec=50000000}, ',
  'openat(AT_FDCWD, "/etc/tool.conf", O_RDONLY',
])('a process that is let go on its round is no hang: %s', (last) => {
  expect(diagnoseLines(looking(last)).report).toMatchObject({ outcome: { kind: 'unknown' }, verdict: 'no-fault', findings: [] });
});

test('a sleep that would have lasted is a hang, and so is a lock that each round asks for', () => {
  expect(diagnoseLines(looking('nanosleep({tv_sec=600, tv_nsec=0}, ')).report.outcome.kind).toBe('hang');
  const asking = looking('nanosleep({tv_sec=0, tv_nsec=50000000}, ').map((line) =>
    line.replace(/openat.*?directory\)/, 'flock(3, LOCK_EX|LOCK_NB) = -1 EAGAIN (Resource temporarily unavailable)'),
  );
  expect(diagnoseLines(['7 1699999999.000000 openat(AT_FDCWD, "/run/l", O_RDWR) = 3 <0.000040>', ...asking]).report).toMatchObject({
    outcome: { kind: 'hang' },
    findings: [{ code: 'process/waits-on-lock', subject: '/run/l' }],
  });
});

test('an open that was caught on its way is no wait for a named pipe; one that was there from the start is', () => {
  const opening = '7 1700000000.600000 openat(AT_FDCWD, "/var/lib/data", O_RDONLY <detached ...>';
  const busy = [1, 2, 3].map((at) => `7 1700000000.${at}00000 openat(AT_FDCWD, "/var/lib/${at}", O_RDONLY) = 3 <0.000040>`);
  expect(diagnoseLines([...busy, opening]).report).toMatchObject({ verdict: 'no-fault', findings: [] });
  expect(diagnoseLines([opening]).report.findings[0]).toMatchObject({ code: 'process/waits-on-input', subject: '/var/lib/data' });
});

test('half a second of rounds is no hang of a second that we watched', () => {
  const watched = { observed: { kind: 'hang', seconds: 0.7 } } as const;
  expect(diagnoseLines(looking('nanosleep({tv_sec=0, tv_nsec=50000000}, ').slice(2), watched).report).toMatchObject({ verdict: 'no-fault' });
});

/** A shell that looks for a file and sleeps in a child, and was let go while that slept. */
const dozing = (sleep: string, first: readonly string[] = []): readonly string[] => [
  ...first,
  ...[0, 1, 2, 3].flatMap((at) => [
    `7 1700000000.${at}00000 newfstatat(AT_FDCWD, "/run/ready", 0x7ffe, 0) = -1 ENOENT (No such file or directory)`,
    `7 1700000000.${at}10000 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD) = ${20 + at}`,
    `7 1700000000.${at}20000 wait4(-1,  ${at === 3 ? '<detached ...>' : '<unfinished ...>'}`,
    `${20 + at} 1700000000.${at}30000 ${sleep}${at === 3 ? ' <detached ...>' : 'NULL) = 0'}`,
    ...(at === 3
      ? []
      : [
          `${20 + at} 1700000000.${at}80000 +++ exited with 0 +++`,
          `7 1700000000.${at}90000 <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = ${20 + at}`,
        ]),
  ]),
];
const DOZES = 'clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=50000000}, ';

test('a shell that is let go while its child sleeps for a moment is no hang; with a child that would have slept on it is one', () => {
  expect(diagnoseLines(dozing(DOZES)).report).toMatchObject({ outcome: { kind: 'unknown' }, verdict: 'no-fault', findings: [] });
  expect(diagnoseLines(dozing('clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=600, tv_nsec=0}, ')).report.outcome.kind).toBe('hang');
});

test('a command that strace had started and that ended with it was stopped: what it looked for each time is what it waited for', () => {
  const started = ['7 1699999999.900000 execve("/bin/sh", ["sh", "wait.sh"], 0x7 /* 3 vars */) = 0'];
  expect(diagnoseLines(dozing(DOZES, started)).report).toMatchObject({
    outcome: { kind: 'hang' },
    findings: [{ code: 'file/not-found', subject: '/run/ready' }],
  });
});

test('the last open of a command that ended with strace waited; that of a process that goes on did not', () => {
  const busy = [
    '7 1700000000.500000 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3',
    '7 1700000000.600000 openat(AT_FDCWD, "/run/fifo", O_RDONLY <detached ...>',
  ];
  const started = `7 1700000000.400000 ${EXEC}`;
  expect(diagnoseLines([started, ...busy]).report.findings[0]).toMatchObject({ code: 'process/waits-on-input', subject: '/run/fifo' });
  expect(diagnoseLines(busy).report).toMatchObject({ verdict: 'no-fault', findings: [] });
});

test('a named pipe that was made because it was not there is one that an open waits for', () => {
  const opened = [
    '7 newfstatat(AT_FDCWD, "/run/fifo", 0x7ffe, 0) = -1 ENOENT (No such file or directory)',
    '7 openat(AT_FDCWD, "/run/fifo", O_RDONLY <detached ...>',
  ];
  expect(diagnoseLines(opened).report).toMatchObject({ verdict: 'no-fault', findings: [] });
  expect(
    diagnoseLines([opened[0]!, '8 mknodat(AT_FDCWD, "/run/fifo", S_IFIFO|0666) = 0', opened[1]!, '8 +++ exited with 0 +++']).report.findings[0],
  ).toMatchObject({
    code: 'process/waits-on-input',
    subject: '/run/fifo',
  });
});

test('what strace says at the end of standard error has no stamp, and takes nothing from the length of a capture', () => {
  const { report } = diagnoseLines(['1700000000.000000 read(3, "x", 1) = 1', '1700000002.500000 read(3, "x", 1) = 1', 'strace: Process 12 detached']);
  expect(report.stats.seconds).toBe('2.500000');
});
