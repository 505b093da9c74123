// A script by the name of a utility that every system has, in front of it on PATH, and what is looked at before it is made.
import { expect, test } from 'vitest';
import { diagnoseLines } from '../fixtures.ts';

const ran = (path: string, says: string) =>
  diagnoseLines([
    `7 execve("${path}", ["${path.slice(path.lastIndexOf('/') + 1)}", "-i"], 0x7ffd /* 9 vars */) = 0`,
    `7 openat(AT_FDCWD, "${path}", O_RDONLY) = 3`,
    '7 read(3, "#!/bin/sh\\necho no >&2\\nexit 64\\n", 8192) = 31',
    `7 write(2, "${says}\\n", ${says.length + 1}) = ${says.length + 1}`,
    '7 exit_group(64) = ?',
    '7 +++ exited with 64 +++',
  ]).report.findings[0];

test('a stand-in for a utility that does not know what it is asked', () => {
  expect(ran('/home/a/bin/sed', 'sed: -i is not supported')).toMatchObject({ code: 'exec/shadowed', subject: '/home/a/bin/sed' });
});

test('is none with another complaint, another name, or in the place of the system', () => {
  expect(ran('/home/a/bin/sed', 'sed: no input')?.code).toBe('program/own-error');
  expect(ran('/home/a/bin/release', 'release: unknown option -i')?.code).toBe('program/own-error');
  expect(ran('/usr/bin/sed', 'sed: unknown option -i')?.code).toBe('program/own-error');
});

test('what a program looks at before it makes it is no command that it looks for', () => {
  const [found] = diagnoseLines([
    '7 execve("/usr/bin/build", ["build"], 0x7ffd /* 9 vars */) = 0',
    '7 getcwd("/w", 4096) = 3',
    '7 stat("bin/app", 0x7ffd) = -1 ENOENT (No such file or directory)',
    '7 openat(AT_FDCWD, "bin/app", O_WRONLY|O_CREAT|O_TRUNC, 0777) = -1 EACCES (Permission denied)',
    '7 write(2, "build: open bin/app: permission denied\\n", 39) = 39',
    '7 exit_group(1) = ?',
    '7 +++ exited with 1 +++',
  ]).report.findings;
  expect(found).toMatchObject({ code: 'file/permission-denied', subject: '/w/bin/app' });
});
