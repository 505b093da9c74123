// What made a run slow that otherwise did what it should: it was held up by a quota, by its disk, or at one rhythm by something it needs.

import type { Outcome } from '../../model/outcome.ts';
import type { Discovery } from '../detectors/detector.ts';
import { STOPPERS } from '../hang/stop.ts';
import { type Inquiry, programName } from '../inquiry.ts';
import { affinityMissed } from './affinity.ts';
import { cpuThrottled } from './cpu-throttled.ts';
import { longWaits } from './long-waits.ts';
import { periodicStall } from './periodic-stall.ts';
import { slowFsync } from './slow-fsync.ts';

/** Shorter runs are not slow. */
const LEAST_NS = 3e8;

/** null for a run that is as quick as it can be, as far as the capture tells: its times must be recorded (`-ttt -T`). */
export function slowness(inquiry: Inquiry): Discovery | null {
  if (longWaits(inquiry).spanNs < LEAST_NS) return affinityMissed(inquiry);
  return affinityMissed(inquiry) ?? cpuThrottled(inquiry) ?? slowFsync(inquiry) ?? periodicStall(inquiry);
}

/** What timeout(1) ends with when it has stopped its command. */
const TIMED_OUT = 124;

/** It did not end by itself: somebody, or timeout(1), stopped waiting for it. */
export function wasStopped(inquiry: Inquiry, outcome: Outcome): boolean {
  if (outcome.kind === 'exit') return outcome.status === TIMED_OUT && programName(inquiry, inquiry.family.root) === 'timeout';
  return outcome.kind !== 'signal' || STOPPERS.has(outcome.signal);
}

/** It was at work until then: calls began in the last fifth of the time, behind those that did not return. */
export function wentOn({ trace }: Inquiry): boolean {
  let lastNs = 0;
  let begunNs = 0;
  for (let event = trace.eventCount - 1, seen = 0; event >= 0 && seen < LOOKED_AT; event--, seen++) {
    const startNs = trace.sinceStartNs(event);
    if (startNs > lastNs) lastNs = startNs;
    // What ends the run is no work of it.
    if (trace.kind(event) === 'call' && startNs > begunNs && startNs < lastNs - END_NS) begunNs = startNs;
  }
  return begunNs >= 0.8 * lastNs;
}

const LOOKED_AT = 5000;
const END_NS = 2e8;
