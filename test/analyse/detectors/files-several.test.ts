// Files that could not be used: the right one of several failures, and runs in which the same failure means nothing.
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/model/report.ts';
import { diagnoseLines } from '../fixtures.ts';

const START = '7 execve("/usr/bin/tool", ["tool"], 0x7ffc /* 9 vars */) = 0';
const CWD = '7 getcwd("/w", 4096) = 3';
const end = (status: number): readonly string[] => [`7 exit_group(${status}) = ?`, `7 +++ exited with ${status} +++`];
const says = (text: string): string => `7 write(2, "${text}\\n", ${text.length + 1}) = ${text.length + 1}`;
/** A tool that makes these calls, says this and fails. */
const first = (calls: readonly string[], text: string): Finding | undefined =>
  diagnoseLines([START, CWD, ...calls.map((call) => `7 ${call}`), says(text), ...end(1)]).report.findings[0];

describe('the right one of several', () => {
  test('a failure far back that the last words speak of: a database on a read-only file system', () => {
    const found = first(
      [
        'openat(AT_FDCWD, "/srv/m/s.db", O_RDWR|O_CREAT, 0644) = -1 EROFS (Read-only file system)',
        'openat(AT_FDCWD, "/srv/m/s.db", O_RDONLY) = 3',
        'openat(AT_FDCWD, "/w/query.sql", O_RDONLY) = 4',
        'stat("/srv/m/s.db-journal", 0x7ffc) = -1 ENOENT (No such file or directory)',
      ],
      'Error: attempt to write a readonly database',
    );
    expect(found).toMatchObject({ code: 'file/read-only-filesystem', errno: 'EROFS' });
  });

  test('the rename that was refused, not the missing file that was looked for behind it', () => {
    const found = first(
      ['rename("app", "app.old") = -1 EBUSY (Device or resource busy)', 'stat("app.old", 0x7ffc) = -1 ENOENT (No such file or directory)'],
      "mv: cannot move 'app' to 'app.old': Device or resource busy",
    );
    expect(found).toMatchObject({ code: 'file/busy' });
  });

  test('a complaint on the way, and a summary at the end', () => {
    const lines = [
      START,
      CWD,
      '7 openat(AT_FDCWD, "a", O_RDONLY) = -1 EACCES (Permission denied)',
      says('tar: a: Cannot open: Permission denied'),
      '7 openat(AT_FDCWD, "b", O_RDONLY) = 3',
      says('tar: Exiting with failure status due to previous errors'),
      ...end(2),
    ];
    expect(diagnoseLines(lines).report.findings[0]).toMatchObject({ code: 'file/permission-denied', subject: '/w/a' });
  });
});

describe('says nothing of it', () => {
  const missing = 'openat(AT_FDCWD, "local.ini", O_RDONLY) = -1 ENOENT (No such file or directory)';

  test('when the program ends well', () => {
    expect(diagnoseLines([START, CWD, `7 ${missing}`, ...end(0)]).report).toMatchObject({ verdict: 'no-fault', findings: [] });
  });

  test('when the program gives up for something else', () => {
    expect(first([missing], 'ValueError: bad port 99999')).toMatchObject({ code: 'program/own-error' });
  });

  test('when a lock was got at the second try', () => {
    const lock = [
      'openat(AT_FDCWD, "/run/l", O_RDWR) = 3',
      'flock(3, LOCK_EX|LOCK_NB) = -1 EAGAIN (Resource temporarily unavailable)',
      'flock(3, LOCK_EX|LOCK_NB) = 0',
    ];
    expect(first(lock, 'tool: bad number')).toMatchObject({ code: 'program/own-error' });
  });

  test('when mv copied what it could not rename', () => {
    const calls = [
      'rename("a", "/mnt/a") = -1 EXDEV (Invalid cross-device link)',
      'openat(AT_FDCWD, "/mnt/a", O_WRONLY|O_CREAT|O_EXCL, 0600) = 4',
      'unlink("a") = 0',
    ];
    expect(first(calls, 'tool: bad number')).toMatchObject({ code: 'program/own-error' });
  });

  test('when a note says that it does no harm', () => {
    const lines = [
      START,
      CWD,
      `7 ${missing}`,
      says('note: local.ini not found, using defaults'),
      '7 openat(AT_FDCWD, "rules", O_RDONLY) = 3',
      says('error: unknown rule 7'),
      ...end(1),
    ];
    expect(diagnoseLines(lines).report.findings[0]).toMatchObject({ code: 'program/own-error' });
  });
});
