// Arguments are split where strace separated them.
import { expect, test } from 'vitest';
import { argumentNames, splitArgs, withoutNames } from '../../src/parse/split-args.ts';

test.each([
  ['', []],
  ['NULL', ['NULL']],
  ['3, "a, b", 4', ['3', '"a, b"', '4']],
  ['"a\\", b", 1', ['"a\\", b"', '1']],
  ['"/bin/sh", ["sh", "-c", "x"], 0x7ff /* 3 vars */', ['"/bin/sh"', '["sh", "-c", "x"]', '0x7ff /* 3 vars */']],
  ['3</a, b>, 1', ['3</a, b>', '1']],
  ['AT_FDCWD</home, x>, "f"', ['AT_FDCWD</home, x>', '"f"']],
  ['[{fd=3<TCP:[1.2.3.4:5->6.7.8.9:10]>, events=POLLIN}], 1, -1', ['[{fd=3<TCP:[1.2.3.4:5->6.7.8.9:10]>, events=POLLIN}]', '1', '-1']],
  ['0, 1<<3, 2', ['0', '1<<3', '2']],
  ['"never closed, 1', ['"never closed, 1']],
])('%s', (text, args) => {
  expect(splitArgs(text)).toEqual(args);
});

test('names of -N are no part of the values, and can be asked for', () => {
  const call = 'openat(dirfd=AT_FDCWD, pathname="a=b, c=", flags=O_RDONLY) = 3';
  const args = ['dirfd=AT_FDCWD', 'pathname="a=b, c="', 'flags=O_RDONLY'];
  expect(withoutNames(call, args)).toEqual(['AT_FDCWD', '"a=b, c="', 'O_RDONLY']);
  expect(argumentNames(call)?.slice(0, 2)).toEqual(['dirfd', 'pathname']);
});

test('clone names its arguments in every version: they stay', () => {
  const call = 'clone(child_stack=NULL, flags=CLONE_VM|SIGCHLD) = 7';
  const args = ['child_stack=NULL', 'flags=CLONE_VM|SIGCHLD'];
  expect(withoutNames(call, args)).toEqual(args);
  expect(argumentNames(call)).toBeNull();
});

test('what only looks like a name stays', () => {
  expect(withoutNames('write(1, "a=b") = 3', ['1', '"a=b"'])).toEqual(['1', '"a=b"']);
  expect(argumentNames('execve("a=b", ["c=d"]) = 0')).toBeNull();
});
