// A command name is looked up as execvp and the shells do it.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { resolveCommand } from '../../src/capture/resolve-command.ts';

const root = mkdtempSync(join(tmpdir(), 'whytrace-resolve-'));
afterAll(() => rmSync(root, { recursive: true }));
for (const name of ['a', 'b', 'c']) mkdirSync(join(root, name));
writeFileSync(join(root, 'b/tool'), '#!/bin/sh\n', { mode: 0o755 });
writeFileSync(join(root, 'a/plain'), '', { mode: 0o644 });
writeFileSync(join(root, 'c/plain'), '#!/bin/sh\n', { mode: 0o755 });
writeFileSync(join(root, 'a/text'), '', { mode: 0o644 });
symlinkSync('/nowhere/at/all', join(root, 'a/dangling'));
mkdirSync(join(root, 'a/tool'));
chmodSync(join(root, 'a/tool'), 0o755);

const PATH = ['a', 'b', 'c'].map((name) => join(root, name)).join(':');
const look = (command: string, path: string | undefined = PATH) => resolveCommand(command, path === undefined ? {} : { PATH: path }, root);

test('the first executable file on PATH wins, a directory of the name does not', () => {
  expect(look('tool')).toEqual({ kind: 'found', path: join(root, 'b/tool') });
});
test('a file that is not executable is passed over when a later directory has one that is', () => {
  expect(look('plain')).toEqual({ kind: 'found', path: join(root, 'c/plain') });
});
test('nowhere is 127, there but not executable is 126, a dangling link is nowhere', () => {
  expect([look('none'), look('text'), look('dangling')].map((found) => found.kind === 'not-found' && found.status)).toEqual([127, 126, 127]);
});
test('a name with a slash is a path from the working directory, and stays as it was typed', () => {
  expect(look('./b/tool', '')).toEqual({ kind: 'found', path: './b/tool' });
});
test('an empty part of PATH is the working directory', () => {
  expect(resolveCommand('tool', { PATH: '/nowhere:' }, join(root, 'b'))).toEqual({ kind: 'found', path: join(root, 'b/tool') });
});
test('without PATH the system directories are searched', () => {
  expect(resolveCommand('sh', {}, root).kind).toBe('found');
});
test('modes are judged for the user the command runs as', () => {
  chmodSync(join(root, 'b/tool'), 0o700);
  const as = (uid: number) => resolveCommand('tool', { PATH }, root, { uid, gids: [] }).kind;
  expect([as(process.getuid?.() ?? 0), as(54321)]).toEqual(['found', 'not-found']);
});
