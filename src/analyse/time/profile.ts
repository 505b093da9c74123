// Where wall time went: one pass over the columns of a capture, without a line of its text.
import { standsForDropped } from '../../model/dropped.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Surveying } from '../../model/survey.ts';
import type { CallTime, DurationsKnown, ProcessTime, TimeProfile } from '../../model/time-profile.ts';
import { CALL_FAILED, CALL_NO_RETURN, CALL_PENDING, type Trace } from '../../model/trace.ts';
import { CallGroups } from './call-groups.ts';
import { DurationCounts } from './distribution.ts';
import { Longest } from './longest.ts';
import { waitsForById } from './waiting-calls.ts';

export interface ProfileLimits {
  /** Most groups by process, call and target. */
  readonly groups: number;
  /** Most entries of the slowest calls. */
  readonly slowest: number;
}

/** What shorter calls take is mostly the tracer's own work: two stops and a line. Which file they were about says nothing of where time went. */
export const QUICK_NS = 100_000;
export const LIMITS: ProfileLimits = { groups: 5000, slowest: 200 };

/** Somebody who looks at the calls as they are counted. */
export interface ProfileWatcher {
  /** Whether a call counts; all others are passed over. */
  counts(event: EventIndex): boolean;
  /** In the order in which durations become known. */
  took(event: EventIndex, ns: number): void;
}

/** Of 1 M calls in less than a tenth of a second of work, with pauses: yields what part of them it has seen. */
export function* timeProfile(trace: Trace, limits: ProfileLimits = LIMITS, watcher: ProfileWatcher | null = null): Surveying<TimeProfile> {
  const count = trace.eventCount;
  const durations = durationsKnown(trace);
  const endNs = lastStamp(trace);
  if (durations === 'none' || Number.isNaN(endNs)) return { durations: 'none', spanNs: 0, processes: [], groups: [], calls: [], slowest: [] };
  const isRecorded = durations === 'recorded';
  const mayWait = waitsForById(trace);
  const groups = new CallGroups();
  const slowest = new Longest(limits.slowest);
  const names: (NameSum | undefined)[] = [];
  const processes: (ProcessSum | undefined)[] = [];
  const threads = new Map<number, ThreadSpan>();
  let current: ThreadSpan | null = null;

  /** A call whose duration is known by now. */
  const take = (event: EventIndex, process: number, ns: number): void => {
    if (watcher !== null) {
      if (!watcher.counts(event)) return;
      watcher.took(event, ns);
    }
    const nameId = trace.nameIdOf(event);
    groups.add(process, nameId, ns < QUICK_NS ? -1 : trace.targetIdOf(event), event, ns, (trace.flags(event) & CALL_FAILED) !== 0);
    slowest.offer(event, ns);
    let sum = names[nameId];
    if (sum === undefined) {
      sum = { example: event, durations: new DurationCounts(), total: 0 };
      names[nameId] = sum;
    }
    sum.durations.add(ns);
    sum.total += ns;
    processes[process]!.inCalls += ns;
  };
  /** Ends an estimated call with the next record of its thread. */
  const settle = (thread: ThreadSpan, atNs: number): void => {
    if (thread.open < 0) return;
    take(thread.open, thread.process, Math.max(0, atNs - thread.freeNs));
    thread.open = -1;
    thread.freeNs = atNs;
  };

  /** What the threads did from here on is not known until their next records. */
  const loseSight = (): void => {
    for (const thread of threads.values()) {
      settle(thread, thread.freeNs);
      thread.freeNs = Number.NaN;
    }
  };

  for (let event = 0; event < count; event = trace.next(event)) {
    if (event % CALLS_AT_ONCE === 0) yield event / count;
    const process = trace.process(event);
    if (process < 0) {
      if (standsForDropped(trace, event)) loseSight();
      continue;
    }
    const atNs = trace.sinceStartNs(event);
    if (Number.isNaN(atNs)) continue;
    const tid = trace.tid(event);
    if (current === null || current.tid !== tid || current.process !== process) {
      current = threads.get(tid) ?? null;
      if (current === null || current.process !== process) {
        current = { tid, process, freeNs: atNs, open: -1 };
        threads.set(tid, current);
        const sum = processes[process] ?? { startNs: atNs, endNs: atNs, threads: 0, inCalls: 0, between: 0, gapNs: 0, gapEvent: -1 };
        processes[process] = sum;
        sum.threads += 1;
      }
    }
    const sum = processes[process]!;
    if (Number.isNaN(current.freeNs)) current.freeNs = atNs;
    settle(current, atNs);
    const gap = atNs - current.freeNs;
    if (gap > 0) {
      sum.between += gap;
      if (gap > sum.gapNs) {
        sum.gapNs = gap;
        sum.gapEvent = event;
      }
      current.freeNs = atNs;
    }
    if (atNs > sum.endNs) sum.endNs = atNs;
    if (trace.kind(event) !== 'call') continue;
    const flags = trace.flags(event);
    if ((flags & CALL_NO_RETURN) !== 0) {
      take(event, process, 0);
      continue;
    }
    const tookNs = trace.tookNs(event);
    let ns = tookNs;
    if (Number.isNaN(tookNs)) {
      if ((flags & CALL_PENDING) !== 0) ns = Math.max(0, endNs - atNs);
      else if (!isRecorded && mayWait(trace.nameIdOf(event)) !== null) {
        current.open = event;
        continue;
      } else ns = 0;
    }
    take(event, process, ns);
    current.freeNs = atNs + ns;
    if (current.freeNs > sum.endNs) sum.endNs = current.freeNs;
  }
  for (const thread of threads.values()) settle(thread, endNs);

  let lastNs = endNs;
  for (const sum of processes) if (sum !== undefined && sum.endNs > lastNs) lastNs = sum.endNs;
  return {
    durations,
    spanNs: lastNs,
    processes: processes.flatMap((sum, process) => (sum === undefined ? [] : [processTime(sum, process)])),
    groups: groups.largest(limits.groups),
    calls: byName(trace, names),
    slowest: slowest.events(),
  };
}

const processTime = (sum: ProcessSum, process: ProcessIndex): ProcessTime => ({
  process,
  startNs: sum.startNs,
  endNs: sum.endNs,
  threads: sum.threads,
  inCallsNs: sum.inCalls,
  betweenNs: sum.between,
  longestGap: sum.gapEvent < 0 ? null : { event: sum.gapEvent, ns: sum.gapNs },
});

const byName = (trace: Trace, names: readonly (NameSum | undefined)[]): readonly CallTime[] =>
  names
    .flatMap((sum, nameId): CallTime[] =>
      sum === undefined ? [] : [{ nameId, name: trace.name(sum.example), count: sum.durations.count, totalNs: sum.total, durations: sum.durations }],
    )
    .sort((a, b) => b.totalNs - a.totalNs || b.count - a.count);

/** Between two yields. */
export const CALLS_AT_ONCE = 1 << 13;

/** So many calls are looked at for a duration: the first ones of a capture may be cut or unfinished. */
const LOOKED_AT = 2000;

function durationsKnown(trace: Trace): DurationsKnown {
  if (trace.clock === 'none') return 'none';
  for (let event = 0, seen = 0; event < trace.eventCount && seen < LOOKED_AT; event = trace.next(event)) {
    if (trace.kind(event) !== 'call') continue;
    seen += 1;
    if (!Number.isNaN(trace.tookNs(event))) return 'recorded';
  }
  return 'estimated';
}

/** NaN when no record has a stamp. */
function lastStamp(trace: Trace): number {
  for (let event = trace.eventCount - 1; event >= 0; event--) {
    const ns = trace.sinceStartNs(event);
    if (!Number.isNaN(ns)) return ns;
  }
  return Number.NaN;
}

interface NameSum {
  /** One of its calls: where its name is read. */
  readonly example: EventIndex;
  readonly durations: DurationCounts;
  total: number;
}

interface ThreadSpan {
  readonly tid: number;
  readonly process: number;
  /** Since when it is in no call; NaN where that was dropped. */
  freeNs: number;
  /** A call whose end is not recorded; -1: none. */
  open: EventIndex;
}

interface ProcessSum {
  readonly startNs: number;
  endNs: number;
  threads: number;
  inCalls: number;
  between: number;
  gapNs: number;
  gapEvent: EventIndex;
}
