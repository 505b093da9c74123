// Interpreters that are registered for files of other machines.
import { expect, test } from 'vitest';
import { binfmtInterpreter } from '../../src/probes/binfmt-misc.ts';

const arm64 = `enabled
interpreter /usr/bin/qemu-aarch64-static
flags: OCF
offset 0
magic 7f454c460201010000000000000000000200b700
mask ffffffffffffff00fffffffffffffffffeffffff
`;
const files = (text: string) => ({ entries: () => [{ name: 'qemu-aarch64', isDirectory: false }], text: () => text });
const start = Buffer.from('7f454c460201010300000000000000000300b7000100', 'hex');

test('a file fits where the mask lets its bytes count', () => {
  expect(binfmtInterpreter(files(arm64), start)).toBe('/usr/bin/qemu-aarch64-static');
});

test('not for another machine, and not when it is switched off', () => {
  const x86 = Buffer.from(start);
  x86[18] = 62;
  expect(binfmtInterpreter(files(arm64), x86)).toBe(null);
  expect(binfmtInterpreter(files(arm64.replace('enabled', 'disabled')), start)).toBe(null);
});
