// Commands that trace, in a real terminal: Ctrl-C, the command's own input, what `run` and `attach` leave behind.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tracerOf } from '../../src/capture/tracees.ts';
import { whytrace } from '../screens/harness.ts';
import { temporaryPlace } from './capture-harness.ts';

test('diagnose: Ctrl-C stops the command and shows what it has', async () => {
  using session = whytrace(['diagnose', '--', 'sh', '-c', 'echo ready; exec sleep 100']);
  await session.waitFor('ready');
  await session.press('ctrl-c');
  expect([1, 3]).toContain((await session.waitForExit()).status);
  // It may be stopped before a tenth of a second has passed: then no seconds are told.
  expect(session.text()).toMatch(/was still\s+running (?:after|when)/);
  expect(session.disorder()).toEqual([]);
});

test('diagnose --tty: the command has our terminal, and its keys', async () => {
  using session = whytrace(['diagnose', '--tty', '--', 'sh', '-c', 'test -t 0 && test -t 1 && read x && echo "got $x"']);
  await session.waitForStill(400);
  session.type('it\r');
  expect((await session.waitForExit()).status).toBe(0);
  expect(session.text()).toMatch(/^got it$/m);
});

test.each([
  ['exit 3', 3],
  ['kill -SEGV $$', 139],
])('run ends as its command does: %s', async (script, status) => {
  using session = whytrace(['run', '--', 'sh', '-c', script]);
  await session.waitFor(/ended: |killed/);
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(status);
  expect(session.disorder()).toEqual([]);
});

test('run: the cause of a broken PATH is on screen, and the directories one key away', async () => {
  using session = whytrace(['run', '-E', 'PATH=/nonexistent:/usr/bin:/bin', '--', 'bash', '-c', 'frobnicate version'], { size: '100x30' });
  await session.waitFor('frobnicate is in none of the 3 directories of PATH');
  await session.press('enter');
  await session.waitFor('/nonexistent');
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(127);
});

test('run: a command that is not there is diagnosed all the same', async () => {
  using session = whytrace(['run', '--', 'no-such-command-anywhere']);
  await session.waitFor('no-such-command-anywhere is in none of');
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(127);
});

test('run: what is typed in the Output view reaches the command, Ctrl-C interrupts it', async () => {
  using place = temporaryPlace();
  const script = join(place.path, 'asks');
  writeFileSync(script, '#!/bin/sh\necho "name?"; read name; echo "hello $name"; sleep 100\n', { mode: 0o755 });
  using session = whytrace(['run', '--', script]);
  await session.waitFor('live');
  await session.press('0');
  await session.waitFor('name?');
  await session.press('enter');
  session.type('bob\r');
  await session.waitFor('hello bob');
  await session.press('esc', 'ctrl-c');
  await session.waitFor(/SIGINT/);
  await session.press('q');
  expect((await session.waitForExit()).status).toBe(130);
});

test('run: q asks, and stops the command', async () => {
  using session = whytrace(['run', '--', 'sleep', '4711']);
  await session.waitFor('live');
  await session.press('q');
  await session.waitFor('Quit');
  await session.press('enter');
  await session.waitForExit();
  expect(session.disorder()).toEqual([]);
});

test('attach: the process goes on untraced when we quit', async () => {
  const target = spawn('sh', ['-c', 'while :; do sleep 0.1; done'], { stdio: 'ignore' });
  using session = whytrace(['attach', String(target.pid)]);
  await session.waitFor('live');
  await session.press('q');
  await session.waitFor('Quit');
  await session.press('enter');
  expect((await session.waitForExit()).status).toBe(0);
  expect([target.exitCode, tracerOf(target.pid ?? 0)]).toEqual([null, 0]);
  target.kill();
});

test('attach: quitting before it has begun leaves nothing behind', async () => {
  const target = spawn('sleep', ['30'], { stdio: 'ignore' });
  using session = whytrace(['attach', String(target.pid)]);
  await session.waitFor('whytrace');
  await session.press('q');
  await session.waitForStill();
  if (session.text().includes('Quit')) await session.press('enter');
  await session.waitForExit();
  expect(tracerOf(target.pid ?? 0)).toBe(0);
  target.kill();
});
