// The loader's cache is read as ldconfig prints it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bytesInMemory, withFileBytes } from '../../src/probes/bytes.ts';
import { cacheFlagsOf, readLdSoCache } from '../../src/probes/ld-so-cache.ts';
import { programOf } from './host-programs.ts';

const PATH = '/etc/ld.so.cache';
const ldconfig = programOf('ldconfig') ?? ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find(existsSync) ?? null;

test.skipIf(ldconfig === null || !existsSync(PATH))('has the entries that ldconfig -p lists, in its order (needs ldconfig and a cache)', () => {
  const { stdout } = spawnSync(ldconfig ?? '', ['-p'], { encoding: 'utf8' });
  const theirs = [...stdout.matchAll(/^\t(\S+) \(.*\) => (\S+)$/gm)].map(([, soname, path]) => `${soname} ${path}`);
  const ours = withFileBytes(PATH, readLdSoCache)?.map(({ soname, path }) => `${soname} ${path}`);
  expect(theirs.length).toBeGreaterThan(5);
  expect(ours).toEqual(theirs);
});

test.skipIf(!existsSync(PATH))('is found behind a cache of the old format, too (needs a cache)', () => {
  const fresh = readFileSync(PATH);
  const old = Buffer.alloc(16 + 12);
  old.write('ld.so-1.7.0\0', 'latin1');
  old.writeUInt32LE(1, 12);
  const both = Buffer.concat([old, Buffer.alloc(Math.ceil(old.length / 8) * 8 - old.length), fresh]);
  expect(readLdSoCache(bytesInMemory(both))).toEqual(readLdSoCache(bytesInMemory(fresh)));
});

test('entries for CPU levels say which', () => {
  // Two entries for one soname, one of them by the extension's first hwcaps name.
  const strings = Buffer.from('x86-64-v3\0libfast.so\0/v3/libfast.so\0/all/libfast.so\0');
  const header = Buffer.alloc(48 + 2 * 24);
  header.write('glibc-ld.so.cache1.1', 'latin1');
  header.writeUInt32LE(2, 20);
  header.writeUInt32LE(strings.length, 24);
  header[28] = 2;
  const extensionAt = Math.ceil((header.length + strings.length) / 4) * 4;
  header.writeUInt32LE(extensionAt, 32);
  const text = (part: string) => header.length + strings.indexOf(part);
  [text('/v3/'), text('/all/')].forEach((path, index) => {
    const at = 48 + index * 24;
    header.writeUInt32LE(0x303, at);
    header.writeUInt32LE(text('libfast.so\0'), at + 4);
    header.writeUInt32LE(path, at + 8);
    if (index === 0) header.writeUInt32LE(0x40000000, at + 20);
  });
  const extension = Buffer.alloc(8 + 16 + 4);
  [0xeaa42174, 1, 1, 0, extensionAt + 24, 4, text('x86-64-v3')].forEach((value, index) => {
    extension.writeUInt32LE(value, index * 4);
  });
  const padding = Buffer.alloc(extensionAt - header.length - strings.length);
  expect(readLdSoCache(bytesInMemory(Buffer.concat([header, strings, padding, extension])))).toEqual([
    { soname: 'libfast.so', path: '/v3/libfast.so', flags: 0x303, hwcaps: 'x86-64-v3' },
    { soname: 'libfast.so', path: '/all/libfast.so', flags: 0x303, hwcaps: null },
  ]);
});

test('a damaged cache has no entries', () => {
  expect(readLdSoCache(bytesInMemory(Buffer.from('glibc-ld.so.cache1.1')))).toEqual([]);
  expect(readLdSoCache(bytesInMemory(Buffer.from('something else')))).toEqual([]);
});

test('each ABI has its own flags', () => {
  expect(cacheFlagsOf('x86-64', 64)).toEqual([0x303]);
  expect(cacheFlagsOf('x86-64', 32)).toEqual([0x803]);
  expect(cacheFlagsOf('386', 32)).toEqual([1, 3]);
  expect(cacheFlagsOf('AArch64', 64)).toEqual([0xa03]);
});
