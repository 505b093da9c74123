// Counts, from one pass and from a loaded capture.
import { expect, test } from 'vitest';
import { secondsText } from '../../src/export/seconds.ts';
import { statsOf } from '../../src/export/stats.ts';
import { statsOfEvents } from '../../src/export/stats-of-events.ts';
import { statsText } from '../../src/export/stats-text.ts';
import { CaptureParser } from '../../src/parse/capture-parser.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import { RecordCounts } from '../../src/store/record-counts.ts';
import { captureFixtures, fixtureBytes } from '../fixtures/captures.ts';

function counted(bytes: Uint8Array) {
  const counts = new RecordCounts();
  const parser = new CaptureParser(counts.symbols, counts);
  parser.parse(bytes, 0, bytes.length, 0, true);
  return statsOf(counts, parser.lines);
}

const LINES = [
  '7 1700000000.000000 execve("/bin/sh", ["sh"], 0x7 /* 1 var */) = 0',
  '7 1700000000.100000 vfork( <unfinished ...>',
  '8 1700000000.200000 openat(AT_FDCWD, "/x", O_RDONLY) = -1 ENOENT (No such file or directory)',
  '7 1700000000.300000 <... vfork resumed>) = 8',
  '8 1700000001.000000 nanosleep({tv_sec=1, tv_nsec=0}, NULL) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)',
  '8 1700000003.100000 +++ exited with 1 +++',
  '7 1700000003.100000 read(0, <unfinished ...>',
];

test('whytrace.stats/1', () => {
  expect(counted(Buffer.from(`${LINES.join('\n')}\n`))).toEqual({
    schema: 'whytrace.stats/1',
    lines: 7,
    calls: 5,
    joined: 1,
    pending: 1,
    signals: 0,
    exits: 1,
    notices: 0,
    stacks: 0,
    summaries: 0,
    output: 0,
    raw: 0,
    byName: { execve: 1, nanosleep: 1, openat: 1, read: 1, vfork: 1 },
    byErrno: { ENOENT: 1, ERESTART: 1 },
    byProcess: [
      { pid: 7, comm: 'sh', calls: 3 },
      { pid: 8, comm: 'sh', calls: 2 },
    ],
    processes: 2,
    seconds: '3.1',
  });
});

test('the text names what there is, and nothing else', () => {
  const text = statsText(counted(Buffer.from(`${LINES.join('\n')}\n`)));
  expect(text).toContain('7 lines, 2 processes, 3.1 s\n');
  expect(text).toContain('  1  without a result\n');
  expect(text).not.toContain('signals');
});

test.each(captureFixtures().filter((_, at) => at % 5 === 0))('$name: all events of the trace count as the pass did', ({ path }) => {
  const bytes = fixtureBytes(path);
  const trace = traceFromText(bytes);
  const { lines: _, byProcess: a, processes: b, seconds: c, ...once } = counted(bytes);
  const {
    lines: __,
    byProcess: d,
    processes: e,
    seconds: f,
    ...loaded
  } = statsOfEvents(
    trace,
    Array.from({ length: trace.eventCount }, (_, event) => event),
  );
  expect(loaded).toEqual(once);
});

test.each([
  [0, '0'],
  [3_100_000_000, '3.1'],
  [1, '0.000000001'],
  [-1_500_000_000, '-1.5'],
])('%d ns is %s s', (ns, seconds) => {
  expect(secondsText(ns)).toBe(seconds);
});
