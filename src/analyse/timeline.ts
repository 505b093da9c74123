// The events of each process in the order of the capture: one pass over a column, then slices.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { Trace } from '../model/trace.ts';

export interface Timeline {
  /** Calls, signals and the exit of a process, ascending. A view: do not change it. */
  eventsOf(process: ProcessIndex): Uint32Array;
  /** Index in {@link eventsOf} of the first event that is not before `event`. */
  positionOf(process: ProcessIndex, event: EventIndex): number;
}

export function buildTimeline(trace: Trace): Timeline {
  const count = trace.eventCount;
  const starts = new Uint32Array(trace.processes.length + 1);
  // Of ten million events, half the width is 20 MB. 0: of no process, else its index plus one.
  const owners = starts.length <= 0xffff ? new Uint16Array(count) : new Uint32Array(count);
  for (let event = 0; event < count; event = trace.next(event)) {
    const process = trace.process(event);
    const isKnown = process >= 0 && process + 1 < starts.length;
    owners[event] = isKnown ? process + 1 : 0;
    if (isKnown) starts[process + 1]!++;
  }
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;
  const next = starts.slice();
  const events = new Uint32Array(starts.at(-1)!);
  for (let event = 0; event < count; event = trace.next(event)) {
    const owner = owners[event]!;
    if (owner > 0) events[next[owner - 1]!++] = event;
  }
  const eventsOf = (process: ProcessIndex): Uint32Array => events.subarray(starts[process] ?? 0, starts[process + 1] ?? 0);
  return { eventsOf, positionOf: (process, event) => lowerBound(eventsOf(process), event) };
}

/** First index of a sorted array whose value is not below `value`. */
export function lowerBound(sorted: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
