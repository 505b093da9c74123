// Files looked for under several names or in several places are one search, named by what was asked for first.
import { expect, test } from 'vitest';
import { useFileAims } from '../../../src/analyse/aims/use-file.ts';
import { diagnoseLines, inquiryOf } from '../fixtures.ts';

const missing = (path: string): string => `7 openat(AT_FDCWD, "${path}", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)`;
const aimsOf = (lines: readonly string[]) => useFileAims(inquiryOf([...lines, '7 exit_group(1) = ?']), 0);

test('over endings, and what stands for a directory', () => {
  const aims = aimsOf(['/app/conf', '/app/conf.js', '/app/conf.json', '/app/conf/index.js'].map(missing));
  expect(aims.map(({ path, tries }) => [path, tries.length])).toEqual([['/app/conf', 4]]);
});

test('over directories and endings of a language', () => {
  const aims = aimsOf(
    ['/usr/share/lua/parser.lua', '/usr/share/lua/parser/init.lua', './parser.lua', '/usr/lib/lua/parser.so', './parser.so'].map(missing),
  );
  expect(aims.map(({ path, tries }) => [path, tries.length])).toEqual([['/usr/share/lua/parser.lua', 5]]);
});

test('other files of a directory are searches of their own', () => {
  expect(aimsOf(['/app/conf.json', '/app/users.json', '/app/lib.3.11', '/app/lib.3.12'].map(missing)).map(({ path }) => path)).toEqual([
    '/app/lib.3.12',
    '/app/lib.3.11',
    '/app/users.json',
    '/app/conf.json',
  ]);
});

test('what was to be made below a directory that could not be made is no failure of its own', () => {
  const refused = '7 mkdirat(AT_FDCWD, "out/a", 0755) = -1 EACCES (Permission denied)';
  const below = '7 openat(AT_FDCWD, "out/a/b", O_WRONLY|O_CREAT|O_EXCL, 0644) = -1 ENOENT (No such file or directory)';
  expect(aimsOf([refused, below]).map(({ path }) => path)).toEqual(['out/a']);
  expect(aimsOf(['7 mkdirat(AT_FDCWD, "out/a", 0755) = -1 EEXIST (File exists)', below]).map(({ path }) => path)).toEqual(['out/a/b', 'out/a']);
});

test('a name that was cut right behind the failed call is that of its file', () => {
  const lines = (said: string) => [
    '7 execve("/usr/bin/git", ["git"], 0x7ffd /* 9 vars */) = 0',
    '7 lstat("/srv/r/.git/worktrees/w/HEAD", 0x7ffd) = -1 ENOENT (No such file or directory)',
    `7 write(2, "${said}"..., 95) = 95`,
    '7 exit_group(128) = ?',
    '7 +++ exited with 128 +++',
  ];
  const [found] = diagnoseLines(lines('fatal: not a git repository: /sr')).report.findings;
  expect(found).toMatchObject({ code: 'file/not-found', subject: '/srv/r/.git/worktrees/w/HEAD' });
  expect(diagnoseLines(lines('fatal: not a git repository: /op')).report.findings[0]?.code).toBe('program/own-error');
});
