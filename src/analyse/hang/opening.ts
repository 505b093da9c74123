// Whether an open(2) that had not returned waited for somebody at the other end of a named pipe, or was only caught on its way.
import type { EventIndex } from '../../model/event.ts';
import { failed, type Inquiry } from '../inquiry.ts';
import { endedWithStrace } from './detached.ts';
import { waitedNs } from './waited.ts';

const OPENS = /^(?:open|openat2?|creat)$/;

/** Opening a file takes less, but on a disk that is in trouble. */
const LONG_NS = 1e9;

export const isOpening = (call: string): boolean => OPENS.test(call);

/**
 * It waited if it is known to have taken long, or if its thread was in it when tracing began: an open that ends is hardly caught twice.
 * Where nothing tells for how long, it may have waited: without stamps, or as the last that is seen of a command that ended with strace.
 */
export function waitsInOpening(inquiry: Inquiry, event: EventIndex, moment: EventIndex): boolean {
  const { trace, timeline } = inquiry;
  const waited = waitedNs(inquiry, event, moment);
  if (waited >= LONG_NS) return true;
  const process = trace.process(event);
  const before = timeline.eventsOf(process).subarray(0, timeline.positionOf(process, event));
  if (wasMissing(inquiry, before, event)) return false;
  if (Number.isNaN(waited) || !before.some((one) => trace.tid(one) === trace.tid(event))) return true;
  return waited === 0 && endedWithStrace(inquiry);
}

/** What was not there just before is no pipe, unless somebody has made it since: `[ -p x ] || mkfifo x`. */
function wasMissing({ trace }: Inquiry, before: Uint32Array, event: EventIndex): boolean {
  const path = trace.pathIdOf(event);
  const last = path < 0 ? undefined : before.findLast((one) => trace.pathIdOf(one) === path);
  if (last === undefined || trace.errno(last) !== 'ENOENT') return false;
  for (let at = last; at < event; at = trace.next(at)) if (trace.pathIdOf(at) === path && !failed(trace, at)) return false;
  return true;
}
