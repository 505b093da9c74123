// Memory, processes, file sizes and calls that a limit or filter refuses; signals and pipes that end a process.
import { expect, test } from 'vitest';
import { known } from '../../../src/model/answers.ts';
import { offlineAnswers } from '../../../src/probes/host-answers.ts';
import { diagnoseLines } from '../fixtures.ts';

const EXEC = '7 execve("/bin/x", ["x"], 0x7 /* 3 vars */) = 0';
const end = (status = 1) => [`7 exit_group(${status}) = ?`, `7 +++ exited with ${status} +++`];
const says = (text: string) => `7 write(2, "${text}\\n", ${text.length + 1}) = ${text.length + 1}`;
const first = (lines: readonly string[], answers = offlineAnswers) => diagnoseLines(lines, {}, answers).report.findings[0];
const NOMEM = '7 mmap(NULL, 400000000, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 ENOMEM (Cannot allocate memory)';

test('memory refused, with the limit behind it', () => {
  const limit = '7 prlimit64(0, RLIMIT_AS, {rlim_cur=100000*1024, rlim_max=100000*1024}, NULL) = 0';
  const found = first([EXEC, limit, NOMEM, says('x: out of memory'), ...end()])!;
  expect(found).toMatchObject({ code: 'limit/address-space', subject: 'RLIMIT_AS', errno: 'ENOMEM' });
  expect(found.title).toContain('97.7 MiB');
  const data = '7 setrlimit(RLIMIT_DATA, {rlim_cur=1024, rlim_max=1024}) = 0';
  expect(first([EXEC, data, NOMEM, says('x: out of memory'), ...end()])).toMatchObject({ code: 'process/out-of-memory', subject: 'RLIMIT_DATA' });
});

test('more memory than any machine has', () => {
  const huge = NOMEM.replace('400000000', '70368744177664');
  expect(first([EXEC, huge, says('x: out of memory'), ...end()])).toMatchObject({ code: 'process/out-of-memory', subject: 'vm.overcommit_memory' });
});

test('memory that was then given in another way is no cause', () => {
  const given = NOMEM.replace('-1 ENOMEM (Cannot allocate memory)', '0x7f0000000000');
  expect(first([EXEC, NOMEM, given, says('x: bad input'), ...end()])?.code).toBe('program/own-error');
});

const NOFORK = '7 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD) = -1 EAGAIN (Resource temporarily unavailable)';

test('a process that cannot be started, and a retry that works', () => {
  expect(first([EXEC, NOFORK, says('x: fork: Resource temporarily unavailable'), ...end(254)])).toMatchObject({
    code: 'process/fork-limit',
    subject: 'RLIMIT_NPROC',
  });
  const retried = [NOFORK, NOFORK.replace(/-1 EAGAIN.*/, '8'), '8 exit_group(0) = ?', '8 +++ exited with 0 +++'];
  expect(first([EXEC, ...retried, says('x: bad input'), ...end()])?.code).toBe('program/own-error');
});

test("root is held to the cgroup's number of tasks", () => {
  const answers = {
    ...offlineAnswers,
    cgroupLimits: () => known({ memory: null, tasks: { file: '/sys/fs/cgroup/pids.max', tasks: 6 }, outOfMemoryKills: 0 }),
  };
  expect(first([EXEC, '7 geteuid() = 0', NOFORK, says('x: fork failed'), ...end()], answers)).toMatchObject({ subject: '/sys/fs/cgroup/pids.max' });
});

test('a file that may not become larger: by the signal, and by EFBIG where it is ignored', () => {
  const write = '7 write(3, "z", 8192) = -1 EFBIG (File too large)';
  const signal = '7 --- SIGXFSZ {si_signo=SIGXFSZ, si_code=SI_USER, si_pid=7, si_uid=0} ---';
  expect(first([EXEC, write, signal, '7 +++ killed by SIGXFSZ +++'])).toMatchObject({ code: 'process/file-size-limit', subject: 'RLIMIT_FSIZE' });
  expect(first([EXEC, write, signal, says('x: File too large'), ...end()])).toMatchObject({ code: 'process/file-size-limit', errno: 'EFBIG' });
  expect(first([EXEC, write, says('x: File too large'), ...end()])?.code).not.toBe('process/file-size-limit');
});

test('a writer whose reader has ended', () => {
  const lines = [
    '6 execve("/bin/sh", ["sh"], 0x7 /* 3 vars */) = 0',
    '6 pipe([3, 4]) = 0',
    '6 clone(child_stack=NULL, flags=SIGCHLD) = 7',
    '6 clone(child_stack=NULL, flags=SIGCHLD) = 8',
    '6 close(3) = 0',
    '6 close(4) = 0',
    '7 dup2(4, 1) = 1',
    '7 close(3) = 0',
    '7 close(4) = 0',
    '7 execve("/bin/seq", ["seq"], 0x7 /* 3 vars */) = 0',
    '8 dup2(3, 0) = 0',
    '8 close(3) = 0',
    '8 close(4) = 0',
    '8 execve("/bin/head", ["head"], 0x7 /* 3 vars */) = 0',
    '8 exit_group(0) = ?',
    '8 +++ exited with 0 +++',
    '7 write(1, "1", 1) = -1 EPIPE (Broken pipe)',
    '7 --- SIGPIPE {si_signo=SIGPIPE, si_code=SI_USER, si_pid=7, si_uid=0} ---',
    '7 +++ killed by SIGPIPE +++',
    '6 wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGPIPE}], 0, NULL) = 7',
    '6 wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 8',
  ];
  expect(first([...lines, '6 exit_group(141) = ?', '6 +++ exited with 141 +++'])).toMatchObject({ code: 'process/broken-pipe', subject: 'head' });
  expect(diagnoseLines([...lines, '6 exit_group(0) = ?', '6 +++ exited with 0 +++']).report.verdict).toBe('no-fault');
});

const FILTER = '7 seccomp(SECCOMP_SET_MODE_FILTER, 0, {len=6, filter=0x7}) = 0';
const REFUSED = '7 mkdir("/srv/a", 0777) = -1 EPERM (Operation not permitted)';

test('a call that a filter refuses, or kills for', () => {
  expect(first([EXEC, FILTER, REFUSED, says('cannot prepare'), ...end()])).toMatchObject({
    code: 'process/seccomp-denied',
    subject: 'mkdir',
    errno: 'EPERM',
  });
  const killed = '7 --- SIGSYS {si_signo=SIGSYS, si_code=SYS_SECCOMP, si_call_addr=0x7, si_syscall=__NR_mkdir, si_arch=AUDIT_ARCH_X86_64} ---';
  expect(first([EXEC, FILTER, '7 mkdir("/srv/a", 0777) = 83', killed, '7 +++ killed by SIGSYS +++'])).toMatchObject({ subject: 'mkdir' });
});

test('without a filter it is something else', () => {
  expect(first([EXEC, REFUSED, says('cannot prepare'), ...end()])?.code).not.toBe('process/seccomp-denied');
});

test('a signal from outside, with its sender', () => {
  const sent = '7 --- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=999, si_uid=0} ---';
  const found = first([EXEC, '7 getpid() = 7', sent, '7 +++ killed by SIGUSR1 +++'])!;
  expect(found).toMatchObject({ code: 'process/killed', subject: 'SIGUSR1' });
  expect(found.title).toContain('from process 999');
});

test('a program that gives up because it is traced', () => {
  const asks = '7 ptrace(PTRACE_TRACEME) = -1 EPERM (Operation not permitted)';
  expect(first([EXEC, asks, says('no debuggers'), ...end(5)])).toMatchObject({ code: 'process/refuses-under-trace', subject: 'ptrace' });
  const goesOn = ['7 openat(AT_FDCWD, "/srv/a", O_RDONLY) = 3', '7 openat(AT_FDCWD, "/srv/b", O_RDONLY) = 4'];
  expect(first([EXEC, asks, ...goesOn, says('bad input'), ...end(5)])?.code).toBe('program/own-error');
});
