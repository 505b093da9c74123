// A live capture that drops its middle again and again: what the screen shows of the rest is right, and it says what is gone.
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { citedEvent } from '../../src/model/event.ts';
import { placeOf } from '../../src/model/gone.ts';
import { openLive } from '../../src/session/open-session.ts';
import { SEGMENT_EVENTS } from '../../src/store/segment.ts';
import { eventAt, positionOf } from '../../src/tui/views/calls-model.ts';
import { liveCapture } from './live-capture.ts';
import { until } from './until.ts';

const directory = mkdtempSync(join(tmpdir(), 'dropped-live-'));
afterAll(() => rmSync(directory, { recursive: true }));

const HEAD = '7 1700000000.000000 execve("/bin/x", ["x"], 0x7 /* 1 var */) = 0\n';
/** What comes before each cut: enough for a segment to go that is neither the first nor the last one. */
const CUTS = [2 * SEGMENT_EVENTS, SEGMENT_EVENTS];
const stampOf = (event: number): string => `1700000000.${String(event).padStart(6, '0')}`;
/** Each says which event it is; one in a hundred failed. */
const lineOf = (event: number): string =>
  event % 100 === 0
    ? `7 ${stampOf(event)} openat(AT_FDCWD, "/missing/${event % 700}", O_RDONLY) = -1 ENOENT (No such file or directory) <0.000009>\n`
    : `7 ${stampOf(event)} lseek(3</etc/passwd>, ${event}, SEEK_SET) = ${event} <0.000002>\n`;

test('rows, filters, search, surveys and the diagnosis have what is left', async () => {
  const spool = join(directory, 'spool');
  const { capture, end, drop } = liveCapture(spool);
  const session = openLive(capture);
  const { trace } = session;
  let size = 0;
  let events = 0;
  const write = (text: string): void => {
    appendFileSync(spool, text);
    size += text.length;
    events += text.split('\n').length - 1;
  };
  write(HEAD);
  session.setFilter('errno:ENOENT', false);
  for (const count of CUTS) {
    write(Array.from({ length: count }, (_, i) => lineOf(events + i)).join(''));
    await until(session, () => trace.eventCount === events);
    const fd = openSync(spool, 'r+');
    writeSync(fd, Buffer.alloc(size - HEAD.length), 0, size - HEAD.length, HEAD.length);
    closeSync(fd);
    drop(size);
    // What comes next brings the news of it.
    write(lineOf(events));
    await until(session, () => trace.gone?.to === Math.floor((events - 1) / SEGMENT_EVENTS) * SEGMENT_EVENTS);
  }
  const left = events;
  write(Array.from({ length: 1000 }, (_, i) => lineOf(left + i)).join(''));
  await until(session, () => trace.eventCount === events);
  const gone = { from: SEGMENT_EVENTS, to: CUTS.reduce((sum, count) => sum + count) };
  expect(trace.gone).toEqual(gone);

  const failing = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i).filter((event) => event % 100 === 0);
  const kept = (): number[] => [...(session.filtered.events?.subarray(0, session.filtered.length) ?? [])];
  const wanted = [...failing(1, gone.from), ...failing(gone.to, events)];
  await until(session, () => session.filtered.length === wanted.length);
  expect(kept()).toEqual(wanted);

  session.setFilter('', false);
  await until(session, () => session.filtered.events === null);
  expect(session.filtered.length).toBe(placeOf(events, gone));
  expect(eventAt(session, gone.from)).toBe(gone.from);
  expect(trace.text(gone.from)).toBe(`whytrace: records ${gone.from + 1} to ${gone.to} were dropped, to stay within --max-size`);
  expect(eventAt(session, gone.from + 1)).toBe(gone.to);
  const last = eventAt(session, session.filtered.length - 1);
  expect([last, trace.text(last)]).toEqual([
    events - 1,
    lineOf(events - 1)
      .slice('7 1700000000.000000 '.length)
      .replace(/ <[\d.]+>\n$/, (took) => took.trimEnd()),
  ]);
  expect(positionOf(session, gone.from + 77)).toBe(gone.from);

  expect(await session.search(`, ${left + 555},`, 0, 1)).toBe(left + 555);
  expect(await session.search('execve(', left, -1)).toBe(0);

  const files = await session.survey('files', { order: 'count', failedOnly: true, subject: null, evidence: [] });
  expect(files).not.toBeNull();
  expect(await session.survey('time', {})).not.toBeNull();
  expect(await session.survey('network', {})).not.toBeNull();

  write(`7 ${stampOf(events)} exit_group(3) = ?\n7 ${stampOf(events)} +++ exited with 3 +++\n`);
  end({ kind: 'exit', status: 3 });
  await until(session, () => session.state.kind === 'ended' && session.report !== null && session.report.stats.events === events);
  const warning = session.report!.warnings.find(({ code }) => code === 'trace/dropped');
  expect(warning?.events).toEqual([citedEvent(gone.from)]);
  expect(trace.processes[0]?.execs[0]).toMatchObject({ path: '/bin/x', argv: ['x'] });
  await session.close();
}, 60_000);
