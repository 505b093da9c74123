// A set that somebody still writes: files that are replaced or written anew, and stamps that pass midnight.
import { appendFileSync, mkdtempSync, readSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FollowedCopy } from '../../src/capture/followed-copy.ts';
import { FollowedSet } from '../../src/session/followed-set.ts';
import type { FollowedInput } from '../../src/session/tail-reading.ts';

let directory = '';
let prefix = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'whytrace-test-'));
  prefix = join(directory, 'set');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true });
});

const read = (followed: FollowedInput): string[] => {
  while (followed.look() >= 0 && !followed.isAtEnd);
  const bytes = Buffer.alloc(followed.spool.written);
  readSync(followed.spool.fd, bytes, 0, bytes.length, 0);
  return bytes.toString().split('\n').slice(0, -1);
};
/** As the clock of the file system goes on between two writes. */
const later = (path: string) => utimesSync(path, new Date(), new Date(Date.now() + 5000));

test('a member that is written anew, and is no shorter by then, is read from its beginning', () => {
  writeFileSync(`${prefix}.7`, '1700000000.1 chdir("/first") = 0\n');
  const set = new FollowedSet(prefix);
  expect(read(set)).toEqual(['7 1700000000.1 chdir("/first") = 0']);
  writeFileSync(`${prefix}.7`, '1700000009.1 chdir("/other") = 0\n1700000009.2 chdir("/more") = 0\n');
  later(`${prefix}.7`);
  expect(read(set).slice(1)).toEqual(['7 1700000009.1 chdir("/other") = 0', '7 1700000009.2 chdir("/more") = 0']);
  expect(set.says).toBe(`${prefix}.7 was written anew: what it held is kept, what is written now follows`);
  set.close();
});
test('so is one that another file of the same size has replaced', () => {
  writeFileSync(`${prefix}.7`, '1700000000.1 chdir("/first") = 0\n1700000000.2 chdi');
  const set = new FollowedSet(prefix);
  read(set);
  writeFileSync(join(directory, 'new'), '1700000009.1 chdir("/other") = 0\n1700000009.2 exit');
  renameSync(join(directory, 'new'), `${prefix}.7`);
  expect(read(set)).toEqual(['7 1700000000.1 chdir("/first") = 0', '7 1700000000.2 chdi', '7 1700000009.1 chdir("/other") = 0']);
  set.close();
});
test('one that only grows, or is touched, goes on', () => {
  writeFileSync(`${prefix}.7`, '1700000000.1 chdir("/first") = 0\n');
  const set = new FollowedSet(prefix);
  read(set);
  later(`${prefix}.7`);
  read(set);
  appendFileSync(`${prefix}.7`, '1700000000.2 chdir("/second") = 0\n');
  expect(read(set)).toHaveLength(2);
  expect(set.says).toBeNull();
  set.close();
});
test('a single file that is written anew, and is no shorter by then, is read from its beginning', () => {
  const path = join(directory, 'single');
  writeFileSync(path, '7 chdir("/first") = 0\n7 chd');
  const copy = new FollowedCopy(path);
  read(copy);
  writeFileSync(path, '9 chdir("/other") = 0\n9 chdir("/more") = 0\n');
  later(path);
  expect(read(copy)).toEqual(['7 chdir("/first") = 0', '7 chd', '9 chdir("/other") = 0', '9 chdir("/more") = 0']);
  expect(copy.says).toContain('was written anew');
  copy.close();
});

const times = (lines: readonly string[]) => lines.map((line) => line.split(' ').slice(0, 2).join(' '));
const line = (stamp: string) => `${stamp} close(3) = 0\n`;

test('stamps that pass midnight go on: in each file, and in one that begins behind it', () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  writeFileSync(`${prefix}.7`, line('23:59:58.000000'));
  writeFileSync(`${prefix}.8`, line('23:59:59.000000'));
  const set = new FollowedSet(prefix);
  read(set);
  now.mockReturnValue(1000);
  appendFileSync(`${prefix}.7`, line('23:59:59.500000') + line('00:00:01.000000') + line('00:00:03.000000'));
  appendFileSync(`${prefix}.8`, line('23:59:59.600000') + line('00:00:02.000000'));
  expect(times(read(set).slice(2))).toEqual([
    '7 23:59:59.500000',
    '8 23:59:59.600000',
    '7 00:00:01.000000',
    '8 00:00:02.000000',
    '7 00:00:03.000000',
  ]);
  now.mockReturnValue(2000);
  writeFileSync(`${prefix}.6`, line('00:00:04.000000'));
  appendFileSync(`${prefix}.7`, line('00:00:05.000000'));
  appendFileSync(`${prefix}.8`, line('00:00:03.500000'));
  expect(times(read(set).slice(7))).toEqual(['8 00:00:03.500000', '6 00:00:04.000000', '7 00:00:05.000000']);
  set.close();
});
test('what was there before the first look is in order, too, where midnight lies in it', () => {
  writeFileSync(`${prefix}.7`, line('23:59:58.000000') + line('00:00:03.000000'));
  writeFileSync(`${prefix}.8`, line('00:00:01.000000') + line('00:00:04.000000'));
  const set = new FollowedSet(prefix);
  expect(times(read(set))).toEqual(['7 23:59:58.000000', '8 00:00:01.000000', '7 00:00:03.000000', '8 00:00:04.000000']);
  set.close();
});
