// What a file is by its first bytes.
import { expect, test } from 'vitest';
import { writeElf } from '../../demo/elf-writer.ts';
import { bytesInMemory } from '../../src/probes/bytes.ts';
import { fileFormat } from '../../src/probes/file-format.ts';

const format = (content: string | Buffer) => fileFormat(bytesInMemory(Buffer.from(content)));

test.each([
  ['an empty file', '', { kind: 'empty' }],
  ['a script', '#!/bin/sh -e\n', { kind: 'script', interpreter: '/bin/sh', argument: '-e', carriageReturn: false }],
  ['a web page', '\n<!DOCTYPE html>\n<html><head>', { kind: 'text', looksLike: 'html' }],
  ['a web page with a comment first', '<!-- saved -->\n<html lang="en">', { kind: 'text', looksLike: 'html' }],
  ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 1234\n', { kind: 'text', looksLike: 'lfs-pointer' }],
  ['shell commands without #!', 'set -e\necho hello\n', { kind: 'text', looksLike: 'shell' }],
  ['a comment first', '# usage: run me\nfoo\n', { kind: 'text', looksLike: 'shell' }],
  ['plain text', 'Not Found\n', { kind: 'text', looksLike: 'text' }],
  ['a script behind a byte order mark', '\ufeff#!/bin/sh\n', { kind: 'text', looksLike: 'shell', encoding: 'utf-8-bom' }],
  ['UTF-16', Buffer.from('\ufeff#!/bin/sh\n', 'utf16le'), { kind: 'text', looksLike: 'text', encoding: 'utf-16' }],
  ['a gzip file', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), { kind: 'binary' }],
  ['zeros', Buffer.alloc(5000), { kind: 'bad-elf', reason: 'begins with 1024 zero bytes' }],
  ['a name too long for execve', `#!/${'x'.repeat(400)}\n`, { kind: 'text', looksLike: 'shell' }],
])('%s', (_, content, expected) => {
  expect(format(content)).toEqual(expected);
});

test('an ELF file', () => {
  expect(format(writeElf({ machine: 'AArch64' }))).toMatchObject({ kind: 'elf', elf: { machine: 'AArch64' } });
});
