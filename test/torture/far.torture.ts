// Records that lie beyond 2 and 4 GiB of a file: a sparse one, whose holes take no disk. They do take pages of the kernel's cache, which it fills with zeros at each
// first reading: ten seconds of its time on a slow host, against one of ours, and again where another has taken the memory. Hence the limits.
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { whytrace } from '../screens/harness.ts';
import { place, shell } from './tortured.ts';

const GIB = 1 << 30;
/** One reading of the whole file, also on a busy host. */
const PASS_MS = 120_000;
const call = (second: number, path: string, pid = 1) =>
  `${pid} ${1700000000 + second}.000000 openat(AT_FDCWD, "${path}", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000005>\n`;

/** A call begins between the holes, and ends behind the second one. */
function farFile(): string {
  const path = join(place(), 'far');
  const file = openSync(path, 'w');
  writeSync(file, call(0, '/before'), 0);
  writeSync(file, `\n${call(1, '/beyond2')}2 1700000001.500000 read(3,  <unfinished ...>\n`, 2 * GIB + 4096);
  const many = Array.from({ length: 500 }, (_, at) => call(2, `/beyond4/file${at}`)).join('');
  const end = '1 1700000009.000000 +++ exited with 0 +++\n';
  writeSync(file, `\n${many}2 1700000003.500000 <... read resumed>"needle", 9) = 6 <2.000000>\n${call(4, '/last')}${end}`, 4 * GIB + 8192);
  closeSync(file);
  return path;
}

test('rows, detail, search, filter and export have what lies beyond 4 GiB', async () => {
  const path = farFile();
  using session = whytrace(['open', path], { size: '80x24' });
  await session.waitFor('/before');
  await session.waitForNo(/loading|%/, PASS_MS);
  await session.press('G');
  await session.waitFor('/last');
  await session.waitForStill();
  await session.press('k');
  await session.press('enter');
  await session.waitFor(/openat\(AT_FDCWD, "\/last"/);
  await session.press('esc');
  await session.waitForNo('dirfd');
  await session.press('/');
  session.type('needle');
  await session.press('enter');
  await session.waitFor(/▸[^\n]* read /, PASS_MS);
  await session.press('enter');
  await session.waitFor(/read\(3, ?"needle"/);
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(0);
  const { out } = shell(`$W export ${path} --to jsonl --filter 'call:openat,read !path:~beyond4'`, { limitMs: PASS_MS });
  const records = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(records.filter(({ kind }) => kind === 'call').map(({ name, args, took }) => [name, args[1], took])).toEqual([
    ['openat', '"/before"', '0.000005'],
    ['openat', '"/beyond2"', '0.000005'],
    ['read', '"needle"', '2.000000'],
    ['openat', '"/last"', '0.000005'],
  ]);
}, 480_000);
