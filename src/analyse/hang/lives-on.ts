// A process that was let go while it slept for a moment, as it had done all the time: it went on running.
import type { Inquiry } from '../inquiry.ts';
import { type Pending, pendingAt } from './pending.ts';
import { polledAim } from './polled.ts';
import { asksForLock } from './polled-lock.ts';
import { waitTarget } from './wait-target.ts';

/**
 * Of a capture that nobody's stop ended. A sleep says by itself when it ends: one that takes less than half of what was recorded is no hang, as it is none where
 * we watched ourselves. Nor is it one for a file that is looked for in between: that may well be optional. A lock or a server that is asked for in vain may not.
 * @param spanNs from the first record to the last
 */
export function livesOn(inquiry: Inquiry, spanNs: number): boolean {
  const { root } = inquiry.family;
  const waits = pendingAt(inquiry, root);
  return (
    waits.length > 0 &&
    waits.every((wait) => {
      const target = waitTarget(inquiry, wait);
      return target.kind === 'timer' && (target.ms === null ? longestBefore(inquiry, wait) : target.ms * 1e6) * 2 < spanNs;
    }) &&
    !asksForLock(inquiry, root) &&
    (polledAim(inquiry, root)?.aim.kind ?? 'use-file') === 'use-file'
  );
}

/** The longest that a thread slept in such a call before, in nanoseconds; Infinity where it never did, or nothing tells for how long. */
function longestBefore({ trace, timeline }: Inquiry, { process, tid, event }: Pending): number {
  const events = timeline.eventsOf(process);
  const before = events
    .slice(0, timeline.positionOf(process, event))
    .filter((one) => trace.tid(one) === tid && trace.nameIdOf(one) === trace.nameIdOf(event));
  const took = [...before].map((one) => trace.tookNs(one)).filter((ns) => !Number.isNaN(ns));
  return took.length === 0 ? Number.POSITIVE_INFINITY : took.reduce((longest, ns) => Math.max(longest, ns), 0);
}
