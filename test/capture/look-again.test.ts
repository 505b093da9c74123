// How soon a growing file is looked at again.
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { asleepMs, lookAgainMs, whenToLook } from '../../src/capture/look-again.ts';

test.each([
  [0, 30],
  [200, 30],
  [480, 60],
  [960, 120],
  [3_600_000, 120],
])('quiet for %i ms: again in %i ms', (quietMs, againMs) => {
  expect(lookAgainMs(quietMs)).toBe(againMs);
});

test.each([
  [1000, 1000],
  [8000, 2000],
  [3_600_000, 5000],
])('quiet for %i ms, and the system tells of what is written: again in %i ms all the same', (quietMs, againMs) => {
  expect(asleepMs(quietMs)).toBe(againMs);
});

afterEach(() => void vi.useRealTimers());

test('a file that has been quiet for long is looked at as soon as something is written to it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whytrace-test-'));
  const path = join(folder, 'spool');
  writeFileSync(path, '');
  // No time passes: only the system can tell.
  vi.useFakeTimers();
  let looked = 0;
  const rung = new Promise<void>((resolve) => {
    whenToLook(path, 5000, () => {
      looked++;
      resolve();
    });
  });
  appendFileSync(path, 'a line\n');
  await rung;
  appendFileSync(path, 'another\n');
  await pause(20);
  expect(looked).toBe(1);
  rmSync(folder, { recursive: true });
});

test('a set that has been quiet for long is looked at as soon as one of its files is made or written to, and for no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'whytrace-test-'));
  vi.useFakeTimers();
  const rung = (): Promise<void> => new Promise((resolve) => void whenToLook(join(folder, 'trace'), 5000, resolve, true));
  for (const _ of ['made', 'written to']) {
    const waiting = rung();
    writeFileSync(join(folder, 'tracer'), 'not of the set');
    expect(await Promise.race([waiting.then(() => 'rung'), pause(20, 'quiet')])).toBe('quiet');
    appendFileSync(join(folder, 'trace.7'), 'a line\n');
    await waiting;
    // The system tells of one append twice.
    await pause(20);
  }
  rmSync(folder, { recursive: true });
});

test('who has stopped waiting is not called, and a file that is not there is looked for', async () => {
  let looked = 0;
  whenToLook('/nowhere/spool', 0, () => looked++)();
  await new Promise<void>((resolve) => void whenToLook('/nowhere/spool', 5000, resolve));
  expect(looked).toBe(0);
});
