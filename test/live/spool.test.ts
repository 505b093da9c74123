// The spool file under pressure: a full disk, size limits, a crash of ours.
import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listRecent, newestSession } from '../../src/capture/recent.ts';
import { run, spoolOf, temporaryPlace } from './capture-harness.ts';

const BUSY = ['sh', '-c', 'i=0; while [ $i -lt 120 ]; do test -e /etc/passwd; cat /dev/null; i=$((i+1)); done; exit 4'] as const;
const mountTmpfs = (at: string, size: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', at]).status === 0;

test('a full disk is told, and what was recorded before stays usable', async ({ skip }) => {
  using place = temporaryPlace();
  if (!mountTmpfs(place.path, '100k')) skip('only root can mount a small disk');
  try {
    const capture = await run([...BUSY]);
    const end = await capture.ended;
    expect(end.failure).toMatch(/^the disk that holds the capture is full/);
    expect(end.outcome).toEqual({ kind: 'exit', status: 4 });
    expect(spoolOf(capture)).toMatch(/^\d+ +[\d.]+ execve\(/);
  } finally {
    spawnSync('umount', ['-l', place.path]);
  }
});

test('with --keep oldest a capture ends at its size with a whole line, and the command goes on', async () => {
  using place = temporaryPlace();
  const done = join(place.path, 'done');
  const capture = await run(['sh', '-c', `${BUSY[2].replace('exit 4', '')} echo >${done}; sleep 0.3`], {
    sizeLimit: { bytes: 60_000, keep: 'oldest' },
  });
  const end = await capture.ended;
  expect(end.failure).toContain('--max-size');
  const { size } = statSync(capture.spoolPath);
  expect(size).toBeLessThanOrEqual(60_000);
  expect(size).toBeGreaterThan(50_000);
  expect(spoolOf(capture)).toMatch(/^\d+ +[\d.]+ execve\([\s\S]*\n$/);
});

test('with --keep newest the end stays, from the start of a line', async () => {
  using _place = temporaryPlace();
  const capture = await run([...BUSY], { sizeLimit: { bytes: 60_000, keep: 'newest' } });
  expect((await capture.ended).outcome).toEqual({ kind: 'exit', status: 4 });
  expect(statSync(capture.spoolPath).size).toBeLessThanOrEqual(60_000);
  expect(spoolOf(capture)).toMatch(/^\d+ [\s\S]*\+\+\+ exited with 4 \+\+\+\n$/);
});

test('the newest session can be opened again, also when it was never finished', async () => {
  using place = temporaryPlace();
  const capture = await run(['true']);
  await capture.ended;
  expect(newestSession()).toMatchObject({ title: 'true', kind: 'run', path: capture.spoolPath });
  await capture.discard();
  expect(listRecent().map(({ path }) => path)).toEqual([capture.spoolPath]);
  writeFileSync(join(place.path, 'whytrace/captures/rubbish'), 'not a session');
  expect(listRecent()).toHaveLength(1);
});

test('with --no-save nothing is left', async () => {
  using _place = temporaryPlace();
  const capture = await run(['true'], { keepLast: false });
  await capture.ended;
  await capture.discard();
  expect([newestSession(), statSync(capture.spoolPath, { throwIfNoEntry: false })]).toEqual([null, undefined]);
});
