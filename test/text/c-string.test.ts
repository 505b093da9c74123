// strace's C strings, decoded.
import { expect, test } from 'vitest';
import { readCString, readCStringBytes, readCStrings } from '../../src/text/c-string.ts';

test('decodes letters, octal digits and UTF-8', () => {
  expect(readCString('"a\\tb \\303\\244\\33[0m\\0"')?.text).toBe('a\tb ä\u001b[0m\0');
});

test('an octal escape takes no digit that was written out', () => {
  // strace writes three digits when a digit follows.
  expect(readCStringBytes('"\\0001"')).toEqual(Uint8Array.of(0, 49));
});

test('reads what -xx prints', () => {
  expect(readCString('"\\x2f\\x65\\x74\\x63"')?.text).toBe('/etc');
});

test('says when strace cut the string', () => {
  expect(readCString('"./install.sh: line 8: /tmp"...')).toEqual({ text: './install.sh: line 8: /tmp', truncated: true });
});

test('a byte that is no UTF-8 becomes a lone surrogate', () => {
  expect(readCString('"\\377x"')?.text).toBe('\udcffx');
});

test('finds the pieces of an iovec', () => {
  expect(readCStrings('[{iov_base="a: ", iov_len=3}, {iov_base="b\\n", iov_len=2}]').map((s) => s.text)).toEqual(['a: ', 'b\n']);
});

test('an address is no string', () => {
  expect(readCString('0x7ffe0000')).toBeNull();
});
