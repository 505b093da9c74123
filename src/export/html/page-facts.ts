// What a page is made of.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Diagnosis } from '../../model/report.ts';
import type { Trace } from '../../model/trace.ts';

export interface PageFacts {
  /** As it may leave: secrets are masked already, unless the person wants them. */
  readonly diagnosis: Diagnosis;
  readonly trace: Trace;
  /** For what is read from the trace: masks secrets, or leaves them. */
  readonly mask: (text: string) => string;
}

/** Processes on the way from the symptom to the cause. */
export function blamedProcesses({ diagnosis, trace }: PageFacts): ReadonlySet<ProcessIndex> {
  return new Set(
    citedEvents(diagnosis)
      .map((event) => trace.process(event))
      .filter((index) => index >= 0),
  );
}

/** Events that the first finding rests on, from 0. */
export function citedEvents({ report }: Diagnosis): readonly EventIndex[] {
  return (report.findings[0]?.chain ?? []).flatMap((step) => (step.role === 'probe' ? [] : [step.event - 1]));
}

/** Longer lines are cut, and say so: a page stays small enough for a phone. */
const LONGEST = 4000;
export const cutLong = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length - LONGEST} characters more)` : text;
