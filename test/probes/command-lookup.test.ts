// A command is looked up along PATH, with what stood in each directory.
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { valueOr } from '../../src/model/answers.ts';
import { localAnswers } from '../../src/probes/host-answers.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();
const at = (name: string) => join(directory.path, name);
const lookUp = (command: string, searchPath: string, cwd = directory.path) => {
  const answer = localAnswers({ homes: [at('home')], askPackageManager: false }).commandLookup(command, searchPath, cwd);
  if (answer.kind !== 'known') throw new Error('the local host answers');
  return answer.value;
};
directory.file('tools/gofmt', '#!/bin/sh\n', 0o755);
directory.file('data/gofmt', 'not for running', 0o644);
directory.file('folder/gofmt/x', '');
directory.file('plain', '');
directory.folder('links');
symlinkSync(at('etc/alternatives'), at('links/gofmt'));
symlinkSync(at('gone/gofmt'), at('etc-alternatives'));

test('each directory before the one that has it says why it has not', () => {
  const path = [at('links'), at('nowhere'), at('plain'), at('folder'), at('data'), at('tools'), '/usr/bin'].join(':');
  expect(lookUp('gofmt', path)).toMatchObject({
    state: 'found',
    found: at('tools/gofmt'),
    tries: [
      { path: at('links/gofmt'), errno: 'ENOENT', says: `link to ${at('etc/alternatives')}, which is missing` },
      { path: at('nowhere/gofmt'), errno: 'ENOENT', says: `no such directory (${at('nowhere')})` },
      { path: at('plain/gofmt'), errno: 'ENOTDIR', says: `${at('plain')} is not a directory` },
      { path: at('folder/gofmt'), errno: 'EACCES', says: 'a directory' },
      { path: at('data/gofmt'), errno: 'EACCES', says: 'not executable (mode 0644)' },
      { path: at('tools/gofmt'), errno: null, says: 'found' },
    ],
  });
});

test('nothing anywhere is not-found, something that can not run is unusable', () => {
  expect(lookUp('no-such-command', `${at('tools')}:${at('nowhere')}`)).toMatchObject({ state: 'not-found', found: null });
  expect(lookUp('gofmt', at('data'))).toMatchObject({ state: 'unusable', found: null });
  expect(lookUp('gofmt', at('links'))).toMatchObject({ state: 'unusable', found: null });
});

test('an empty entry is the working directory, and a name with a slash is looked for nowhere else', () => {
  expect(lookUp('gofmt', `${at('nowhere')}:`, at('tools'))).toMatchObject({ state: 'found', found: at('tools/gofmt') });
  expect(lookUp('./gofmt', at('tools'), at('data'))).toMatchObject({
    state: 'unusable',
    tries: [{ path: `${at('data')}/./gofmt`, errno: 'EACCES' }],
  });
});

test('the links that a found command came by are said', () => {
  directory.folder('by-link');
  symlinkSync('../tools/gofmt', at('by-link/gofmt'));
  expect(lookUp('gofmt', at('by-link')).tries).toMatchObject([{ errno: null, says: `found, link to ${at('tools/gofmt')}` }]);
});

test('a directory that is itself a dangling link is said to be', () => {
  symlinkSync(at('gone'), at('bin-link'));
  expect(lookUp('gofmt', at('bin-link')).tries).toMatchObject([{ says: `no such directory: link to ${at('gone')}, which is missing` }]);
});

test('finds a command where PATH was meant to lead: in bin below, beside a mistyped name, in a home', () => {
  directory.file('go/bin/gotool', '', 0o755);
  directory.file('home/.local/bin/gotool', '', 0o755);
  expect(lookUp('gotool', at('go')).elsewhere).toEqual([at('go/bin/gotool'), at('home/.local/bin/gotool')]);
  expect(lookUp('gotool', at('go/bni')).elsewhere).toContain(at('go/bin/gotool'));
  expect(lookUp('gotool', at('go/bin')).elsewhere).toEqual([]);
});

test('names commands that differ by a slip', () => {
  directory.file('near/git', '', 0o755);
  directory.file('near/kubectl', '', 0o755);
  directory.file('near/kubectx', '', 0o644);
  expect(lookUp('gti', at('near')).nearMisses).toEqual(['git']);
  expect(lookUp('kubeclt', at('near')).nearMisses).toEqual(['kubectl']);
  expect(lookUp('kubect', at('near')).nearMisses).toEqual(['kubectl']);
  expect(lookUp('unrelated', at('near')).nearMisses).toEqual([]);
});

test('agrees with sh about where commands are found', () => {
  const path = process.env.PATH ?? '';
  for (const command of ['sh', 'ls', 'cat', 'env', 'node', 'no-such-command']) {
    const { stdout } = spawnSync('/bin/sh', ['-c', `command -v -- ${command}`], { encoding: 'utf8', env: { PATH: path } });
    const builtin = stdout !== '' && !stdout.startsWith('/');
    if (!builtin) expect([command, lookUp(command, path).found]).toEqual([command, stdout.trim() || null]);
  }
});

test('a directory that may not be searched hides what is in it', () => {
  const answers = localAnswers({ uid: 65533, gids: [65533], askPackageManager: false });
  directory.file('closed/gofmt', '', 0o755);
  spawnSync('chmod', ['0755', directory.path]);
  spawnSync('chmod', ['0700', at('closed')]);
  const answer = valueOr(answers.commandLookup('gofmt', at('closed'), '/'), null);
  expect(answer).toMatchObject({ state: 'unusable', tries: [{ errno: 'EACCES', says: `the directory ${at('closed')} may not be searched` }] });
});
