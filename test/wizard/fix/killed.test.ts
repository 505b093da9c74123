// A whytrace that is killed while it applies a fix: every file is old or new, and taking back gives the state from before.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Remedy } from '../../../src/model/report.ts';
import { undoFix } from '../../../src/wizard/fix/undo-fix.ts';
import { unfinishedFixes } from '../../../src/wizard/fix/unfinished.ts';
import { directoryHash, eachInWorld, remedy } from './world.ts';

const held = eachInWorld();
const CASE = '20261126-exec-not-executable-abcde';
const program = new URL('./apply-here.ts', import.meta.url).pathname;
const NAMES = Array.from({ length: 6 }, (_, index) => `file-${index}`);
const OLD = 'old line\n'.repeat(2000);
const NEW = 'new line\n'.repeat(3000);

function applying(fix: Remedy) {
  const { path, home } = held.world;
  const file = join(home, 'remedy.json');
  writeFileSync(file, JSON.stringify(fix));
  return spawn(process.execPath, [program, CASE, file], { cwd: path, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Applies six edits and a command in a process of its own, and kills it some time after it has begun to change things. */
async function killedAfter(ms: number): Promise<boolean> {
  const fix = remedy([['rm', '-r', 'tree']], { edits: NAMES.map((name) => ({ path: name, how: 'content', text: NEW })) });
  const child = applying(fix);
  const closed = new Promise((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      if (said.includes('rm -r tree')) resolve();
    });
    child.once('close', () => resolve());
  });
  await pause(ms);
  const running = child.exitCode === null;
  child.kill('SIGKILL');
  await closed;
  return running;
}

test.each([5, 40])('killed %i ms after it began: old or new, found at the next start, and taken back to the byte', async (ms) => {
  const { path } = held.world;
  mkdirSync(join(path, 'tree'));
  for (const name of NAMES) writeFileSync(join(path, name), OLD);
  const before = directoryHash(path);
  const wasRunning = await killedAfter(ms);
  for (const name of readdirSync(path).filter((one) => one.startsWith('file-')))
    expect([OLD, NEW].includes(readFileSync(join(path, name), 'utf8'))).toBe(true);
  const unfinished = unfinishedFixes();
  expect(wasRunning || unfinished.length === 0).toBe(true);
  // On a quick machine it had come to its end: then nothing is old any more.
  if (unfinished.length === 0) for (const name of NAMES) expect(readFileSync(join(path, name), 'utf8')).toBe(NEW);
  else expect(unfinished).toMatchObject([{ caseId: CASE, title: 'Mend it' }]);
  expect(await undoFix(CASE)).toMatchObject({ state: 'undone' });
  expect(directoryHash(path)).toBe(before);
  expect(unfinishedFixes()).toEqual([]);
});

test('killed before anything was changed: nothing is left to do', async () => {
  const { path } = held.world;
  const child = applying(remedy([['touch', 'x']]));
  child.stdout.once('data', () => child.kill('SIGKILL'));
  await new Promise((resolve) => child.once('close', resolve));
  expect(readdirSync(path)).toEqual([]);
  expect(await undoFix(CASE)).toMatchObject({ state: expect.stringMatching(/nothing|undone/) });
  expect(readdirSync(path)).toEqual([]);
});
