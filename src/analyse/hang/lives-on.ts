// A command that was let go while it slept for a moment, as it had done all the time: it went on running.
import type { ProcessIndex } from '../../model/process.ts';
import type { Inquiry } from '../inquiry.ts';
import { endedWithStrace } from './detached.ts';
import { edgesOfWait, type Wait, waitsOf } from './graph.ts';
import type { Pending } from './pending.ts';
import { polledAim } from './polled.ts';
import { asksForLock } from './polled-lock.ts';

/**
 * Of a capture that nobody's stop ended. A sleep says by itself when it ends: one that takes less than half of what was recorded is no hang, as it is none where
 * we watched ourselves; nor is the wait for a child that sleeps so.
 * @param spanNs from the first stamp to the last
 */
export const livesOn = (inquiry: Inquiry, spanNs: number): boolean => !endedWithStrace(inquiry) && dozes(inquiry, inquiry.family.root, spanNs);

/** Nor is one for a file that is looked for in between: that may well be optional. A lock or a server that is asked for in vain may not. */
function dozes(inquiry: Inquiry, process: ProcessIndex, spanNs: number): boolean {
  const waits = waitsOf(inquiry, process);
  return (
    waits.length > 0 &&
    waits.every((wait) => isShort(inquiry, process, wait, spanNs)) &&
    !asksForLock(inquiry, process) &&
    (polledAim(inquiry, process)?.aim.kind ?? 'use-file') === 'use-file'
  );
}

function isShort(inquiry: Inquiry, process: ProcessIndex, wait: Wait, spanNs: number): boolean {
  const { pending, target } = wait;
  if (target.kind === 'timer') return (target.ms === null ? longestBefore(inquiry, pending) : target.ms * 1e6) * 2 < spanNs;
  const children = target.kind === 'child' ? edgesOfWait(inquiry, process, wait) : [];
  return children.length > 0 && children.every((child) => dozes(inquiry, child.process, spanNs));
}

/** The longest that a thread slept in such a call before, in nanoseconds; Infinity where it never did, or nothing tells for how long. */
function longestBefore({ trace, timeline }: Inquiry, { process, tid, event, call }: Pending): number {
  const name = trace.nameId(call);
  let longest = -1;
  for (const one of timeline.eventsOf(process).subarray(0, timeline.positionOf(process, event))) {
    if (trace.nameIdOf(one) !== name || trace.tid(one) !== tid) continue;
    const took = trace.tookNs(one);
    if (took > longest) longest = took;
  }
  return longest < 0 ? Number.POSITIVE_INFINITY : longest;
}
