// Captures of many strace versions against their true counts.
import { expect, test } from 'vitest';
import { statsOf } from '../../src/export/stats.ts';
import { CaptureParser } from '../../src/parse/capture-parser.ts';
import { RecordCounts } from '../../src/store/record-counts.ts';
import { captureFixtures, fixtureBytes } from '../fixtures/captures.ts';

function count(path: string) {
  const counts = new RecordCounts();
  const parser = new CaptureParser(counts.symbols, counts);
  const bytes = fixtureBytes(path);
  parser.parse(bytes, 0, bytes.length, 0, true);
  return statsOf(counts, parser.lines);
}

const sum = (counts: Readonly<Record<string, number>> = {}): number => Object.values(counts).reduce((a, b) => a + b, 0);
const fixtures = captureFixtures();

test.each(fixtures.filter(({ exact }) => exact))('$name ($options) is understood exactly', ({ path, counts }) => {
  const stats = count(path);
  expect({
    calls: stats.calls,
    byName: stats.byName,
    byErrno: stats.byErrno,
    signals: stats.signals,
    exits: stats.exits,
    raw: stats.raw,
  }).toEqual({
    calls: counts.call,
    byName: counts.by ?? {},
    byErrno: counts.errno ?? {},
    signals: sum(counts.sig),
    exits: sum(counts.exit) + sum(counts.killed),
    raw: 0,
  });
});

test.each(fixtures.filter(({ exact }) => !exact))('$name ($options) loses no call', ({ path, counts }) => {
  expect(count(path).calls).toBeGreaterThanOrEqual(counts.call);
});
