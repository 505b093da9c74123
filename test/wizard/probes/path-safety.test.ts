// Entries of PATH that are unsafe or of no use, on real directories.
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pathFaults, pathSafety } from '../../../src/wizard/probes/path-safety.ts';
import { asked } from './asked.ts';
import { homeWith } from './shell/home.ts';

const faultsOf = async (path: string, cwd = '/') => (await asked(pathSafety, [path], { cwd })).evidence;

test('a directory that everybody can write to, and one above it', async () => {
  const home = homeWith({ 'open/bin/x': '', 'own/bin/x': '' });
  chmodSync(join(home, 'open'), 0o777);
  chmodSync(join(home, 'own/bin'), 0o777);
  const answer = await asked(pathSafety, [`${home}/open/bin:${home}/own/bin`]);
  expect(answer).toMatchObject({ status: 'fail', facts: { unsafe: [`${home}/open/bin`, `${home}/own/bin`] } });
  expect(answer.evidence[0]).toBe(
    `${home}/open, which leads to ${home}/open/bin, can be written by everybody: who can write there decides what runs`,
  );
});

test('a sticky directory above is safe, and as an entry it is not', async () => {
  const home = homeWith({ 'drop/mine/x': '' });
  chmodSync(join(home, 'drop'), 0o1777);
  expect(await faultsOf(`${home}/drop/mine`)).toEqual([]);
  expect(await faultsOf(`${home}/drop`)).toHaveLength(1);
});

test('empty, relative and unexpanded entries', async () => {
  expect(await faultsOf('/usr/bin::bin:.:~/bin', homeWith({ 'bin/x': '' }))).toEqual([
    expect.stringContaining('entry 2 is empty'),
    expect.stringContaining('bin is relative'),
    expect.stringContaining('. is the working directory'),
    expect.stringContaining('~/bin is not expanded'),
    expect.stringContaining('~/bin is not there'),
  ]);
});

test('missing, twice, the same by a link, and a file: of no use, and safe', async () => {
  const home = homeWith({ 'tools/x': '', file: '' });
  symlinkSync('tools', join(home, 'again'));
  const answer = await asked(pathSafety, [[`${home}/tools`, `${home}/none`, `${home}/tools`, `${home}/again`, `${home}/file`].join(':')]);
  expect(answer.status).toBe('pass');
  expect(answer.evidence.map((line) => line.replaceAll(home, ''))).toEqual([
    '/none is not there',
    '/tools stands there twice',
    '/again is /tools, which stands before it',
    '/file is a file, not a directory',
  ]);
});

test('a directory that may not be searched is told', () => {
  expect(pathFaults('/closed', () => ({ kind: 'unreadable' }))).toMatchObject([
    { kind: 'useless', says: '/closed may not be searched by this user' },
  ]);
});

test('a PATH without faults passes', async () => {
  const home = homeWith({});
  mkdirSync(join(home, 'bin'), { mode: 0o755 });
  expect(await asked(pathSafety, [join(home, 'bin')])).toMatchObject({ status: 'pass', evidence: [] });
});
