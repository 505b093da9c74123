// Calls that strace detached from, and what became of their processes.
import type { EventIndex } from '../../model/event.ts';
import { CALL_PENDING, type Trace } from '../../model/trace.ts';
import { type Inquiry, remember } from '../inquiry.ts';

const DETACHED = '<detached ...>';
/** So many of the last events of a process are looked at. */
const LAST = 64;

/** strace ends the lines of calls that it detaches from with `<detached ...>`. @see strace.c, detach() */
export const hasDetached = (inquiry: Inquiry): boolean =>
  remember(inquiry, 'has-detached', () => {
    const { trace, timeline } = inquiry;
    return trace.processes.some(({ index }) =>
      timeline
        .eventsOf(index)
        .subarray(-LAST)
        .some((event) => isDetached(trace, event)),
    );
  });

const isDetached = (trace: Trace, event: EventIndex): boolean =>
  (trace.flags(event) & CALL_PENDING) !== 0 && Buffer.from(trace.lineBytes(event, 'last')).includes(DETACHED);

/** Who ends strace ends the command that strace has started, too: it was stopped. What strace was attached to goes on. @see strace.c, cleanup() */
export const endedWithStrace = (inquiry: Inquiry): boolean =>
  (inquiry.trace.processes[inquiry.family.root]?.execs.length ?? 0) > 0 && hasDetached(inquiry);
