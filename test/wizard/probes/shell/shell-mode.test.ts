// Which shell a command line starts, and how.
import { expect, test } from 'vitest';
import { modeOfCommand, shellModes } from '../../../../src/wizard/probes/shell/shell-mode.ts';

const env = { PATH: '/usr/bin:/bin', HOME: '/home/dev' };
const read = (line: string) => {
  const mode = modeOfCommand(line.split(' '), env);
  return mode === null ? null : { id: mode.id, login: mode.login, interactive: mode.interactive, env: mode.env };
};

test.each([
  ['bash -c x', { id: 'bash -c', login: false, interactive: false }],
  ['bash -lc x', { id: 'bash -l -c', login: true, interactive: false }],
  ['bash --login -i -c x', { id: 'bash -l -i -c', login: true, interactive: true }],
  ['-sh', { id: 'sh -l -c', login: true, interactive: false }],
  ['/bin/sh -c -l', { id: 'sh -l -c', login: true }],
  ['sh script.sh -l', { id: 'sh -c', login: false }],
])('%s', (line, expected) => {
  expect(read(line)).toMatchObject(expected);
});

test('env changes the environment that the shell begins with', () => {
  expect(read('env -i A=b sh -c x')?.env).toEqual({ A: 'b' });
  expect(read('env -u HOME sh -c x')?.env).toEqual({ PATH: env.PATH });
  expect(read('env B=c sh -c x')?.env).toEqual({ ...env, B: 'c' });
});

test('a command that is no shell starts none', () => {
  expect(read('go version')).toBeNull();
});

test('cron and env -i have an environment of their own', () => {
  const modes = new Map(shellModes(env).map((mode) => [mode.id, mode.env]));
  expect(modes.get('cron (sh -c)')).toEqual({ HOME: '/home/dev', LOGNAME: 'root', SHELL: '/bin/sh', PATH: '/usr/bin:/bin' });
  expect(modes.get('env -i sh -c')).toEqual({});
});
