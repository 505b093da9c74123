// Arguments are split where strace separated them.
import { expect, test } from 'vitest';
import { splitArgs } from '../../src/parse/split-args.ts';

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
