// What is read from ELF files: written on the spot, compiled where there is a compiler, and those of the host.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeElf } from '../../demo/elf-writer.ts';
import { bytesInMemory } from '../../src/probes/bytes.ts';
import { readElf, readElfFile } from '../../src/probes/elf.ts';
import { gcc } from './host-programs.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const read = (bytes: Uint8Array) => readElf(bytesInMemory(bytes));
const program = { prints: 'hello\n', exits: 0 };
const dynamic = writeElf({
  machine: 'x86-64',
  interpreter: '/lib64/ld-linux-x86-64.so.2',
  needed: ['libone.so.1', 'libtwo.so.2'],
  runpath: '$ORIGIN/../lib:/opt/lib',
  program,
});

test('tells class, machine, interpreter, libraries and run path of a program', () => {
  expect(read(dynamic)).toMatchObject({
    kind: 'elf',
    elf: {
      class: 64,
      machine: 'x86-64',
      type: 'DYN',
      interpreter: '/lib64/ld-linux-x86-64.so.2',
      needed: ['libone.so.1', 'libtwo.so.2'],
      runpath: ['$ORIGIN/../lib', '/opt/lib'],
      rpath: [],
      damage: null,
      isStatic: false,
    },
  });
});

test('reads 32-bit libraries', () => {
  const library = writeElf({ machine: 'i386', soname: 'libold.so.3', needed: ['libc.so.6'], rpath: '/opt/old' });
  expect(read(library)).toMatchObject({
    elf: { class: 32, machine: '386', soname: 'libold.so.3', needed: ['libc.so.6'], rpath: ['/opt/old'], isStatic: false, damage: null },
  });
});

test('reads the other byte order', () => {
  const bytes = Buffer.alloc(52 + 32);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 1, 2, 1]);
  bytes.writeUInt16BE(2, 16);
  bytes.writeUInt16BE(20, 18);
  bytes.writeUInt32BE(52, 28);
  bytes.writeUInt16BE(32, 42);
  bytes.writeUInt16BE(1, 44);
  bytes.writeUInt32BE(1, 52);
  expect(read(bytes)).toMatchObject({ elf: { class: 32, machine: 'PowerPC', littleEndian: false, type: 'EXEC', isStatic: true, damage: null } });
});

test('knows a static program and a Go program', () => {
  expect(read(writeElf({ machine: 'AArch64', program }))).toMatchObject({ elf: { machine: 'AArch64', isStatic: true, isGo: false } });
  expect(read(writeElf({ machine: 'x86-64', program, goBuildId: 'abc/def/ghi' }))).toMatchObject({ elf: { isGo: true } });
});

test('names a machine without a name by its number', () => {
  const bytes = Buffer.from(dynamic);
  bytes.writeUInt16LE(0x1234, 18);
  expect(read(bytes)).toMatchObject({ elf: { machine: 'machine 0x1234' } });
});

test.each([
  ['is cut off in the header', dynamic.subarray(0, 40), /^is 40 bytes long, shorter than an ELF header$/],
  ['has an unknown class', Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 9]), dynamic.subarray(5)]), /unknown ELF class 9/],
  ['has an unknown byte order', Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 7]), dynamic.subarray(6)]), /unknown byte order 7/],
])('says what keeps a header from being read when it %s', (_, bytes, reason) => {
  expect(read(bytes)).toEqual({ kind: 'bad-elf', reason: expect.stringMatching(reason) });
});

test.each([
  ['a cut-off file', dynamic.subarray(0, dynamic.length - 16), /^ends at byte \d+, a segment reaches to \d+$/],
  ['program headers beyond the end', dynamic.subarray(0, 100), /^ends at byte 100, its program headers reach to \d+$/],
  ['zeroed program headers', zeroed(dynamic, 64, 64 + 6 * 56), /^has zeroed program headers$/],
  ['zeroed code', zeroed(dynamic, 0x1c0, dynamic.length - 400), /^has only zeros at its entry point/],
])('names the damage of %s', (_, bytes, damage) => {
  expect(read(bytes)).toMatchObject({ kind: 'elf', elf: { damage: expect.stringMatching(damage) } });
});

test('is no ELF file without the magic, and a file with nothing but it is a bad one', () => {
  expect(read(Buffer.from('#!/bin/sh\n'))).toBeNull();
  expect(read(Buffer.alloc(0))).toBeNull();
  expect(read(Buffer.from('\x7fELF', 'latin1'))).toMatchObject({ kind: 'bad-elf' });
});

test.skipIf(gcc === null)('reads symbol versions as the linker wrote them (needs gcc)', () => {
  const source = directory.file('store.c', 'int store(void) { return 1; }\nint old_store(void) { return 2; }\n');
  const map = directory.file('store.map', 'STORE_1.0 { global: old_store; };\nSTORE_2.0 { global: store; } STORE_1.0;\n');
  const library = join(directory.path, 'libstore.so.1');
  execFileSync(gcc ?? '', ['-shared', '-fPIC', `-Wl,--version-script=${map},-soname,libstore.so.1`, '-o', library, source]);
  const user = directory.file('user.c', 'int store(void);\nint main(void) { return store(); }\n');
  const executable = join(directory.path, 'user');
  execFileSync(gcc ?? '', ['-o', executable, user, library]);
  expect(readElfFile(library)).toMatchObject({ elf: { soname: 'libstore.so.1', versionsDefined: ['STORE_1.0', 'STORE_2.0'], damage: null } });
  expect(readElfFile(executable)).toMatchObject({
    elf: { versionsNeeded: expect.arrayContaining([{ library: 'libstore.so.1', version: 'STORE_2.0' }]), damage: null },
  });
});

test.skipIf(gcc === null)('knows a compiled library from a static program (needs gcc)', () => {
  const source = directory.file('empty.c', 'int main(void) { return 0; }\n');
  const built = (name: string, ...options: string[]) => {
    execFileSync(gcc ?? '', [...options, '-o', join(directory.path, name), source]);
    return readElfFile(join(directory.path, name));
  };
  expect(built('plain.so', '-shared', '-fPIC', '-nostdlib')).toMatchObject({ elf: { isStatic: false, interpreter: null } });
  expect(built('static', '-static')).toMatchObject({ elf: { isStatic: true, type: 'EXEC' } });
});

test('finds no damage in programs of the host', () => {
  const paths = readdirSync('/usr/bin').map((name) => join('/usr/bin', name));
  const damaged = paths.flatMap((path) => {
    try {
      const reading = readElfFile(path);
      return reading === null ? [] : reading.kind === 'bad-elf' ? [`${path} ${reading.reason}`] : reading.elf.damage === null ? [] : [path];
    } catch {
      return []; // A dangling link, or no permission to read it.
    }
  });
  expect(damaged).toEqual([]);
});

test('reads little of a big file', () => {
  const bytes = readFileSync(process.execPath);
  let readBytes = 0;
  const source = bytesInMemory(bytes);
  readElf({
    sizeBytes: bytes.length,
    read(offset, length) {
      const part = source.read(offset, length);
      readBytes += part.length;
      return part;
    },
  });
  expect(readBytes).toBeLessThan(bytes.length / 50);
});

/** A copy with zeros from one offset to another. */
function zeroed(bytes: Buffer, from: number, to: number): Buffer {
  return Buffer.from(bytes).fill(0, from, to);
}
