// All that the Time view shows, of the calls that a filter keeps: one pass over the columns, and a second look at the slow calls.
import type { EventIndex } from '../../model/event.ts';
import type { Surveying, SurveyScope } from '../../model/survey.ts';
import type { CallGroup, CallTime } from '../../model/time-profile.ts';
import { type DurationRow, TIME_PIECES, type TimeLine, type TimeSurvey } from '../../model/time-survey.ts';
import { CALL_FAILED, type Trace } from '../../model/trace.ts';
import { WAIT } from '../call-names.ts';
import type { Inquiry } from '../inquiry.ts';
import { DurationCounts } from './distribution.ts';
import { CALLS_AT_ONCE, LIMITS, QUICK_NS, timeProfile } from './profile.ts';

/** Kinds of calls, by what they were about, that are shown. */
const MOST_TARGETS = 200;
const MOST_GAPS = 50;

interface Slow {
  readonly events: EventIndex[];
  readonly ns: number[];
}

export function* timeSurvey({ trace, classes }: Inquiry, scope: SurveyScope): Surveying<TimeSurvey> {
  yield 0;
  const spanNs = spanOf(trace);
  const line = emptyLine(spanNs);
  const slow: Slow = { events: [], ns: [] };
  const byName = new Map<number, NameFacts>();
  const kept = keptMask(trace, scope);
  const profile = yield* timeProfile(trace, LIMITS, {
    counts: (event) => kept === null || kept[event] === 1,
    took(event, ns) {
      addToLine(line, trace, event, ns, (classes.of(event) & WAIT) !== 0);
      if (ns >= QUICK_NS) {
        slow.events.push(event);
        slow.ns.push(ns);
      }
      note(byName, trace, event, ns);
    },
  });
  yield 1;
  const nsOf = yield* nsOfSlowest(slow, new Set(profile.slowest));
  const byTarget = yield* targetRows(trace, profile.groups, slow);
  return {
    durations: profile.durations,
    spanNs: profile.spanNs,
    line,
    slowest: profile.slowest.flatMap((event) => (nsOf.has(event) ? [{ event, ns: nsOf.get(event) ?? 0 }] : [])),
    byCall: profile.calls.map((call) => callRow(call, byName.get(call.nameId)!)),
    byTarget,
    gaps: profile.processes
      .flatMap(({ process, longestGap }) =>
        longestGap === null || (kept !== null && kept[longestGap.event] !== 1) ? [] : [{ process, ...longestGap }],
      )
      .sort((a, b) => b.ns - a.ns)
      .slice(0, MOST_GAPS),
  };
}

function* nsOfSlowest({ events, ns }: Slow, slowest: ReadonlySet<EventIndex>): Surveying<ReadonlyMap<EventIndex, number>> {
  const found = new Map<EventIndex, number>();
  for (let i = 0; i < events.length; i++) {
    if (i % CALLS_AT_ONCE === 0) yield 1;
    if (slowest.has(events[i]!)) found.set(events[i]!, ns[i]!);
  }
  return found;
}

/** null: all are kept. */
function keptMask(trace: Trace, { events, length }: SurveyScope): Uint8Array | null {
  if (events === null) return null;
  const mask = new Uint8Array(trace.eventCount);
  for (let at = 0; at < length; at++) mask[events[at]!] = 1;
  return mask;
}

/** To the end of the last call. 0 without stamps. */
function spanOf(trace: Trace): number {
  let last = 0;
  for (let event = trace.eventCount - 1, looked = 0; event >= 0 && looked < 2000; event--, looked++) {
    const began = trace.sinceStartNs(event);
    const took = trace.tookNs(event);
    if (!Number.isNaN(began)) last = Math.max(last, began + (Number.isNaN(took) ? 0 : took));
  }
  return last;
}

function emptyLine(spanNs: number): TimeLine {
  const shared = (bytes: number) => new SharedArrayBuffer(TIME_PIECES * bytes);
  return {
    pieceNs: Math.max(1, spanNs / TIME_PIECES),
    calls: new Uint32Array(shared(4)),
    failed: new Uint32Array(shared(4)),
    waitedNs: new Float64Array(shared(8)),
  };
}

function addToLine({ pieceNs, calls, failed, waitedNs }: TimeLine, trace: Trace, event: EventIndex, ns: number, waitsForChild: boolean): void {
  // What a clock that was set back puts before the start stands at the start.
  const began = Math.max(0, trace.sinceStartNs(event));
  const first = Math.min(TIME_PIECES - 1, Math.floor(began / pieceNs));
  calls[first]!++;
  if ((trace.flags(event) & CALL_FAILED) !== 0) failed[first]!++;
  if (ns < QUICK_NS || waitsForChild) return;
  for (let piece = first, from = began; piece < TIME_PIECES && from < began + ns; piece++) {
    const end = Math.min(began + ns, (piece + 1) * pieceNs);
    waitedNs[piece]! += Math.max(0, end - from);
    from = end;
  }
}

/** What the profile's sums by name do not have: how many failed, and which took longest. */
interface NameFacts {
  failed: number;
  longest: EventIndex;
  longestNs: number;
}

function note(byName: Map<number, NameFacts>, trace: Trace, event: EventIndex, ns: number): void {
  const nameId = trace.nameIdOf(event);
  let facts = byName.get(nameId);
  if (facts === undefined) {
    facts = { failed: 0, longest: event, longestNs: ns };
    byName.set(nameId, facts);
  }
  if (ns > facts.longestNs) {
    facts.longest = event;
    facts.longestNs = ns;
  }
  if ((trace.flags(event) & CALL_FAILED) !== 0) facts.failed++;
}

const callRow = ({ name, count, totalNs, durations }: CallTime, { failed, longest }: NameFacts): DurationRow => ({
  ...{ name, process: null, count, failed, totalNs, longest },
  ...spread(durations),
});

const spread = (durations: CallTime['durations']): Pick<DurationRow, 'p50Ns' | 'p90Ns' | 'p99Ns' | 'maxNs' | 'bars'> => ({
  p50Ns: durations.percentile(0.5),
  p90Ns: durations.percentile(0.9),
  p99Ns: durations.percentile(0.99),
  maxNs: durations.maxNs,
  bars: [...durations.bars],
});

function* targetRows(trace: Trace, groups: readonly CallGroup[], slow: Slow): Surveying<readonly DurationRow[]> {
  const shown = groups.filter(({ targetId, totalNs }) => targetId >= 0 && totalNs > 0 && trace.pathText(targetId) !== '').slice(0, MOST_TARGETS);
  const counts = new Map(shown.map((group) => [keyOf(group.process, group.nameId, group.targetId), new DurationCounts()]));
  const targets = new Set(shown.map(({ targetId }) => targetId));
  for (const [i, event] of slow.events.entries()) {
    if (i % CALLS_AT_ONCE === 0) yield 1;
    if (targets.has(trace.targetIdOf(event)))
      counts.get(keyOf(trace.process(event), trace.nameIdOf(event), trace.targetIdOf(event)))?.add(slow.ns[i]!);
  }
  return shown.map(({ process, nameId, targetId, count, failed, totalNs, longest }): DurationRow => {
    const durations = counts.get(keyOf(process, nameId, targetId)) ?? new DurationCounts();
    return { name: trace.name(longest), process, count, failed, totalNs, longest, ...spread(durations) };
  });
}

const keyOf = (process: number, nameId: number, targetId: number): string => `${process} ${nameId} ${targetId}`;
