// The answers of this host, of another root, and of no host.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeElf } from '../../demo/elf-writer.ts';
import { localAnswers, offlineAnswers } from '../../src/probes/host-answers.ts';
import { processFacts } from '../../src/probes/process-facts.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const directory = temporaryDirectory();

test('a capture from elsewhere has nobody to ask', () => {
  const answers = [
    offlineAnswers.machine,
    offlineAnswers.pathWalk('/'),
    offlineAnswers.libraryTree('/bin/sh', {}),
    offlineAnswers.packageOfCommand('go'),
  ];
  expect(answers.every((answer) => answer.kind === 'unknown' && answer.because === 'offline')).toBe(true);
});

test('this machine is what uname calls it', () => {
  const names: Readonly<Record<string, string>> = { x86_64: 'x86-64', aarch64: 'AArch64' };
  const uname = spawnSync('uname', ['-m'], { encoding: 'utf8' }).stdout.trim();
  expect(localAnswers().machine).toEqual({ kind: 'known', value: names[uname] ?? expect.any(String) });
});

test('a file that is not there has no format, one that may not be read is denied', () => {
  const secret = directory.file('secret', '#!/bin/sh\n', 0o600);
  spawnSync('chmod', ['0755', directory.path]);
  const stranger = localAnswers({ uid: 65533, gids: [65533] });
  expect(localAnswers().fileFormat(join(directory.path, 'none'))).toEqual({ kind: 'unknown', because: 'unsupported' });
  expect(stranger.fileFormat(secret)).toEqual({ kind: 'unknown', because: 'denied' });
});

test('a fifo is not opened: that would wait for a writer', () => {
  const fifo = join(directory.path, 'fifo');
  spawnSync('mkfifo', [fifo]);
  expect(localAnswers().fileFormat(fifo)).toEqual({ kind: 'unknown', because: 'unsupported' });
  expect(localAnswers().pathWalk(fifo)).toMatchObject({ value: { end: { kind: 'other' } } });
});

test('an answer stays the same for the life of the object, a new object looks again', () => {
  const path = directory.file('changing', '');
  const answers = localAnswers();
  expect(answers.fileFormat(path)).toMatchObject({ value: { kind: 'empty' } });
  directory.file('changing', '#!/bin/sh\n');
  expect(answers.fileFormat(path)).toMatchObject({ value: { kind: 'empty' } });
  expect(localAnswers().fileFormat(path)).toMatchObject({ value: { kind: 'script' } });
});

test('another root is asked as the processes in it see it: absolute links stay inside', () => {
  directory.file('root/app/real', writeElf({ machine: 'S390' }), 0o755);
  spawnSync('ln', ['-s', '/app/real', join(directory.path, 'root/app/server')]);
  const answers = localAnswers({ root: join(directory.path, 'root') });
  expect(answers.pathWalk('/app/server')).toMatchObject({ value: { end: { kind: 'file', path: '/app/real' } } });
  expect(answers.fileFormat('/app/server')).toMatchObject({ value: { kind: 'elf', elf: { machine: 'S390' } } });
  expect(answers.commandLookup('server', '/bin:/app', '/')).toMatchObject({ value: { found: '/app/server' } });
});

test('a running process tells its root, user and environment', async () => {
  const child = spawn('sleep', ['30'], { cwd: directory.path, env: { PATH: process.env.PATH ?? '', MARK: 'a=b' } });
  await new Promise((resolve) => child.once('spawn', resolve));
  try {
    expect(processFacts(child.pid ?? 0)).toMatchObject({
      root: '/',
      env: { MARK: 'a=b' },
      uid: process.geteuid?.(),
    });
  } finally {
    child.kill();
  }
  expect(processFacts(2 ** 30)).toBeNull();
});
