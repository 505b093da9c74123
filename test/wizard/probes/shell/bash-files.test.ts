// Which files bash reads by itself, with what it was seen to open and without.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startUpFiles } from '../../../../src/wizard/probes/shell/bash-files.ts';
import { homeWith } from './home.ts';

const mode = (home: string, how: { login?: boolean; interactive?: boolean; asSh?: boolean; BASH_ENV?: string }) => ({
  asSh: how.asSh ?? false,
  login: how.login ?? false,
  interactive: how.interactive ?? false,
  env: { HOME: home, ...(how.BASH_ENV === undefined ? {} : { BASH_ENV: how.BASH_ENV }) },
});
const own = (files: readonly string[], home: string) => files.filter((file) => file.startsWith(home)).map((file) => file.slice(home.length + 1));

test('without strace the manual counts: the first of three for a login, ~/.bashrc for a terminal, none for a script', () => {
  const home = homeWith({ '.bash_login': '', '.profile': '', '.bashrc': '' });
  expect(own(startUpFiles(mode(home, { login: true }), null), home)).toEqual(['.bash_login']);
  expect(own(startUpFiles(mode(home, { login: true, asSh: true }), null), home)).toEqual(['.profile']);
  expect(own(startUpFiles(mode(home, { interactive: true }), null), home)).toEqual(['.bashrc']);
  expect(own(startUpFiles(mode(home, {}), null), home)).toEqual([]);
});

test('a script reads the file of BASH_ENV', () => {
  const home = homeWith({ env: '' });
  expect(own(startUpFiles(mode(home, { BASH_ENV: join(home, 'env') }), null), home)).toEqual(['env']);
});

test('what it was seen to open counts more: a bash started by sshd reads ~/.bashrc', () => {
  const opened = [
    { path: '/h/.bashrc', isThere: true },
    { path: '/h/.profile', isThere: false },
  ];
  expect(startUpFiles(mode('/h', {}), opened)).toEqual(['/h/.bashrc']);
  expect(startUpFiles(mode('/h', { login: true }), opened)).toEqual([]);
});
