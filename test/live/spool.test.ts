// The spool file under pressure: a full disk, size limits, a crash of ours.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limitFor } from '../../src/capture/default-limit.ts';
import { listRecent, newestSession } from '../../src/capture/recent.ts';
import { rawText } from '../../src/model/raw-text.ts';
import { loadTrace } from '../../src/session/load-trace.ts';
import { run, spoolOf, temporaryPlace, until } from './capture-harness.ts';

const BUSY = ['sh', '-c', 'i=0; while [ $i -lt 120 ]; do test -e /etc/passwd; cat /dev/null; i=$((i+1)); done; exit 4'] as const;
const mountTmpfs = (at: string, size: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', at]).status === 0;

/** Some 2 MB. */
const MANY_CALLS = ['sh', '-c', 'dd if=/dev/zero of=/dev/null bs=1 count=10000 2>/dev/null; exit 4'] as const;
const NEWEST = { bytes: 400_000, keep: 'newest' } as const;
const NO_LIMIT = { bytes: 2 ** 40, keep: 'oldest' } as const;

/** Large enough to be chosen for a capture. */
const SMALL_DISK = '72M';

test('a disk that a command fills is told, and what was recorded before stays usable', async ({ skip }) => {
  using place = temporaryPlace();
  if (!mountTmpfs(place.path, SMALL_DISK)) skip('only root can mount a small disk');
  try {
    const capture = await run(['sh', '-c', `head -c 100000000 /dev/zero >${place.path}/full 2>/dev/null; ${BUSY[2]}`], { sizeLimit: NO_LIMIT });
    const end = await capture.ended;
    expect(end.failure).toMatch(/^the disk that holds the capture is (?:nearly )?full/);
    expect(spoolOf(capture)).toMatch(/^\d+ +[\d.]+ execve\(/);
  } finally {
    spawnSync('umount', ['-l', place.path]);
  }
});

test('a disk that was full for a while has cost lines, and that is told though the end was recorded', async ({ skip }) => {
  using place = temporaryPlace();
  if (!mountTmpfs(place.path, SMALL_DISK)) skip('only root can mount a small disk');
  try {
    const fill = `dd if=/dev/zero of=${place.path}/full bs=1M count=100; i=0; while [ $i -lt 40 ]; do cat /dev/null; i=$((i+1)); done; rm ${place.path}/full`;
    const capture = await run(['sh', '-c', `exec 2>/dev/null; ${fill}; cat /dev/null; exit 4`], { sizeLimit: NO_LIMIT });
    const end = await capture.ended;
    expect(end.failure).toMatch(/lines are missing from it|is nearly full/);
    expect(end.failure).toContain('XDG_STATE_HOME');
  } finally {
    spawnSync('umount', ['-l', place.path]);
  }
});

test('where no size is given a capture may take half of what is free', ({ skip }) => {
  using place = temporaryPlace();
  if (!mountTmpfs(place.path, '2M')) skip('only root can mount a small disk');
  try {
    expect(limitFor(null, { path: place.path, spoolPath: join(place.path, 'spool') })).toEqual({ bytes: 2 ** 20, keep: 'oldest' });
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
  await capture.discard();
  const { size } = statSync(capture.spoolPath);
  expect(size).toBeLessThanOrEqual(60_000);
  expect(size).toBeGreaterThan(40_000);
  expect(spoolOf(capture)).toMatch(/^\d+ +[\d.]+ execve\([\s\S]*\n$/);
  await until(() => existsSync(done), 'the command, which was left running');
});

test('with --keep newest the first lines and the end stay, and what is gone is told in its place', async () => {
  using place = temporaryPlace();
  const save = join(place.path, 'saved');
  const capture = await run(MANY_CALLS, { sizeLimit: NEWEST, save });
  const end = await capture.ended;
  expect(end.outcome).toEqual({ kind: 'exit', status: 4 });
  expect(end.failure).toBeNull();
  expect(end.context.dropped?.bytes).toBe(capture.droppedBytes);
  expect(statSync(capture.spoolPath).blocks * 512).toBeLessThanOrEqual(NEWEST.bytes + 2 * 4096);
  await capture.discard();
  for (const text of [spoolOf(capture), readFileSync(save, 'latin1')]) {
    expect(text.length).toBeLessThanOrEqual(NEWEST.bytes);
    expect(text.length).toBeGreaterThan(NEWEST.bytes / 2);
    expect(text).toMatch(
      /^\d+ +[\d.]+ execve\([\s\S]*\nwhytrace: dropped \d+ bytes here, about \d+ lines, to stay within --max-size\n\d+ [\s\S]*\+\+\+ exited with 4 \+\+\+\n$/,
    );
    expect(text).not.toContain('\0');
  }
});

test('a capture of which whytrace was killed in the middle has a hole, and can be opened all the same', async () => {
  using _place = temporaryPlace();
  const capture = await run(MANY_CALLS, { sizeLimit: NEWEST });
  await capture.ended;
  // Not released: the spool is as a crash would leave it.
  const path = newestSession()?.path ?? '';
  const trace = await loadTrace({ title: rawText('killed'), paths: [path] });
  const dropped = Array.from({ length: trace.eventCount }, (_, event) => event)
    .map((event) => trace.text(event))
    .filter((text) => text.startsWith('whytrace: '));
  expect(dropped).toEqual([`whytrace: dropped ${capture.droppedBytes} bytes here, to stay within --max-size`]);
  expect(trace.kind(0)).toBe('call');
  expect(trace.exit(trace.eventCount - 1)).toEqual({ status: 4 });
  expect(Array.from({ length: trace.eventCount }, (_, event) => trace.kind(event))).not.toContain('raw');
});

test('where files cannot have holes the newest cannot be kept, and that is said before anything runs', async () => {
  using place = temporaryPlace();
  const path = process.env.PATH;
  process.env.PATH = place.path;
  try {
    await expect(run(['/bin/true'], { sizeLimit: { bytes: 60_000, keep: 'newest' }, env: { PATH: path ?? '' } })).rejects.toThrow(
      /^--keep newest needs fallocate\(1\) and a file system whose files can have holes/,
    );
    expect(newestSession()).toBeNull();
  } finally {
    process.env.PATH = path;
  }
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
