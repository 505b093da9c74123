// The mode of a file that the traced processes made themselves tells why it may not be started.
import { expect, test } from 'vitest';
import { diagnoseLines } from './fixtures.ts';

const buildAndRun = (mode: string, ...then: readonly string[]): readonly string[] => [
  '5 execve("/usr/bin/build", ["build"], 0x7ffc /* 9 vars */) = 0',
  '5 mkdirat(AT_FDCWD, "/mnt/scratch/b1", 0700) = 0',
  `5 openat(AT_FDCWD, "/mnt/scratch/b1/q.test", O_RDWR|O_CREAT|O_TRUNC|O_CLOEXEC, ${mode}) = 8`,
  '5 close(8) = 0',
  ...then,
  '5 execve("/mnt/scratch/b1/q.test", ["/mnt/scratch/b1/q.test"], 0xc000 /* 9 vars */) = -1 EACCES (Permission denied)',
  '5 write(2, "q.test: permission denied\\n", 26) = 26',
  '5 exit_group(1) = ?',
  '5 +++ exited with 1 +++',
];
const found = (...of: Parameters<typeof buildAndRun>) => diagnoseLines(buildAndRun(...of)).report.findings;

test('made with x and refused: its file system is mounted noexec, at the directory that the run did not make', () => {
  expect(found('0775')).toMatchObject([{ code: 'exec/noexec-mount', subject: '/mnt/scratch' }]);
});

test('made without x', () => {
  expect(found('0666')).toMatchObject([{ code: 'exec/not-executable', subject: '/mnt/scratch/b1/q.test' }]);
});

test('made without x, and given it later', () => {
  expect(found('0666', '5 chmod("/mnt/scratch/b1/q.test", 0755) = 0')).toMatchObject([{ code: 'exec/noexec-mount' }]);
});

test('removed again by who cleans up: it tells what it was all the same', () => {
  const lines = buildAndRun('0775');
  const cleaned = [...lines.slice(0, -2), '5 unlink("/mnt/scratch/b1/q.test") = 0', ...lines.slice(-2)];
  expect(diagnoseLines(cleaned).report.findings).toMatchObject([{ code: 'exec/noexec-mount', subject: '/mnt/scratch' }]);
});
