// The counts of some events of a loaded capture: what a filter keeps.
import type { EventKind } from '../model/event.ts';
import { CALL_JOINED, CALL_PENDING, type Trace } from '../model/trace.ts';
import { secondsText } from './seconds.ts';
import { errnoKey, mostFirst, type Stats } from './stats.ts';

/** `lines` are those of the kept records; `seconds` lie between the first and the last of them. */
export function statsOfEvents(trace: Trace, events: Iterable<number>): Stats {
  const kinds = new Map<EventKind, number>();
  const names = new Map<string, number>();
  const errnos = new Map<string, number>();
  const calls = new Map<number, number>();
  const totals = { lines: 0, joined: 0, pending: 0, firstNs: Number.POSITIVE_INFINITY, lastNs: Number.NEGATIVE_INFINITY };
  for (const event of events) {
    const kind = trace.kind(event);
    add(kinds, kind);
    const { line, endLine } = trace.lines(event);
    totals.lines += endLine > line ? 2 : 1;
    const ns = trace.sinceStartNs(event);
    if (!Number.isNaN(ns)) {
      totals.firstNs = Math.min(totals.firstNs, ns);
      totals.lastNs = Math.max(totals.lastNs, ns);
    }
    const process = trace.process(event);
    if (process >= 0) calls.set(process, (calls.get(process) ?? 0) + (kind === 'call' ? 1 : 0));
    if (kind !== 'call') continue;
    add(names, trace.name(event));
    const errno = trace.errno(event);
    if (errno !== null) add(errnos, errnoKey(errno));
    if ((trace.flags(event) & CALL_JOINED) !== 0) totals.joined++;
    if ((trace.flags(event) & CALL_PENDING) !== 0) totals.pending++;
  }
  const count = (kind: EventKind): number => kinds.get(kind) ?? 0;
  const byProcess = [...calls].map(([index, made]) => ({ pid: trace.processes[index]!.pid, comm: trace.processes[index]!.comm, calls: made }));
  return {
    schema: 'whytrace.stats/1',
    lines: totals.lines,
    calls: count('call'),
    joined: totals.joined,
    pending: totals.pending,
    signals: count('signal'),
    exits: count('exit'),
    notices: count('notice'),
    stacks: count('stack'),
    summaries: count('summary'),
    output: count('output'),
    raw: count('raw'),
    byName: mostFirst(names),
    byErrno: mostFirst(errnos),
    byProcess: byProcess.sort((a, b) => b.calls - a.calls),
    processes: byProcess.length,
    seconds: totals.lastNs >= totals.firstNs ? secondsText(totals.lastNs - totals.firstNs) : null,
  };
}

const add = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
