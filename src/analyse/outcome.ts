// How the traced command ended, as the capture tells it.
import type { EventIndex } from '../model/event.ts';
import type { Outcome } from '../model/outcome.ts';
import type { ProcessEnd } from '../model/process.ts';
import { CALL_PENDING } from '../model/trace.ts';
import { livesOn } from './hang/lives-on.ts';
import { isWaitingCall, pendingAt } from './hang/pending.ts';
import { asksForLock } from './hang/polled-lock.ts';
import { lastNews } from './hang/quiet.ts';
import { sinksOf } from './hang/sink.ts';
import { type Stop, stopOf } from './hang/stop.ts';
import { isFiltered } from './hang/unrecorded.ts';
import type { Inquiry } from './inquiry.ts';
import { networkWaitedNs, waitsForNetwork } from './net/network-wait.ts';
import { secondsOf, spanNs } from './span.ts';

/** A call that was waiting for at least this long when the stop came: it hung, it was not merely killed. */
const LONG_WAIT_NS = 3e9;

export function outcomeOf(inquiry: Inquiry): Outcome {
  const { trace, context, family } = inquiry;
  if (context.observed !== null) {
    // A process that was let go still ran. It hung if it did nothing but wait for most of the time.
    const { observed, stoppedByUs } = context;
    const letGo = observed.kind === 'hang' && !stoppedByUs;
    return letGo && (spanNs(trace) > observed.seconds * 0.5e9 || !isWaiting(inquiry)) ? { kind: 'unknown' } : observed;
  }
  const end = family.endOf(family.root);
  if (end === null)
    return trace.ended && isWaiting(inquiry) && !livesOn(inquiry, spanNs(trace))
      ? { kind: 'hang', seconds: Math.round(secondsOf(trace) ?? 0) }
      : { kind: 'unknown' };
  const hung = isSuccess(end) ? null : hungSeconds(inquiry);
  if (hung !== null) return { kind: 'hang', seconds: hung };
  if (end.kind === 'exit') return { kind: 'exit', status: end.status };
  return trace.processes.length === 0 ? { kind: 'unknown' } : { kind: 'signal', signal: end.signal };
}

/** A server that is told to stop, and does, has not hung. */
const isSuccess = (end: ProcessEnd): boolean => end.kind === 'exit' && end.status === 0;

/** How long the command had waited, or had done nothing new, when somebody outside stopped it; null when nobody did, or while it was at work. */
function hungSeconds(inquiry: Inquiry): number | null {
  const { trace } = inquiry;
  const stop = stopOf(inquiry);
  if (stop === null || stop.signal === null || stop.event >= trace.eventCount) return null;
  const waits = [...pendingAt(inquiry, inquiry.family.root).slice(0, 1), ...sinksOf(inquiry).flatMap(({ wait }) => wait?.pending ?? [])];
  const quiet = quietNs(inquiry, stop.event);
  if (waits.length === 0) return isFiltered(inquiry) ? unrecordedSeconds(inquiry, stop, quiet) : null;
  // Retries of a look-up or a connection are one wait.
  const network = sinksOf(inquiry).map(({ process }) => networkWaitedNs(inquiry, process, stop.event));
  const known = [...waits.map(({ waitedNs }) => waitedNs), quiet, ...network].filter((ns) => !Number.isNaN(ns));
  // Without time stamps, that it waits is all there is to know.
  if (known.length === 0) return 0;
  const waited = Math.max(...known);
  return waited >= LONG_WAIT_NS ? Math.round(waited / 1e9) : null;
}

/** The same where the filter left the waits themselves out: for as long as nothing was done, of who had a child or an answer to wait for. */
function unrecordedSeconds(inquiry: Inquiry, { signal }: Stop, quiet: number): number | null {
  const sinks = sinksOf(inquiry);
  const isWaiting = sinks.some(({ process, way }) => way.length > 0 || waitsForNetwork(inquiry, process) || asksForLock(inquiry, process));
  if (Number.isNaN(quiet)) return isWaiting ? 0 : null;
  return quiet >= LONG_WAIT_NS && (isWaiting || signal !== 'SIGKILL') ? Math.round(quiet / 1e9) : null;
}

/** For how long nothing new had been done; without stamps, what the calls of the root took since then (`-T`). */
function quietNs(inquiry: Inquiry, stop: EventIndex): number {
  const { trace, timeline, family } = inquiry;
  const news = lastNews(inquiry, stop);
  const elapsed = trace.sinceStartNs(stop) - trace.sinceStartNs(news);
  if (!Number.isNaN(elapsed)) return elapsed;
  const took = [...timeline.eventsOf(family.root).slice(timeline.positionOf(family.root, news), timeline.positionOf(family.root, stop))]
    .map((event) => trace.tookNs(event))
    .filter((ns) => !Number.isNaN(ns));
  return took.length === 0 ? Number.NaN : took.reduce((sum, ns) => sum + ns, 0);
}

/** Every process that still runs has a call that did not return: the capture ends because somebody stopped waiting, not in mid-line. */
function isWaiting(inquiry: Inquiry): boolean {
  const { trace, timeline, family } = inquiry;
  const running = trace.processes.filter((p) => family.endOf(p.index) === null);
  return (
    running.length > 0 &&
    running.every(({ index, tids, pid }) => {
      const last = lastCalls(timeline.eventsOf(index), trace, tids.length === 0 ? [pid] : tids);
      return last.length > 0 && last.every((call) => isUnreturned(inquiry, call));
    })
  );
}

function isUnreturned(inquiry: Inquiry, call: EventIndex): boolean {
  const { trace } = inquiry;
  if (!isWaitingCall(inquiry, call, trace.eventCount)) return false;
  return isLetGo(inquiry, call) || ((trace.flags(call) & CALL_PENDING) !== 0 && !isCutInMiddle(trace.text(call)));
}

/** A wait that a stop by strace broke, and no signal behind it: strace detached, or was ended. @see strace.c, detach() */
const isLetGo = ({ trace }: Inquiry, call: EventIndex): boolean => trace.result(call) === '?' && /^ERESTART/.test(trace.errno(call) ?? '');

/** strace writes the arguments of a call that waits, as far as they are known, and no more: a bracket or half a string behind them is a cut. */
const isCutInMiddle = (text: string): boolean =>
  /\)\s*(?:= |$)/.test(text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '""')) || (text.replace(/\\./g, '').split('"').length - 1) % 2 === 1;

/** Of each thread that has not ended: one that is not in a call runs. */
function lastCalls(events: Uint32Array, trace: Inquiry['trace'], tids: readonly number[]): readonly EventIndex[] {
  const left = new Set(tids);
  const last: EventIndex[] = [];
  for (let at = events.length - 1; at >= 0 && left.size > 0; at--) {
    const event = events[at]!;
    const kind = trace.kind(event);
    // Lines without a pid are the only thread's.
    const tid = trace.tid(event) || (tids[0] ?? 0);
    if (kind === 'exit') left.delete(tid);
    else if (kind === 'call' && left.delete(tid)) last.push(event);
  }
  return last;
}
