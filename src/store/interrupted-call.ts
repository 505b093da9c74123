// The call that a restart_syscall goes on with.
import type { EventIndex } from '../model/event.ts';
import type { Trace } from '../model/trace.ts';

/** Other threads may have been busy in between; what is further away is not looked for. */
const FAR = 50_000;

/**
 * The call of the same thread that a stop interrupted, through further restarts; null where it is not in the capture: strace came later.
 * @see restart_syscall(2)
 */
export function interruptedCall(trace: Trace, event: EventIndex): EventIndex | null {
  if (trace.kind(event) !== 'call' || trace.name(event) !== 'restart_syscall') return null;
  const tid = trace.tid(event);
  for (let before = event - 1, least = Math.max(0, event - FAR); before >= least; before--) {
    if (trace.tid(before) !== tid || trace.kind(before) !== 'call') continue;
    if (trace.errno(before)?.startsWith('ERESTART') !== true) return null;
    if (trace.name(before) !== 'restart_syscall') return before;
  }
  return null;
}
