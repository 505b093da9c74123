// Finds the next or last event whose lines have a text, among those a filter keeps. Wraps around; works in steps.
import type { EventIndex } from '../../model/event.ts';
import { withoutGone } from '../../model/gone.ts';
import { ByteSearch } from './byte-search.ts';
import type { FilterSubject } from './compile-filter.ts';
import { EventSearch } from './event-search.ts';
import type { TextTest } from './expression.ts';
import type { FilterRun } from './filter-run.ts';
import { literalOf } from './pattern-literal.ts';
import type { EventRange, Searching } from './searching.ts';
import { passesText } from './text-test.ts';
import { typedPattern } from './typed-pattern.ts';

/** Where a filter keeps less than this part of the events, their lines are read and not the whole file. */
const DENSE = 1 / 16;

/**
 * @param text a plain text, or `/pattern/`; a pattern that is none is looked for as text
 * @param from the event to start behind (or before)
 */
export function searchFor(text: string, from: EventIndex, direction: 1 | -1, subject: FilterSubject, filter: FilterRun | null): Searching {
  const test = searchTest(text);
  const { trace, lines } = subject;
  const ranges = rangesFrom(from, direction, trace.eventCount).flatMap((range) => {
    const left = withoutGone(range, trace.gone);
    return direction === 1 ? left : left.toReversed();
  });
  const needle = test.kind === 'matches' ? literalOf(test.pattern) : test.text;
  const isDense = filter === null || filter.judged === 0 || filter.kept.length > filter.judged * DENSE;
  if (needle === '' || !lines.inOrder || !isDense) return new EventSearch(test, ranges, direction, subject, filter);
  const confirms = (event: EventIndex): boolean => test.kind !== 'matches' || trace.rawLines(event).some((line) => passesText(test, line));
  return new ByteSearch(Buffer.from(needle), confirms, ranges, direction, subject, filter);
}

function searchTest(text: string): TextTest {
  const inside = /^\/(.+)\/$/.exec(text)?.[1];
  if (inside !== undefined) {
    try {
      return { kind: 'matches', pattern: typedPattern(inside) };
    } catch {
      // Taken as it was typed.
    }
  }
  return { kind: 'contains', text };
}

/** What lies ahead, then the rest, at last the event itself where the search begins. */
function rangesFrom(from: EventIndex, direction: 1 | -1, count: number): readonly EventRange[] {
  const at = Math.max(-1, Math.min(from, count));
  const after = { from: Math.min(count, at + 1), to: count };
  const before = { from: 0, to: Math.max(0, at) };
  const own = { from: Math.max(0, at), to: Math.min(count, at + 1) };
  return (direction === 1 ? [after, before, own] : [before, after, own]).filter((range) => range.to > range.from);
}
