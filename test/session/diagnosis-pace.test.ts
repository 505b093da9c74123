// How often a live capture is diagnosed.
import { expect, test } from 'vitest';
import { DiagnosisPace, type Progress } from '../../src/session/diagnosis-pace.ts';

const at = (atMs: number, events: number, more: Partial<Progress> = {}): Progress => ({ atMs, events, ends: 0, commandEnded: false, ...more });

/** Two diagnoses behind it; the second has begun at 1000 ms, with 10 events, and took as long as given. */
function paced(tookMs: number): DiagnosisPace {
  const pace = new DiagnosisPace();
  pace.begun(at(0, 5));
  pace.answered(400);
  pace.isDue(at(1000, 10));
  pace.begun(at(1000, 10));
  pace.answered(1000 + tookMs);
  return pace;
}

/** The first moment, in steps of 10 ms, at which it is due; calls keep coming. */
function dueAt(pace: DiagnosisPace, more: Partial<Progress> = {}): number {
  for (let ms = 1010; ms < 60_000; ms += 10) if (pace.isDue(at(ms, ms, more))) return ms - 1000;
  return Number.NaN;
}

test('the first records are diagnosed at once', () => {
  expect(new DiagnosisPace().isDue(at(0, 0))).toBe(false);
  expect(new DiagnosisPace().isDue(at(0, 1))).toBe(true);
});

test.each([
  [2, 1000],
  [100, 4900],
])('while calls come in, a diagnosis of %i ms is followed by a rest until %i ms: at most a fiftieth of a core', (tookMs, due) => {
  expect(dueAt(paced(tookMs))).toBe(due);
});

test('sooner when a process has ended', () => {
  expect(dueAt(paced(2), { ends: 1 })).toBe(150);
  expect(dueAt(paced(100), { ends: 1 })).toBe(1900);
});

test('sooner when nothing more comes', () => {
  const pace = paced(2);
  expect(pace.isDue(at(1020, 12))).toBe(false);
  expect(pace.isDue(at(1310, 12))).toBe(false);
  expect(pace.isDue(at(1320, 12))).toBe(true);
});

test('at once when the command has ended, however long the last one took, and once', () => {
  const pace = paced(2000);
  const ended = at(3010, 99, { ends: 1, commandEnded: true });
  expect(pace.isDue(ended)).toBe(true);
  pace.begun(ended);
  pace.answered(5000);
  expect(pace.isDue({ ...ended, atMs: 6000, events: 120 })).toBe(false);
});

test('nothing new, nothing to diagnose', () => {
  expect(paced(2).isDue(at(50_000, 10, { ends: 1 }))).toBe(false);
});
