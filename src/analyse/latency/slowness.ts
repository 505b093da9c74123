// What made a run slow that otherwise did what it should: it was held up by a quota, by its disk, or at one rhythm by something it needs.
import type { Discovery } from '../detectors/detector.ts';
import type { Inquiry } from '../inquiry.ts';
import { affinityMissed } from './affinity.ts';
import { cpuThrottled } from './cpu-throttled.ts';
import { longWaits } from './long-waits.ts';
import { periodicStall } from './periodic-stall.ts';
import { slowFsync } from './slow-fsync.ts';

/** Shorter runs are not slow. */
const LEAST_NS = 5e8;

/** null for a run that is as quick as it can be, as far as the capture tells: its times must be recorded (`-ttt -T`). */
export function slowness(inquiry: Inquiry): Discovery | null {
  if (longWaits(inquiry).spanNs < LEAST_NS) return affinityMissed(inquiry);
  return affinityMissed(inquiry) ?? cpuThrottled(inquiry) ?? slowFsync(inquiry) ?? periodicStall(inquiry);
}
