// Whether an open(2) that had not returned waited for somebody at the other end of a named pipe, or was only caught on its way.
import type { EventIndex } from '../../model/event.ts';
import { type Inquiry, remember } from '../inquiry.ts';

const OPENS = /^(?:open|openat2?|creat)$/;

/** Opening a file takes less, but on a disk that is in trouble. */
const LONG_NS = 1e9;

export const isOpening = (call: string): boolean => OPENS.test(call);

/**
 * It waited if it is known to have taken long, or if its thread was in it when tracing began: an open that ends is hardly caught twice.
 * Where nothing tells for how long, all but a busy thread's last call may have waited. What was not there just before is no pipe.
 */
export function waitsInOpening(inquiry: Inquiry, event: EventIndex): boolean {
  const { trace, timeline, context } = inquiry;
  return remember(inquiry, `opening:${event}`, () => {
    const events = timeline.eventsOf(trace.process(event));
    const before = events.slice(0, timeline.positionOf(trace.process(event), event));
    const path = trace.pathIdOf(event);
    if (before.some((one) => trace.pathIdOf(one) === path && trace.errno(one) === 'ENOENT')) return false;
    if (!before.some((one) => trace.tid(one) === trace.tid(event))) return true;
    const { observed, stoppedByUs } = context;
    const endNs = observed?.kind === 'hang' && !stoppedByUs ? observed.seconds * 1e9 : trace.sinceStartNs(trace.eventCount - 1);
    const waitedNs = endNs - trace.sinceStartNs(event);
    return Number.isNaN(waitedNs) || waitedNs >= LONG_NS;
  });
}
