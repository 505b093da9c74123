// strace's command line for each version that knows other options.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { attachCommandLine, runCommandLine } from '../../src/capture/strace-options.ts';
import { parseStraceVersion } from '../../src/probes/strace-version.ts';

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

/** What `strace -V` and `strace -h` of a version print. */
const usageOf = (version: string) => readFileSync(join(import.meta.dirname, '../fixtures/strace-usage', `${version}.txt`), 'utf8');
/** Short options stand in the usage by themselves, or in its cluster: `[-CdffhiqrtttTvVxxy]`. */
const tells = (usage: string, option: string) =>
  option.startsWith('--')
    ? usage.includes(option)
    : new RegExp(`${option}\\b`).test(usage) || [...usage.matchAll(/\[-(\w+)\]/g)].some(([, cluster]) => cluster?.includes(option.slice(1)));

test.each(['4.5.20', '4.8', '4.20', '5.16', '6.1', '6.3', '7.1'])('strace %s knows every option that it gets', (version) => {
  const usage = usageOf(version);
  const strace = { path: 'strace', version: parseStraceVersion(usage) };
  const more = { strace, spoolPath: '/s', traceSet: null };
  const run = runCommandLine({ ...more, file: '/bin/ls', argv: ['ls'], user: 'nobody', env: { A: 'b' } });
  const options = [...run.slice(1, run.indexOf('--')), ...attachCommandLine(more, [7]).slice(1)].filter((word) => word.startsWith('-'));
  expect(options).toContain('-ttt');
  const names = options.map((option) => option.replace(/^(-I)\d$|=.*$/, '$1'));
  expect(names.filter((name) => !tells(usage, name))).toEqual([]);
});
test('an option that a version lacks is not in its usage', () => {
  expect(tells(usageOf('4.5.20'), '-y')).toBe(false);
  expect(tells(usageOf('4.8'), '-yy')).toBe(false);
  expect(tells(usageOf('6.1'), '--argv0')).toBe(false);
});
