// What the start screen reads of the host: directories, files, processes.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeFile, listDirectory } from '../../../src/tui/start-screen/directory-list.ts';
import { listProcesses } from '../../../src/tui/start-screen/process-list.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'whytrace-start-'));
  mkdirSync(join(directory, 'sub'));
  const call = 'openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3\n';
  for (const [name, content] of Object.entries({
    'set.10': call,
    'set.11': call,
    'one.7': call,
    notes: 'hello\n',
    empty: '',
    zipped: gzipSync(call),
    elf: '\x7fELF\0',
  }))
    writeFileSync(join(directory, name), content);
});
afterAll(() => rmSync(directory, { recursive: true }));

test('lists directories first and the files of one strace -ff as one entry', () => {
  expect(listDirectory(directory).map(({ name, kind, files }) => [name, kind, files])).toEqual([
    ['sub', 'directory', 1],
    ['elf', 'file', 1],
    ['empty', 'file', 1],
    ['notes', 'file', 1],
    ['one.7', 'file', 1],
    ['set', 'set', 2],
    ['zipped', 'file', 1],
  ]);
});

test.each([
  ['one.7', 'strace output'],
  ['notes', 'text; no call of strace at its start'],
  ['empty', 'empty'],
  ['zipped', 'gzip'],
  ['elf', 'binary, no text'],
  ['sub', 'cannot be read'],
])('says what %s holds', (name, says) => {
  expect(describeFile(join(directory, name))).toBe(says);
});

test('lists running processes with user, age and command, but not this one', () => {
  const list = listProcesses();
  expect(list.find(({ pid }) => pid === process.pid)).toBeUndefined();
  const parent = list.find(({ pid }) => pid === process.ppid);
  expect(parent).toMatchObject({ pid: process.ppid, user: expect.stringMatching(/./), command: expect.stringContaining('node') });
  expect(parent?.ageSeconds).toBeGreaterThan(0);
});

test('has nothing to list where there is no /proc', () => {
  expect(listProcesses(directory)).toEqual([]);
});
