// For how long a call had been waiting.
import type { EventIndex } from '../../model/event.ts';
import type { Inquiry } from '../inquiry.ts';
import { lastStampNs } from '../span.ts';

/** At a moment (`trace.eventCount`: the end of the capture), in nanoseconds; NaN where neither stamps nor durations tell. */
export function waitedNs({ trace, context }: Inquiry, event: EventIndex, moment: EventIndex): number {
  const took = trace.tookNs(event);
  if (!Number.isNaN(took)) return Math.max(took, 0);
  const { observed, stoppedByUs } = context;
  // Nothing is recorded of the time in which a process that is let go later just waits.
  const letGoNs = moment >= trace.eventCount && observed?.kind === 'hang' && !stoppedByUs ? observed.seconds * 1e9 : null;
  return (letGoNs ?? lastStampNs(trace, Math.min(moment, trace.eventCount - 1))) - trace.sinceStartNs(event);
}
