// What is said when no cause is found: a few lines that are true, and how to record a capture that shows more.
import { expect, test } from 'vitest';
import { excludedCauses } from '../../src/analyse/excluded.ts';
import { recordNext } from '../../src/analyse/record-next.ts';
import { inquiryOf } from './fixtures.ts';

const gaveUp = [
  '412 execve("/usr/bin/tool", ["tool", "--all"], 0x7ffd /* 20 vars */) = 0',
  '412 openat(AT_FDCWD, "/etc/tool.conf", O_RDONLY) = -1 ENOENT (No such file or directory)',
  '412 exit_group(3) = ?',
  '412 +++ exited with 3 +++',
];

test('a sentence for each family of causes, and the failures that it leaves open', () => {
  const excluded = excludedCauses(inquiryOf(gaveUp));
  expect(excluded).toContain('every file that was asked for was there and could be used, but for /etc/tool.conf (ENOENT)');
  expect(excluded).toContain('every shared library that was needed was found and could be loaded');
  expect(excluded.length).toBeLessThan(12);
});

test('nothing is excluded when calls on files were not recorded', () => {
  expect(excludedCauses(inquiryOf([gaveUp[0]!, gaveUp[3]!]))).toEqual([]);
});

test('the command is recorded again as it was, with children, descriptors, times and long strings', () => {
  expect(recordNext(inquiryOf(gaveUp))).toEqual([['strace', '-f', '-yy', '-T', '-ttt', '-s', '1024', '-o', 'trace.strace', '--', 'tool', '--all']]);
});

test('a command that strace cut is left for the person to fill in', () => {
  const cut = gaveUp.map((line) => line.replace('"--all"]', '"--all"...]'));
  expect(recordNext(inquiryOf(cut))?.[0]?.slice(-2)).toEqual(['--', 'COMMAND']);
});

test('a process that was attached to is attached to again', () => {
  expect(recordNext(inquiryOf(gaveUp.slice(1)))?.[0]?.slice(-2)).toEqual(['-p', '412']);
});
