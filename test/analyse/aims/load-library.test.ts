// What ld.so looked for, and why it passed over what it opened.
import { expect, test } from 'vitest';
import { loadLibraryAims } from '../../../src/analyse/aims/load-library.ts';
import { inquiryOf } from '../fixtures.ts';

const START = ['execve("./app", ["./app"], 0x7 /* 3 vars */) = 0', 'access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory)'];
const HEADER = (machine: string, cls = '2') => `"\\177ELF\\${cls}\\1\\1\\0\\0\\0\\0\\0\\0\\0\\0\\0\\3\\0${machine}\\0\\1\\0\\0\\0"...`;
const LIBC = [
  'openat(AT_FDCWD, "/lib/libc.so.6", O_RDONLY|O_CLOEXEC) = 3',
  `read(3, ${HEADER('>')}, 832) = 832`,
  'mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f0000000000',
  'close(3) = 0',
];
const found = (lines: readonly string[]) => loadLibraryAims(inquiryOf([...START, ...lines]), 0);

test('a library that is mapped is met', () => {
  expect(found(LIBC)).toMatchObject([{ library: '/lib/libc.so.6', state: 'met', phase: 'start', skipped: [] }]);
});

test('tries in several directories are one aim', () => {
  const [aim] = found([
    'openat(AT_FDCWD, "/opt/lib/glibc-hwcaps/x86-64-v3/libq.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)',
    'newfstatat(AT_FDCWD, "/opt/lib/glibc-hwcaps/x86-64-v3", 0x7ffe, 0) = -1 ENOENT (No such file or directory)',
    'openat(AT_FDCWD, "/opt/lib/libq.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)',
    'openat(AT_FDCWD, "/etc/ld.so.cache", O_RDONLY|O_CLOEXEC) = 3',
    'close(3) = 0',
    'openat(AT_FDCWD, "/usr/lib/libq.so.1", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)',
  ]);
  expect(aim).toMatchObject({ library: 'libq.so.1', state: 'unmet', phase: 'start' });
  expect(aim?.tries).toHaveLength(3);
});

test.each([
  ['of another machine', HEADER('\\267'), '832', 'wrong-machine'],
  ['of another class', HEADER('>', '1'), '832', 'wrong-class'],
  ['empty', '""', '0', 'bad'],
  ['no ELF file', '"hello, this is text"', '20', 'bad'],
  ['shorter than a header', '"\\177ELF\\2\\1\\1\\0\\0\\0"', '10', 'bad'],
])('a library that is %s was opened, read and closed', (_what, bytes, length, skip) => {
  const aims = found([...LIBC, 'openat(AT_FDCWD, "/opt/libq.so.1", O_RDONLY|O_CLOEXEC) = 3', `read(3, ${bytes}, 832) = ${length}`, 'close(3) = 0']);
  expect(aims.at(-1)).toMatchObject({ state: 'unmet', skipped: [{ path: '/opt/libq.so.1', skip }] });
});

test('a library that may not be mapped for execution says why', () => {
  const aims = found([
    'openat(AT_FDCWD, "/opt/libq.so.1", O_RDONLY|O_CLOEXEC) = 3',
    `read(3, ${HEADER('>')}, 832) = 832`,
    'mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f0000000000',
    'mmap(0x7f0000001000, 4096, PROT_READ|PROT_EXEC, MAP_PRIVATE|MAP_FIXED|MAP_DENYWRITE, 3, 0x1000) = -1 EPERM (Operation not permitted)',
    'close(3) = 0',
  ]);
  expect(aims[0]?.skipped).toMatchObject([{ skip: 'not-mapped', detail: 'EPERM' }]);
});

test('what is opened before the preload file is asked for was preloaded', () => {
  const aims = loadLibraryAims(
    inquiryOf([
      'execve("./app", ["./app"], 0x7 /* 3 vars */) = 0',
      'openat(AT_FDCWD, "/opt/libfast.so", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)',
      'access("/etc/ld.so.preload", R_OK) = -1 ENOENT (No such file or directory)',
      ...LIBC,
    ]),
    0,
  );
  expect(aims.map(({ phase }) => phase)).toEqual(['preload', 'start']);
});

test('a plugin that is unmapped as soon as it was mapped lacks a symbol', () => {
  const aims = found([
    ...LIBC,
    'getuid() = 0',
    'openat(AT_FDCWD, "/opt/plug.so", O_RDONLY|O_CLOEXEC) = 3',
    `read(3, ${HEADER('>')}, 832) = 832`,
    'mmap(NULL, 16400, PROT_READ, MAP_PRIVATE|MAP_DENYWRITE, 3, 0) = 0x7f1111111000',
    'close(3) = 0',
    'munmap(0x7f1111111000, 16400) = 0',
  ]);
  expect(aims.at(-1)).toMatchObject({ phase: 'dlopen', state: 'unmet', skipped: [{ skip: 'unloaded' }] });
});

test('where no mmap was recorded, a library that fits and is closed was loaded', () => {
  const recorded = LIBC.filter((line) => !line.startsWith('mmap'));
  expect(found(recorded)).toMatchObject([{ library: '/lib/libc.so.6', state: 'met', skipped: [] }]);
  expect(
    found([...recorded, 'openat(AT_FDCWD, "/opt/libq.so.1", O_RDONLY|O_CLOEXEC) = 3', `read(3, "text", 832) = 4`, 'close(3) = 0'])[1],
  ).toMatchObject({
    state: 'unmet',
    skipped: [{ skip: 'bad' }],
  });
});
