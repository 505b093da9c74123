// What differs between two runs, and which difference stands on top.
import { expect, test } from 'vitest';
import { compareTraces } from '../../../src/analyse/compare/compare-traces.ts';
import { rawText } from '../../../src/model/raw-text.ts';
import { traceFromText } from '../../../src/session/load-trace.ts';
import { compared, side } from './compared.ts';

const EXEC = '7 execve("/usr/bin/app", ["app"], 0x7ffc01 /* 3 vars */) = 0';
const END = ['7 exit_group(0) = ?', '7 +++ exited with 0 +++'];
const FAILED = ['7 write(2, "app: no settings\\n", 17) = 17', '7 exit_group(1) = ?', '7 +++ exited with 1 +++'];
const open = (path: string, result: string) => `7 openat(AT_FDCWD, "${path}", O_RDONLY|O_CLOEXEC) = ${result}`;

test('pids, addresses, temporary names, chunks and waits of a run are no difference', () => {
  const run = (pid: number, random: string, chunks: number, address: string) => [
    `${pid} execve("/usr/bin/app", ["app"], 0x7ffc${address} /* 3 vars */) = 0`,
    `${pid} brk(NULL) = 0x55${address}`,
    `${pid} openat(AT_FDCWD, "/tmp/cc${random}.s", O_RDWR|O_CREAT|O_EXCL, 0600) = 3`,
    `${pid} openat(AT_FDCWD, "/proc/${pid}/status", O_RDONLY) = 4`,
    ...Array.from({ length: chunks }, () => `${pid} read(5<pipe:[${pid}7]>, "x", 4096) = 1`),
    `${pid} futex(0x7f${address}, FUTEX_WAIT_PRIVATE, 2, NULL) = -1 EAGAIN (Resource temporarily unavailable)`,
    `${pid} clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD) = ${pid + 1}`,
    `${pid + 1} execve("/usr/bin/as", ["as", "/tmp/cc${random}.s"], 0x7ffc${address} /* 3 vars */) = 0`,
    `${pid + 1} exit_group(0) = ?`,
    `${pid + 1} +++ exited with 0 +++`,
    `${pid} exit_group(0) = ?`,
    `${pid} +++ exited with 0 +++`,
  ];
  const comparison = compared(run(4100, 'giabyg', 1, '0a10'), run(5200, 'S0UH02', 6, 'ffe0'));
  expect(comparison).toMatchObject({ same: true, firstDifference: null, processes: [], calls: [], environment: [] });
});

test('an outcome behind which the runs go different ways stands above one that changes nothing', () => {
  const comparison = compared(
    [EXEC, open('/etc/app.theme', '3'), open('/etc/app.words', '3'), open('/etc/app.conf', '4'), open('/srv/data', '5'), ...END],
    [
      EXEC,
      open('/etc/app.theme', '-1 ENOENT (No such file or directory)'),
      open('/etc/app.words', '3'),
      '7 getuid() = 0',
      '7 getgid() = 0',
      '7 geteuid() = 0',
      '7 getegid() = 0',
    ].concat(open('/etc/app.conf', '-1 EACCES (Permission denied)'), FAILED),
  );
  expect(comparison.same).toBe(false);
  expect(comparison.firstDifference).toMatchObject({
    what: 'call',
    kind: 'outcome',
    about: '/etc/app.conf',
    a: { outcomes: ['worked'] },
    b: { outcomes: ['EACCES'], event: 8 },
  });
  expect(comparison.calls.map(({ kind, about }) => `${kind} ${about}`)).toEqual([
    'outcome /etc/app.theme',
    'outcome /etc/app.conf',
    'only-a /srv/data',
  ]);
  expect(comparison.processes).toMatchObject([{ kind: 'end', a: { outcomes: ['exit 0'] }, b: { outcomes: ['exit 1'] } }]);
});

test('what only one of them does is told with the capture that has it', () => {
  const { calls, same } = compared([EXEC, open('/a', '3'), ...END], [EXEC, open('/b', '3'), open('/b', '3'), ...END]);
  expect(same).toBe(false);
  expect(calls.map(({ says }) => says)).toEqual(['only in A (worked): openat /a', 'only in B, 2 times (worked): openat /b']);
});

test('a process that only one of them starts is told once, with what it starts', () => {
  const child = [
    '7 clone(child_stack=NULL, flags=SIGCHLD) = 8',
    '8 execve("/usr/bin/gcc", ["gcc", "x.c"], 0x1 /* 3 vars */) = 0',
    '8 clone(child_stack=NULL, flags=SIGCHLD) = 9',
    '9 execve("/usr/bin/as", ["as"], 0x1 /* 3 vars */) = 0',
    '9 exit_group(0) = ?',
    '9 +++ exited with 0 +++',
    '8 exit_group(0) = ?',
    '8 +++ exited with 0 +++',
  ];
  const { processes, firstDifference } = compared([EXEC, ...child, ...END], [EXEC, ...END]);
  expect(processes).toMatchObject([
    { kind: 'only-a', program: 'gcc', argv: ['gcc', 'x.c'], b: null, says: 'only in A (exit 0): gcc (and 1 more below it)' },
  ]);
  expect(firstDifference).toMatchObject({ what: 'process', program: 'gcc' });
});

test('children are told apart by what they run, not by the order in which they happen to start', () => {
  const child = (pid: number, name: string) => [
    `7 clone(child_stack=NULL, flags=SIGCHLD) = ${pid}`,
    `${pid} execve("/usr/bin/cc", ["cc", "${name}.c"], 0x1 /* 3 vars */) = 0`,
    `${pid} openat(AT_FDCWD, "${name}.c", O_RDONLY) = 3`,
    `${pid} exit_group(0) = ?`,
    `${pid} +++ exited with 0 +++`,
  ];
  expect(compared([EXEC, ...child(8, 'x'), ...child(9, 'y'), ...END], [EXEC, ...child(31, 'y'), ...child(44, 'x'), ...END]).same).toBe(true);
});

test('a cause that only one of them has is what the first difference belongs to', () => {
  const exec = '7 execve("/usr/bin/cat", ["cat", "/srv/list"], 0x1 /* 3 vars */) = 0';
  const good = [exec, open('/srv/theme', '3'), open('/srv/list', '3'), ...END];
  const bad = [
    exec,
    open('/srv/theme', '-1 EACCES (Permission denied)'),
    open('/srv/list', '-1 ENOENT (No such file or directory)'),
    '7 write(2, "cat: /srv/list: No such file or directory\\n", 42) = 42',
    '7 exit_group(1) = ?',
    '7 +++ exited with 1 +++',
  ];
  for (const [a, b] of [
    [good, bad],
    [bad, good],
  ] as const) {
    const { firstDifference } = compared(a, b);
    expect(firstDifference).toMatchObject({ about: '/srv/list', because: 'a cause that was found in one of them only rests on it' });
  }
});

test('a call that never returns in one of them is another outcome', () => {
  const stamp = (second: number, line: string) => line.replace('7 ', `7 ${1_700_000_000 + second}.000000 `);
  const lock = (rest: string) => `7 flock(3</run/app.lock>, LOCK_EX${rest}`;
  const a = [EXEC, open('/run/app.lock', '3</run/app.lock>'), lock(') = 0'), ...END];
  const b = [EXEC, open('/run/app.lock', '3</run/app.lock>'), lock(' <unfinished ...>'), '7 +++ killed by SIGTERM +++'];
  const { firstDifference, same } = compared(
    a.map((line) => stamp(0, line)),
    b.map((line, at) => stamp(at === 3 ? 60 : 0, line)),
  );
  expect(same).toBe(false);
  expect(firstDifference).toMatchObject({ what: 'call', call: 'flock', b: { outcomes: ['never returned'] } });
});

test('variables are compared where both are known, PATH by its directories', () => {
  const trace = () => traceFromText(`${[EXEC, ...END].join('\n')}\n`);
  const comparison = compareTraces(
    side('a', trace(), { PATH: '/opt/go/bin:/usr/bin:/bin', LANG: 'C', CGO_ENABLED: '1', SHLVL: '1' }),
    side('b', trace(), { PATH: '/usr/bin:/bin', LANG: 'C', HOME: '/root', SHLVL: '2' }),
  );
  expect(comparison.environment.map(({ says }) => says)).toEqual([
    'CGO_ENABLED is set only in A',
    'HOME is set only in B',
    '/opt/go/bin is in the PATH of A only',
  ]);
  expect(comparison).toMatchObject({ same: true, firstDifference: { what: 'environment', name: 'CGO_ENABLED' } });
});

test('captures that show the number of variables only are told apart by it', () => {
  const { environment } = compared([EXEC, ...END], [EXEC.replace('3 vars', '4 vars'), ...END]);
  expect(environment).toMatchObject([{ kind: 'count', a: '3', b: '4' }]);
});

test('empty captures and captures without pids are compared too', () => {
  expect(compared([], []).same).toBe(true);
  const bare = (result: string) => [
    'execve("/usr/bin/app", ["app"], 0x1 /* 3 vars */) = 0',
    `open("/etc/x", O_RDONLY) = ${result}`,
    '+++ exited with 0 +++',
  ];
  expect(compared(bare('3'), bare('3')).same).toBe(true);
  expect(compared(bare('3'), bare('-1 EPERM (Operation not permitted)')).firstDifference).toMatchObject({ about: '/etc/x' });
  expect(compared(bare('3'), []).same).toBe(false);
});

test('text of the traced program is told as it is, for whoever prints it to escape', () => {
  const { calls } = compared([EXEC, ...END], [EXEC, open('/srv/\\33[2J', '3'), ...END]);
  expect(calls[0]?.about).toBe(rawText('/srv/\u001b[2J'));
});

test('a program that a shell becomes without a fork is held against the shell that found none', () => {
  const child = (lines: readonly string[], status: number) => [
    '7 clone(child_stack=NULL, flags=SIGCHLD) = 8',
    '8 execve("/usr/bin/bash", ["bash", "-c", "tool"], 0x1 /* 3 vars */) = 0',
    ...lines,
    `8 exit_group(${status}) = ?`,
    `8 +++ exited with ${status} +++`,
  ];
  const found = ['8 stat("/opt/bin/tool", {st_mode=S_IFREG|0755, ...}) = 0', '8 execve("/opt/bin/tool", ["tool"], 0x1 /* 3 vars */) = 0'];
  const missing = ['8 stat("/opt/bin/tool", 0x1) = -1 ENOENT (No such file or directory)', '8 write(2, "bash: tool: command not found\\n", 30) = 30'];
  const { firstDifference, processes } = compared([EXEC, ...child(found, 0), ...END], [EXEC, ...child(missing, 127), ...END]);
  expect(firstDifference).toMatchObject({ what: 'call', call: 'stat', about: '/opt/bin/tool' });
  expect(processes.map(({ kind }) => kind)).toEqual(['end']);
});

test('what is tried a second time points to the first time, in a process that both have', () => {
  const attempt = (pid: number, result: string, status: number) => [
    `7 clone(child_stack=NULL, flags=SIGCHLD) = ${pid}`,
    `${pid} execve("/usr/bin/cat", ["cat", "/srv/list"], 0x1 /* 3 vars */) = 0`,
    `${pid} openat(AT_FDCWD, "/srv/list", O_RDONLY) = ${result}`,
    ...(status === 0 ? [] : [`${pid} write(2, "cat: /srv/list: No such file or directory\\n", 42) = 42`]),
    `${pid} exit_group(${status}) = ?`,
    `${pid} +++ exited with ${status} +++`,
    `7 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == ${status}}], 0, NULL) = ${pid}`,
  ];
  const missing = '-1 ENOENT (No such file or directory)';
  const shell = '7 execve("/bin/sh", ["sh", "run"], 0x1 /* 3 vars */) = 0';
  const { firstDifference } = compared(
    [shell, ...attempt(8, '3', 0), ...END],
    [shell, ...attempt(8, missing, 1), ...attempt(9, missing, 1), '7 exit_group(1) = ?', '7 +++ exited with 1 +++'],
  );
  expect(firstDifference).toMatchObject({ what: 'call', kind: 'outcome', about: '/srv/list', b: { event: 4 } });
});

test('a run that stalls differs by what it waits in, not by the wait of its parent', () => {
  const run = (seconds: number) => {
    const at = (time: number, line: string, took = 0.00001) =>
      line.replace(/^(\d) (.*)$/, `$1 ${(1_700_000_000 + time).toFixed(6)} $2 <${took.toFixed(6)}>`);
    return [
      at(0, '7 execve("/bin/sh", ["sh"], 0x1 /* 3 vars */) = 0'),
      at(0.1, '7 clone(child_stack=NULL, flags=SIGCHLD) = 8'),
      at(0.2, '7 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 8', seconds),
      at(0.2, '8 fsync(3</srv/db>) = 0', seconds),
      ...[8, 7].map((pid) => `${pid} ${(1_700_000_001 + seconds).toFixed(6)} +++ exited with 0 +++`),
    ];
  };
  expect(compared(run(0.2), run(0.3)).same).toBe(true);
  expect(compared(run(0.2), run(30))).toMatchObject({ same: false, firstDifference: { kind: 'time', call: 'fsync', about: '/srv/db' } });
});
