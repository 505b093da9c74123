// What in a run took long: calls, and stretches between two calls of a thread. One pass over the columns.
import { standsForDropped } from '../../model/dropped.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { CALL_NO_RETURN } from '../../model/trace.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { type WaitsFor, waitsForById } from '../time/waiting-calls.ts';

/** From here on a person, or another program, may notice it. */
const LONG_NS = 1e7;

/** A stretch in which a thread was in no call: it ran, or was ready to run and did not get a processor. */
export interface Gap {
  readonly process: ProcessIndex;
  /** The record that ends it. */
  readonly event: EventIndex;
  readonly startNs: number;
  readonly endNs: number;
}

export interface LongCall {
  readonly event: EventIndex;
  readonly process: ProcessIndex;
  readonly startNs: number;
  readonly endNs: number;
  /** null: a call that returns as soon as it has run: its thread did not get a processor. */
  readonly waitsFor: WaitsFor | null;
}

export interface Sync {
  readonly event: EventIndex;
  readonly process: ProcessIndex;
  readonly startNs: number;
  readonly endNs: number;
}

export interface LongWaits {
  readonly spanNs: number;
  /** Calls of at least ten milliseconds, in the order of the capture. */
  readonly calls: readonly LongCall[];
  /** Gaps of at least ten milliseconds. */
  readonly gaps: readonly Gap[];
  /** All calls that wait for a disk, the short ones too. */
  readonly syncs: readonly Sync[];
  /** By process: the time in all calls that move bytes or open files. */
  readonly transferNs: readonly number[];
}

const NOTHING: LongWaits = { spanNs: 0, calls: [], gaps: [], syncs: [], transferNs: [] };

/** Nothing where durations were not recorded (`-T`): behind a sync a program may compute. */
export function longWaits(inquiry: Inquiry): LongWaits {
  return remember(inquiry, 'long-waits', () => {
    const { trace } = inquiry;
    if (trace.clock === 'none') return NOTHING;
    const mayWait = waitsForById(trace);
    const freeSince = new Map<number, number>();
    const calls: LongCall[] = [];
    const gaps: Gap[] = [];
    const syncs: Sync[] = [];
    const transferNs: number[] = [];
    let firstNs = Number.NaN;
    let lastNs = 0;
    let hasDurations = false;
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      const startNs = trace.sinceStartNs(event);
      const process = trace.process(event);
      if (process < 0 && standsForDropped(trace, event)) freeSince.clear();
      if (process < 0 || Number.isNaN(startNs)) continue;
      if (Number.isNaN(firstNs)) firstNs = startNs;
      if (startNs > lastNs) lastNs = startNs;
      const tid = trace.tid(event);
      const free = freeSince.get(tid);
      if (free !== undefined && startNs - free >= LONG_NS) gaps.push({ process, event, startNs: free, endNs: startNs });
      freeSince.set(tid, startNs);
      if (trace.kind(event) !== 'call') continue;
      const tookNs = trace.tookNs(event);
      if (Number.isNaN(tookNs)) {
        // Its end is not known: what comes next is no gap behind it.
        freeSince.delete(tid);
        continue;
      }
      hasDurations = true;
      const waitsFor = mayWait(trace.nameIdOf(event));
      if (waitsFor === 'disk') syncs.push({ event, process, startNs, endNs: startNs + tookNs });
      else if (waitsFor === 'transfer') transferNs[process] = (transferNs[process] ?? 0) + tookNs;
      if (tookNs < LONG_NS) {
        freeSince.set(tid, startNs + tookNs);
        continue;
      }
      const endNs = startNs + tookNs;
      freeSince.set(tid, endNs);
      if (endNs > lastNs) lastNs = endNs;
      if ((trace.flags(event) & CALL_NO_RETURN) === 0) calls.push({ event, process, startNs, endNs, waitsFor });
    }
    return hasDurations ? { spanNs: lastNs - firstNs, calls, gaps, syncs, transferNs } : NOTHING;
  });
}

/** The time that intervals cover together, overlaps counted once. */
export function coveredNs(intervals: readonly { readonly startNs: number; readonly endNs: number }[]): number {
  let covered = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { startNs, endNs } of [...intervals].sort((a, b) => a.startNs - b.startNs)) {
    if (endNs <= until) continue;
    covered += endNs - Math.max(startNs, until);
    until = endNs;
  }
  return covered;
}
