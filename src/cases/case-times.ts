// How long cases took: from the symptom to the named cause, and to the verified fix.
import type { CaseRecord } from './case-record.ts';

/** Medians in seconds; null where no case has both times. */
export interface CodeTimes {
  /** null: no cause was established. */
  readonly code: string | null;
  readonly cases: number;
  readonly fixed: number;
  readonly secondsToCause: number | null;
  readonly secondsToFix: number | null;
}

/** All of them, and by cause, the most frequent first. */
export function caseTimes(cases: readonly CaseRecord[]): { readonly all: Omit<CodeTimes, 'code'>; readonly byCode: readonly CodeTimes[] } {
  const codes = [...new Set(cases.map(({ code }) => code))];
  const byCode = codes.map((code) => ({ code, ...timesOf(cases.filter((record) => record.code === code)) }));
  return { all: timesOf(cases), byCode: byCode.toSorted((one, other) => other.cases - one.cases) };
}

const timesOf = (cases: readonly CaseRecord[]): Omit<CodeTimes, 'code'> => ({
  cases: cases.length,
  fixed: cases.filter(({ outcome }) => outcome === 'fixed').length,
  secondsToCause: median(cases.flatMap(({ times }) => secondsBetween(times.seen, times.named))),
  secondsToFix: median(cases.flatMap(({ times }) => secondsBetween(times.seen, times.verified))),
});

function secondsBetween(from: string | null, to: string | null): readonly number[] {
  const seconds = from === null || to === null ? Number.NaN : (Date.parse(to) - Date.parse(from)) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? [seconds] : [];
}

function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const [below, at] = [sorted[middle - 1], sorted[middle]];
  if (at === undefined) return null;
  return sorted.length % 2 === 1 || below === undefined ? at : (below + at) / 2;
}
