// Where relative paths lead.
import { expect, test } from 'vitest';
import { absolutePath } from '../../src/analyse/place.ts';
import { inquiryOf } from './fixtures.ts';

const lastPath = (lines: readonly string[], cwd: string | null = null) => {
  const inquiry = inquiryOf(lines, { cwd });
  return absolutePath(inquiry, inquiry.trace.eventCount - 1);
};

test('from the last chdir, relative ones joined', () => {
  expect(lastPath(['chdir("/srv/app") = 0', 'chdir("sub/../bin") = 0', 'stat("./tool", 0x7) = -1 ENOENT (No such file or directory)'])).toBe(
    '/srv/app/bin/tool',
  );
});

test('a failed chdir moves nobody', () => {
  expect(lastPath(['chdir("/srv") = 0', 'chdir("/gone") = -1 ENOENT (No such file or directory)', 'stat("a", 0x7) = 0'])).toBe('/srv/a');
});

test('a child starts where its parent was', () => {
  expect(
    lastPath([
      '10 chdir("/srv") = 0',
      '10 clone(child_stack=NULL, flags=SIGCHLD) = 11',
      '10 chdir("/other") = 0',
      '11 execve("./tool", ["./tool"], 0x7 /* 1 var */) = -1 ENOENT (No such file or directory)',
    ]),
  ).toBe('/srv/tool');
});

test('-y says it at the call itself', () => {
  expect(lastPath(['openat(AT_FDCWD</srv/app>, "conf/a", O_RDONLY) = -1 ENOENT (No such file or directory)'])).toBe('/srv/app/conf/a');
  expect(lastPath(['openat(3</srv/etc>, "a", O_RDONLY) = -1 ENOENT (No such file or directory)'])).toBe('/srv/etc/a');
});

test('getcwd tells, and the live command knows', () => {
  expect(lastPath(['getcwd("/home/x", 4096) = 8', 'stat("a", 0x7) = 0'])).toBe('/home/x/a');
  expect(lastPath(['stat("a", 0x7) = 0'], '/srv/dir')).toBe('/srv/dir/a');
});

test('stays relative when nothing tells', () => {
  expect(lastPath(['stat("a/b", 0x7) = 0'])).toBe('a/b');
});
