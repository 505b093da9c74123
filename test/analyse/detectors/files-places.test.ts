// Which of several places on a path, or of two paths, is the one that must change.
import { expect, test } from 'vitest';
import { diagnoseLines } from '../fixtures.ts';

const run = (program: string, calls: readonly string[], status = 1) =>
  diagnoseLines([
    `7 execve("/usr/bin/${program}", ["${program}"], 0x7ffd /* 9 vars */) = 0`,
    '7 getcwd("/srv/app", 4096) = 9',
    ...calls.map((call) => `7 ${call}`),
    `7 exit_group(${status}) = ?`,
    `7 +++ exited with ${status} +++`,
  ]).report.findings[0];

test('a rename of a file that the program made itself is refused for what it was to replace', () => {
  const rename = [
    'rename("etc/sedA1b2C3", "etc/app.conf") = -1 EPERM (Operation not permitted)',
    'write(2, "sed: cannot rename etc/sedA1b2C3: Operation not permitted\\n", 57) = 57',
  ];
  expect(run('sed', ['openat(AT_FDCWD, "etc/sedA1b2C3", O_RDWR|O_CREAT|O_EXCL, 0600) = 4', 'close(4) = 0', ...rename])).toMatchObject({
    code: 'file/permission-denied',
    subject: '/srv/app/etc/app.conf',
  });
  expect(run('mv', rename)).toMatchObject({ code: 'file/permission-denied', subject: '/srv/app/etc/sedA1b2C3' });
});

test('a read-only file system begins below the directory in which the command runs, or is that', () => {
  const refused = (path: string) => [
    `openat(AT_FDCWD, "${path}", O_RDWR|O_CREAT|O_TRUNC, 0666) = -1 EROFS (Read-only file system)`,
    `write(2, "can't create ${path}: Read-only file system\\n", ${path.length + 36}) = ${path.length + 36}`,
  ];
  expect(run('as', refused('obj/x/a.o'))?.subject).toBe('/srv/app/obj');
  expect(run('git', refused('.git/index.lock'))?.subject).toBe('/srv/app');
  expect(run('as', refused('a.o'))?.subject).toBe('/srv/app');
});

test('a write that found no room is not made good by going back over what was there', () => {
  const full = 'pwrite64(3, "x"..., 4096, 294912) = -1 ENOSPC (No space left on device)';
  const open = 'openat(AT_FDCWD, "v/a.db", O_RDWR|O_CREAT, 0644) = 3';
  const said = 'write(2, "Error: stepping, database or dis"..., 47) = 47';
  expect(run('sqlite3', [open, full, 'pwrite64(3, "y"..., 4096, 0) = 4096', said], 13)?.code).toBe('file/no-space');
  expect(run('sqlite3', [open, full, 'pwrite64(3, "x"..., 4096, 294912) = 4096', said], 13)?.code).toBe('program/own-error');
});

test('where two paths are refused, what both lie in is the file', () => {
  const calls = [
    'stat("/srv/gp/go.mod", 0x7ffd) = -1 ENOTDIR (Not a directory)',
    'stat("/srv/gp/pkg/mod", 0x7ffd) = -1 ENOTDIR (Not a directory)',
    'write(2, "tool: /srv/gp/pkg/mod: Not a directory\\n", 39) = 39',
  ];
  expect(run('tool', calls)).toMatchObject({ code: 'file/not-a-directory', subject: '/srv/gp' });
  expect(run('tool', calls.slice(1))).toMatchObject({ code: 'file/not-a-directory', subject: '/srv/gp/pkg' });
});
