// A hang whose waiting calls `-e trace=` left out: what is there still tells of it, the children that live on and the conversations that nobody answered.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { call, type Discovery } from '../detectors/detector.ts';
import { type Inquiry, programName, remember } from '../inquiry.ts';
import { lastStampNs } from '../span.ts';
import type { Wait } from './graph.ts';
import { stopOf } from './stop.ts';
import { forSeconds } from './words.ts';

/**
 * Whether the capture holds calls of some classes only. Every program asks for memory when it starts, by one of these: ld.so, the C library's
 * malloc, Go's allocator. One that was only just started tells nothing. @see strace(1), `-e trace=`; brk(2), mmap(2)
 */
export const isFiltered = (inquiry: Inquiry): boolean =>
  remember(inquiry, 'is-filtered', () => {
    const { trace } = inquiry;
    const hasRun = trace.processes.some(({ calls, execs }) => calls > execs.length);
    return hasRun && !['brk', 'mprotect', 'munmap'].some((name) => trace.nameId(name) >= 0);
  });

/** The last thing that a process was seen to do before the stop; null when it did nothing by then. */
function lastSeen({ trace, timeline }: Inquiry, process: ProcessIndex, stop: EventIndex): EventIndex | null {
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, stop) - 1; at >= 0; at--) if (trace.kind(events[at]!) === 'call') return events[at]!;
  return null;
}

/** A parent without a recorded wait is taken to wait for a child that lives on. */
export function unrecordedWait(inquiry: Inquiry, process: ProcessIndex, child: ProcessIndex): Wait {
  const { trace } = inquiry;
  const stop = stopOf(inquiry)?.event ?? trace.eventCount;
  const { bornBy, firstEvent, pid } = trace.processes[child]!;
  const event = bornBy ?? firstEvent;
  const since = Math.max(event, lastSeen(inquiry, process, stop) ?? event);
  const waitedNs = lastStampNs(trace, Math.min(stop, trace.eventCount - 1)) - trace.sinceStartNs(since);
  return {
    pending: { process, tid: trace.processes[process]?.pid ?? 0, event, call: '', waitedNs: Math.max(0, waitedNs) },
    target: { kind: 'child', pid },
  };
}

/** `trace/incomplete`: what a process waits in when everything stands still is not in the capture. null for captures with all calls. */
export function waitNotRecorded(inquiry: Inquiry, process: ProcessIndex): Discovery | null {
  if (!isFiltered(inquiry)) return null;
  const { trace } = inquiry;
  const stop = stopOf(inquiry)?.event ?? trace.eventCount;
  const last = lastSeen(inquiry, process, stop);
  const name = programName(inquiry, process);
  const quiet = last === null ? Number.NaN : lastStampNs(trace, Math.min(stop, trace.eventCount - 1)) - trace.sinceStartNs(last);
  return {
    code: 'trace/incomplete',
    subject: '-e trace=',
    errno: null,
    title: `${name} stands still${forSeconds(quiet)}, and what it waits in is not in the capture: only some kinds of calls were recorded (-e trace=)`,
    process,
    proofs: last === null ? [] : [call(last, `the last that was recorded of ${name}`)],
    parameters: {},
  };
}
