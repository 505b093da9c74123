// A fix is applied and taken back: to the byte, unless that would lose a later change.

import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileEdit } from '../../../src/model/report.ts';
import { applyFix } from '../../../src/wizard/fix/apply-fix.ts';
import { planFix } from '../../../src/wizard/fix/plan-fix.ts';
import { undoFix } from '../../../src/wizard/fix/undo-fix.ts';
import { directoryHash, eachInWorld, remedy, watch } from './world.ts';

const held = eachInWorld();
const CASE = '20261126-exec-not-executable-abcde';

/** Makes the things that the fixes below are about. */
function make(path: string): void {
  mkdirSync(join(path, 'tree/deep'), { recursive: true });
  writeFileSync(join(path, 'file'), 'one\r\ntwo\r\n\xff', { encoding: 'latin1', mode: 0o640 });
  writeFileSync(join(path, 'other'), 'other\n');
  writeFileSync(join(path, 'tree/deep/leaf'), 'leaf');
  symlinkSync('nowhere', join(path, 'link'));
  symlinkSync('tree', join(path, 'to-tree'));
  symlinkSync('file', join(path, 'to-file'));
  linkSync(join(path, 'other'), join(path, 'second-name'));
  // Times that a change would show.
  for (const name of ['file', 'other', 'tree/deep/leaf', 'tree/deep', 'tree', '.'])
    utimesSync(join(path, name), 1_600_000_000.123, 1_600_000_001.456);
}

const FIXES: readonly [string, string[][], FileEdit[]?][] = [
  ['chmod', [['chmod', '+x', 'file']]],
  ['chmod through a link', [['chmod', 'a+x', 'to-file']]],
  ['chmod -R', [['chmod', '-R', 'go-rwx', 'tree']]],
  ['ln -s', [['ln', '-s', 'file', 'new-link']]],
  ['ln -sfn over a link', [['ln', '-sfn', 'tree/deep', 'to-tree']]],
  ['ln -s into a directory', [['ln', '-s', '../file', 'tree']]],
  ['rm', [['rm', 'file', 'link']]],
  ['rm -r', [['rm', '-rf', 'tree']]],
  ['mv', [['mv', 'file', 'tree/']]],
  ['mv over a file', [['mv', 'file', 'other']]],
  ['cp', [['cp', 'file', 'other']]],
  ['cp -r', [['cp', '-r', 'tree', 'copy']]],
  ['mkdir -p', [['mkdir', '-p', 'a/b/c']]],
  ['touch', [['touch', 'file', 'fresh']]],
  ['sed -i', [['sed', '-i', 's/\\r$//', 'file']]],
  ['sed -i.bak', [['sed', '-i.bak', '-e', 's/one/1/', 'file']]],
  ['truncate', [['truncate', '-s', '0', 'file']]],
  ['tee', [['tee', 'file', 'new']]],
  ['install', [['install', '-m', '755', '-D', 'file', 'bin/tool']]],
  [
    'several commands',
    [
      ['mkdir', 'bin'],
      ['cp', 'file', 'bin/file'],
      ['chmod', '755', 'bin/file'],
      ['rm', 'file'],
    ],
  ],
  ['append', [], [{ path: 'file', how: 'append', text: 'three' }]],
  ['append to a new file', [], [{ path: 'etc/new/file', how: 'append', text: 'three' }]],
  ['prepend', [], [{ path: 'file', how: 'prepend', text: '#!/bin/sh' }]],
  ['replace', [], [{ path: 'to-file', how: 'replace', from: 'two', to: 'zwei' }]],
  ['content of a file with two names', [], [{ path: 'second-name', how: 'content', text: 'new' }]],
  ['mode', [], [{ path: 'file', how: 'mode', mode: 'u=rwx,go=rx' }]],
  ['link', [], [{ path: 'link', how: 'link', target: 'file' }]],
  ['commands and edits', [['rm', 'link']], [{ path: 'link', how: 'content', text: 'a file now' }]],
];

test.each(FIXES)('%s: taken back to the byte', async (_name, commands, edits) => {
  const { path, given } = held.world;
  make(path);
  const before = directoryHash(path);
  const plan = await planFix(remedy(commands, edits === undefined ? {} : { edits }), given);
  expect(plan).toMatchObject({ kind: 'change', undo: 'exact' });
  expect(directoryHash(path)).toBe(before);
  const applied = await applyFix(plan, CASE, watch);
  expect(applied).toMatchObject({ status: 'pass' });
  expect(directoryHash(path)).not.toBe(before);
  expect(await undoFix(CASE)).toMatchObject({ state: 'undone' });
  expect(directoryHash(path)).toBe(before);
  expect(await undoFix(CASE)).toMatchObject({ state: 'nothing' });
});

test('a file with two names keeps both through fix and undo', async () => {
  const { path, given } = held.world;
  make(path);
  await applyFix(await planFix(remedy([], { edits: [{ path: 'other', how: 'content', text: 'new' }] }), given), CASE, watch);
  expect(readFileSync(join(path, 'second-name'), 'utf8')).toBe('new');
  await undoFix(CASE);
  expect(readFileSync(join(path, 'second-name'), 'utf8')).toBe('other\n');
});

test.runIf(process.geteuid?.() === 0)('owners and set-user-ID bits come back', async () => {
  const { path, given } = held.world;
  make(path);
  chownSync(join(path, 'file'), 1234, 1234);
  chmodSync(join(path, 'file'), 0o4755);
  const before = directoryHash(path);
  await applyFix(await planFix(remedy([['chown', '-R', '0:0', '.']]), given), CASE, watch);
  expect(lstatSync(join(path, 'file')).uid).toBe(0);
  await undoFix(CASE);
  expect(directoryHash(path)).toBe(before);
  await applyFix(await planFix(remedy([], { edits: [{ path: 'file', how: 'append', text: 'x' }] }), given), CASE, watch);
  expect(lstatSync(join(path, 'file'))).toMatchObject({ uid: 1234, gid: 1234 });
});

test.each<[string, (path: string) => void, RegExp]>([
  ['content', (path) => writeFileSync(join(path, 'file'), 'later'), /file: its content/],
  ['mode', (path) => chmodSync(join(path, 'file'), 0o600), /mode 0640, now 0600/],
  ['another file in a directory that the fix made', (path) => writeFileSync(join(path, 'made/mine'), 'mine'), /made\/mine is there/],
])('a later change is not lost: %s', async (_name, change, says) => {
  const { path, given } = held.world;
  make(path);
  await applyFix(
    await planFix(
      remedy([
        ['mkdir', 'made'],
        ['sed', '-i', 's/one/1/', 'file'],
      ]),
      given,
    ),
    CASE,
    watch,
  );
  change(path);
  const now = directoryHash(path);
  const { state, evidence } = await undoFix(CASE);
  expect(state).toBe('blocked');
  expect(evidence.join('\n')).toMatch(says);
  expect(directoryHash(path)).toBe(now);
});

test('two fixes of one case are taken back together, the later one first', async () => {
  const { path, given } = held.world;
  make(path);
  const before = directoryHash(path);
  await applyFix(await planFix(remedy([['ln', '-sfn', 'file', 'link']]), given), CASE, watch);
  await applyFix(await planFix(remedy([['ln', '-sfn', 'other', 'link']]), given), CASE, watch);
  expect(readlinkSync(join(path, 'link'))).toBe('other');
  expect(await undoFix(CASE)).toMatchObject({ state: 'undone' });
  expect(directoryHash(path)).toBe(before);
});

test('a command that fails: what was done until then can be taken back', async () => {
  const { path, given } = held.world;
  make(path);
  const before = directoryHash(path);
  const applied = await applyFix(
    await planFix(
      remedy([
        ['rm', 'file'],
        ['rm', 'not-there'],
        ['rm', 'other'],
      ]),
      given,
    ),
    CASE,
    watch,
  );
  expect(applied).toMatchObject({ status: 'fail' });
  expect([existsSync(join(path, 'file')), existsSync(join(path, 'other'))]).toEqual([false, true]);
  await undoFix(CASE);
  expect(directoryHash(path)).toBe(before);
});

test('what has changed since it was shown is not touched', async () => {
  const { path, given } = held.world;
  make(path);
  const plan = await planFix(remedy([], { edits: [{ path: 'file', how: 'append', text: 'x' }] }), given);
  writeFileSync(join(path, 'file'), 'quite another');
  expect(await applyFix(plan, CASE, watch)).toMatchObject({ status: 'unknown', says: expect.stringMatching(/changed since this was shown/) });
  expect(readFileSync(join(path, 'file'), 'utf8')).toBe('quite another');
});

test('nothing that was kept stays behind an undo, and nobody else can read it before', async () => {
  const { path, home, given } = held.world;
  make(path);
  await applyFix(await planFix(remedy([['rm', 'file']]), given), CASE, watch);
  const kept = join(home, 'data/whytrace/undo', CASE, '001');
  expect(lstatSync(kept).mode & 0o077).toBe(0);
  expect(readdirSync(kept)).toEqual(['journal.json', 'kept-0']);
  await undoFix(CASE);
  expect(readdirSync(kept)).toEqual(['journal.json']);
});

/** Where this file system and our rights permit it. */
const hasCapabilities = (): boolean => spawnSync('setcap', ['cap_net_raw=ep', join(held.world.path, 'tool')]).status === 0;
const getcap = (): string =>
  spawnSync('getcap', ['tool'], { cwd: held.world.path, encoding: 'utf8' })
    .stdout.replace(/^tool(?: =)? /, '')
    .trim();

test.each([
  ['given', [['setcap', 'cap_net_bind_service=+ep', 'tool']]],
  ['lost with the owner', [['chown', '1234', 'tool']]],
  ['lost with the content', [['truncate', '-s', '3', 'tool']]],
  ['lost with the file', [['rm', 'tool']]],
])('capabilities of a file come back: %s', async (_name, commands) => {
  const { path, given } = held.world;
  writeFileSync(join(path, 'tool'), '#!/bin/sh\n', { mode: 0o755 });
  if (!hasCapabilities()) return;
  const before = directoryHash(path);
  expect(await applyFix(await planFix(remedy(commands), given), CASE, watch)).toMatchObject({ status: 'pass' });
  expect(getcap()).not.toBe('cap_net_raw=ep');
  expect(await undoFix(CASE)).toMatchObject({ state: 'undone' });
  expect(getcap()).toBe('cap_net_raw=ep');
  expect(directoryHash(path)).toBe(before);
});

const withPython = (code: string): string =>
  spawnSync('python3', ['-c', `import os\n${code}`], { cwd: held.world.path, encoding: 'utf8' }).stdout?.trim() ?? '';

test.each<[string, string[][], FileEdit[]]>([
  ['an edit keeps them', [], [{ path: 'file', how: 'append', text: 'x' }]],
  ['a removed file gets them back', [['rm', 'file']], []],
])('extended attributes of a file: %s', async (_name, commands, edits) => {
  const { path, given } = held.world;
  make(path);
  // Where this file system has them, and there is something that can set them.
  if (withPython("os.setxattr('file', 'user.note', b'mine'); print('set')") !== 'set') return;
  const read = (): string => withPython("print(os.getxattr('file', 'user.note').decode())");
  await applyFix(await planFix(remedy(commands, { edits }), given), CASE, watch);
  if (edits.length > 0) expect(read()).toBe('mine');
  await undoFix(CASE);
  expect(read()).toBe('mine');
});

test('a home that cannot be written: what is kept goes to a temporary directory, which is said before, and can be taken back all the same', async () => {
  const { path, home, given } = held.world;
  make(path);
  process.env.HOME = '/proc/nowhere';
  process.env.XDG_DATA_HOME = '/proc/nowhere';
  const temporary = process.env.TMPDIR;
  process.env.TMPDIR = home;
  try {
    const before = directoryHash(path);
    const plan = await planFix(remedy([['rm', 'file']]), given);
    expect(plan.warnings.at(-1)).toMatch(
      /kept in a temporary directory, since \/proc\/nowhere\/whytrace cannot be written: it may be gone after a restart/,
    );
    expect(await applyFix(plan, CASE, watch)).toMatchObject({ status: 'pass' });
    expect(await undoFix(CASE)).toMatchObject({ state: 'undone' });
    expect(directoryHash(path)).toBe(before);
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = temporary;
  }
});

test('marks of chattr come back, and the content that was changed while they were off', async () => {
  const { path, given } = held.world;
  make(path);
  const lsattr = (): string => spawnSync('lsattr', ['file'], { cwd: path, encoding: 'utf8' }).stdout;
  const before = directoryHash(path);
  // Where we may, and this file system has them.
  if (spawnSync('chattr', ['+i', 'file'], { cwd: path }).status !== 0) return;
  const marks = lsattr();
  try {
    const plan = await planFix(
      remedy([
        ['chattr', '-i', 'file'],
        ['chmod', '600', 'file'],
      ]),
      given,
    );
    expect(plan.undo).toBe('exact');
    expect(await applyFix(plan, CASE, watch)).toMatchObject({ status: 'pass' });
    expect(lsattr()).not.toBe(marks);
    expect(await undoFix(CASE)).toMatchObject({ state: 'undone' });
    expect(lsattr()).toBe(marks);
    expect(directoryHash(path)).toBe(before);
  } finally {
    spawnSync('chattr', ['-i', 'file'], { cwd: path });
  }
});
