// What of a path is of one run, and what tells two files apart.
import { expect, test } from 'vitest';
import { pathShape } from '../../../src/analyse/compare/shape.ts';

test.each([
  ['/proc/4122/status', '/proc/99/status'],
  ['/proc/self/fd/12', '/proc/self/fd/3'],
  ['/tmp/go-build2938471/b001/exe/main', '/tmp/go-build11883/b001/exe/main'],
  ['/tmp/tmpk3x8q2_a/x', '/tmp/tmp9zz0y1ab/x'],
  ['/tmp/tmp.AbCdEfGhIj', '/tmp/tmp.x9YzQwErTy'],
  ['/root/.cache/go-build/6e/6eba11b37a9f37043a92a28312cf85f9d93cb4cf-a', '/root/.cache/go-build/44/44e8e875e51d6a984ee867caf4b858d3c31ba1e9-a'],
  ['pipe:[33121]', 'pipe:[7]'],
  ['.git/objects/78/8f8acb1f5c2e1d6a01de', '.git/objects/aa/0f8acb1f5c2e1d6a01d1'],
  ['TCP:[127.0.0.1:40112->10.0.0.5:443]', 'TCP:[127.0.0.1:51200->10.0.0.5:443]'],
  ['/dev/pts/3', '/dev/pts/11'],
])('%s and %s are alike', (one, other) => {
  expect(pathShape(one)).toBe(pathShape(other));
});

test.each([
  ['/usr/lib/libfoo.so.1', '/usr/lib/libfoo.so.2'],
  ['/usr/lib/python3.11/os.py', '/usr/lib/python3.12/os.py'],
  ['/tmp/config', '/tmp/settings'],
  ['/srv/b001/x', '/srv/b002/x'],
  ['10.0.0.5:443', '10.0.0.6:443'],
  ['10.0.0.5:80', '10.0.0.5:8080'],
  ['/etc/passwd', '/etc/group'],
])('%s and %s are not', (one, other) => {
  expect(pathShape(one)).not.toBe(pathShape(other));
});

test('a name that the run made for itself is alike in any spelling', () => {
  const one = pathShape('.git/objects/78/tmp_obj_YTRkrQ', new Set(['tmp_obj_YTRkrQ']));
  expect(pathShape('.git/objects/aa/tmp_obj_abcdef', new Set(['tmp_obj_abcdef']))).toBe(one);
});
