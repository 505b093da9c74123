// A few lines that somebody copied out of a capture: they show the failure, not the start of the command and not its end.
import { lastEvent } from './aims/aim.ts';
import { unmetAims } from './aims/index.ts';
import type { Discovery } from './detectors/detector.ts';
import { detect } from './detectors/index.ts';
import type { Inquiry } from './inquiry.ts';

/** Longer ones are captures that were cut off: their last lines are there by chance. */
const MOST_LINES = 40;
/** Behind the line that is meant people copy a line or two. */
const MOST_AFTER = 3;

/** What the last lines of an excerpt fail in; [] for what is no excerpt, or where nothing fails at its end. */
export function excerpted(inquiry: Inquiry): readonly Discovery[] {
  const { trace } = inquiry;
  if (trace.eventCount > MOST_LINES || trace.processes.some(({ execs }) => execs.length > 0)) return [];
  const atEnd = trace.processes
    .flatMap(({ index }) => unmetAims(inquiry, index))
    .filter((aim) => trace.eventCount - 1 - lastEvent(aim) <= MOST_AFTER)
    .sort((a, b) => lastEvent(b) - lastEvent(a));
  for (const aim of atEnd) {
    const discoveries = detect(inquiry, aim);
    if (discoveries.length > 0) return discoveries;
  }
  return [];
}
