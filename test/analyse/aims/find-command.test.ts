// Which calls are a search along PATH, and which only look like one.
import { expect, test } from 'vitest';
import { findCommandAims } from '../../../src/analyse/aims/find-command.ts';
import { inquiryOf } from '../fixtures.ts';

const aims = (lines: readonly string[]) =>
  findCommandAims(inquiryOf(lines), 0).map(({ command, state, meantToRun, tries }) => ({
    command,
    state,
    meantToRun,
    tries: tries.map((t) => t.path),
  }));

test('stats of one name in several directories of commands are one search', () => {
  expect(
    aims([
      'execve("/bin/bash", ["bash"], 0x7 /* 3 vars */) = 0',
      'newfstatat(AT_FDCWD, ".", {st_mode=S_IFDIR|0755, st_size=4096, ...}, 0) = 0',
      'newfstatat(AT_FDCWD, "/usr/local/bin/go", 0x7ffe, 0) = -1 ENOENT (No such file or directory)',
      'getpid() = 1',
      'newfstatat(AT_FDCWD, "/usr/bin/go", 0x7ffe, 0) = -1 ENOENT (No such file or directory)',
    ]),
  ).toEqual([{ command: 'go', state: 'unmet', meantToRun: false, tries: ['/usr/local/bin/go', '/usr/bin/go'] }]);
});

test('execve in one directory after the other means to run it', () => {
  const [aim] = aims([
    'execve("/usr/bin/env", ["env", "go"], 0x7 /* 3 vars */) = 0',
    'execve("/usr/local/bin/go", ["go"], 0x7 /* 3 vars */) = -1 ENOENT (No such file or directory)',
    'execve("/usr/bin/go", ["go"], 0x7 /* 3 vars */) = -1 ENOENT (No such file or directory)',
  ]);
  expect(aim).toMatchObject({ command: 'go', state: 'unmet', meantToRun: true });
});

test('a search that finds the file in its last directory is met', () => {
  const [aim] = aims([
    'stat("/usr/local/bin/ls", 0x7ffe) = -1 ENOENT (No such file or directory)',
    'stat("/usr/bin/ls", {st_mode=S_IFREG|0755, st_size=1, ...}) = 0',
    'access("/usr/bin/ls", X_OK) = 0',
  ]);
  expect(aim).toMatchObject({ command: 'ls', state: 'met' });
});

test('a file without execute permission, and a directory, are passed over', () => {
  const [aim] = aims([
    'stat("/usr/local/bin/ls", {st_mode=S_IFREG|0644, st_size=1, ...}) = 0',
    'stat("/usr/bin/ls", {st_mode=S_IFDIR|0755, st_size=1, ...}) = 0',
    'stat("/bin/ls", 0x7ffe) = -1 ENOENT (No such file or directory)',
  ]);
  expect(aim).toMatchObject({ state: 'unmet', tries: ['/usr/local/bin/ls', '/usr/bin/ls', '/bin/ls'] });
});

test('climbing the parents of a directory is no search of PATH', () => {
  expect(
    aims([
      'stat("/src/app/bin/go.mod", 0x7ffe) = -1 ENOENT (No such file or directory)',
      'stat("/src/app/go.mod", 0x7ffe) = -1 ENOENT (No such file or directory)',
      'stat("/src/go.mod", 0x7ffe) = -1 ENOENT (No such file or directory)',
    ]),
  ).toEqual([]);
});

test('headers and modules in directories that hold no commands are none', () => {
  expect(
    aims([
      'stat("/usr/include/a.h", 0x7ffe) = -1 ENOENT (No such file or directory)',
      'stat("/usr/local/include/a.h", 0x7ffe) = -1 ENOENT (No such file or directory)',
    ]),
  ).toEqual([]);
});

test('an open in between ends the search, unless it looks at the file that execve could not start', () => {
  const zsh = aims([
    'execve("/usr/local/bin/go", ["go"], 0x7 /* 3 vars */) = -1 ENOENT (No such file or directory)',
    'openat(AT_FDCWD, "/usr/local/bin/go", O_RDONLY|O_NOCTTY) = -1 ENOENT (No such file or directory)',
    'execve("/usr/bin/go", ["go"], 0x7 /* 3 vars */) = -1 ENOENT (No such file or directory)',
  ]);
  expect(zsh).toHaveLength(1);
  expect(zsh[0]?.tries).toHaveLength(2);
});
