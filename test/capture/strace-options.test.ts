// strace's command line for each version that knows other options.
import { expect, test } from 'vitest';
import { attachCommandLine, runCommandLine } from '../../src/capture/strace-options.ts';

const request = (major: number, minor: number) => ({
  strace: { path: '/usr/bin/strace', version: { major, minor } },
  spoolPath: '/s',
  traceSet: null,
});
const toRun = (major: number, minor: number, more = {}) =>
  runCommandLine({ ...request(major, minor), file: '/bin/ls', argv: ['ls', '-l'], user: null, env: {}, ...more }).join(' ');

test('a new strace gets descriptors with their peers, and argv[0] as typed', () => {
  expect(toRun(6, 8)).toBe(
    '/usr/bin/strace -I3 -f -yy -ttt -T -s 256 -e trace=!?rt_sigprocmask,?rt_sigreturn,?sigaltstack,?madvise,?sched_yield,?gettid,?getpid,?clock_gettime -o /s --argv0=ls -- /bin/ls -l',
  );
});

test('strace before 6.3 cannot set argv[0]', () => expect(toRun(6, 1)).not.toContain('--argv0'));
test('strace before 4.17 has no way to skip a call that its architecture lacks', () => expect(toRun(4, 15)).not.toContain('?'));
test('strace before 4.10 shows paths only, before 4.7 nothing', () => {
  expect(toRun(4, 8)).toContain(' -y ');
  expect(toRun(4, 5)).not.toMatch(/ -y| -I/);
});
test('no strace gets --seccomp-bpf: its filter would outlive us in a daemon', () => expect(toRun(7, 2)).not.toContain('seccomp'));
test('the set that the person names is taken, and the execve that starts the command is always in it', () => {
  expect(toRun(6, 1, { traceSet: '%network,write' })).toContain('-e trace=%network,write,execve ');
  expect(toRun(6, 1, { traceSet: '!futex' })).toContain('-e trace=!futex ');
});
test('a user and variables for the command alone are set by strace', () => {
  expect(toRun(6, 1, { user: 'nobody', env: { LD_PRELOAD: 'a b' } })).toContain('-u nobody -E LD_PRELOAD=a b -- /bin/ls');
});
test('attaching can be interrupted', () => {
  expect(attachCommandLine(request(6, 1), [7, 8]).join(' ')).toMatch(/^\/usr\/bin\/strace -I2 .* -o \/s -p 7 -p 8$/);
});
