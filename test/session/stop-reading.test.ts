// The reading of a file, stopped by the person: what is there stays usable, and the rest can be read on.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rawText } from '../../src/model/raw-text.ts';
import type { SessionState } from '../../src/model/session.ts';
import { openStored } from '../../src/session/open-session.ts';
import { headerSpans } from '../../src/tui/app/header.ts';
import { until } from './until.ts';

const directory = mkdtempSync(join(tmpdir(), 'stop-reading-'));
afterAll(() => rmSync(directory, { recursive: true }));

const LINES = 60_000;
const path = join(directory, 'long');
const line = (at: number): string =>
  `7 170000000${Math.floor(at / 10_000)}.${String(at % 10_000).padStart(6, '0')} read(3, "${'x'.repeat(40)}", 40) = -1 EIO (I/O)\n`;
writeFileSync(path, Array.from({ length: LINES }, (_, at) => line(at)).join(''));

test('it can be filtered and searched, is not diagnosed, and is whole when it was read on', async () => {
  const [session] = await openStored([path]);
  expect(session!.stopReading()).toBe(true);
  await until(session!, () => session!.state.kind === 'partial');
  const { eventCount } = session!.trace;
  expect(eventCount).toBeGreaterThan(0);
  expect(eventCount).toBeLessThan(LINES);
  expect(session!.state).toMatchObject({ lines: eventCount });
  session!.setFilter('errno:EIO', false);
  await until(session!, () => session!.filtered.expression === 'errno:EIO');
  expect(session!.filtered.length).toBe(eventCount);
  expect(await session!.search('xxx', 0, -1)).toBe(eventCount - 1);
  expect(session!.trace.eventCount).toBe(eventCount);
  expect(session!.report).toBeNull();
  expect(session!.readOn()).toBe(true);
  await until(session!, () => session!.state.kind === 'ended' && session!.report !== null);
  expect(session!.trace.eventCount).toBe(LINES);
  expect(session!.report?.stats.events).toBe(LINES);
  expect(session!.readOn()).toBe(false);
  expect(session!.stopReading()).toBe(false);
  await session!.close();
});

const header = (state: SessionState, columns = 100): string =>
  headerSpans({
    title: rawText('long'),
    state,
    facts: { calls: 9, processes: 1, failed: 0, state, takenAtMs: 0, command: null, isPart: false },
    columns,
    utf8: true,
    nowMs: 0,
  })
    .map(({ text }) => text)
    .join('');

test('the header says how far it is, how fast, and how long it takes', () => {
  const loading = { kind: 'loading', bytesRead: 250e6, bytesTotal: 1000e6, bytesPerSecond: 50e6 } as const;
  expect(header(loading)).toContain(' loading 25 %, 50 MB/s, 15 s left ');
  expect(header({ ...loading, bytesTotal: 33_000e6 })).toContain(' loading 0 %, 50 MB/s, 10:55 left ');
  expect(header({ ...loading, bytesTotal: null, bytesRead: 1_234e6 })).toContain(' loading, 1.2 GB, 50 MB/s ');
  expect(header({ ...loading, bytesRead: 0, bytesPerSecond: 0 })).toContain(' loading 0 % ');
});

test('the header says that it is a part, and of how much', () => {
  const partial = { kind: 'partial', lines: 3_200_000, bytesRead: 320e6, bytesTotal: 1000e6 } as const;
  expect(header(partial)).toContain(' partial: 3.2 M of about 10.0 M lines ');
  expect(header({ ...partial, bytesTotal: null })).toContain(' partial: 3.2 M lines ');
  expect(header({ ...partial, lines: 12_345, bytesTotal: 640e6 })).toContain(' partial: 12 345 of about 24 690 lines ');
});
