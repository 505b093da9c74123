// A filter as it is typed, and what it keeps, for tests.
import type { FilterSubject } from '../../../src/store/filter/compile-filter.ts';
import type { FilterExpression } from '../../../src/store/filter/expression.ts';
import { FilterRun } from '../../../src/store/filter/filter-run.ts';
import { readFilter } from '../../../src/store/filter/read-filter.ts';

/** @throws Error when it is none */
export function typedFilter(text: string): FilterExpression {
  const reading = readFilter(text);
  if (reading.kind === 'error') throw new Error(`${text}: ${reading.mistake.says}`);
  return reading.expression;
}

/** What a filter keeps when it has judged all that there is. */
export function keptBy(filter: FilterRun): number[] {
  while (filter.step());
  return [...filter.kept.events.subarray(0, filter.kept.length)];
}

/** What an expression keeps of a capture. */
export const kept = (text: string, subject: FilterSubject): number[] => keptBy(new FilterRun(typedFilter(text), false, subject));
