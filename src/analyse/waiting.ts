// What a command that was still running was waiting for: the calls that had not returned when it was stopped, let go, or when the capture ended.
import type { EventIndex } from '../model/event.ts';
import { citedEvent } from '../model/event.ts';
import type { Warning } from '../model/report.ts';
import { CALL_NO_RETURN, CALL_PENDING } from '../model/trace.ts';
import { baseName, type Inquiry } from './inquiry.ts';

/** Signals by which we, people and supervisors stop what does not end by itself. */
export const STOPPERS: ReadonlySet<string> = new Set(['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGHUP', 'SIGALRM']);
/** What a call ends with when a signal breaks its wait. @see signal(7), "Interruption of system calls" */
const INTERRUPTED = /^(?:ERESTART\w*|EINTR)$/;
const MOST = 5;

/** One for each process that was waiting, its children first: a parent mostly waits for them. */
export function pendingCalls(inquiry: Inquiry): readonly Warning[] {
  const { trace } = inquiry;
  return trace.processes
    .flatMap(({ index }) => {
      const event = pendingAtStop(inquiry, index);
      return event === null ? [] : [{ code: 'trace/pending', title: titleOf(inquiry, index, event), events: [citedEvent(event)] }];
    })
    .reverse()
    .slice(0, MOST);
}

function pendingAtStop({ trace, timeline }: Inquiry, process: number): EventIndex | null {
  const events = timeline.eventsOf(process);
  const stop = events.findLastIndex((event) => trace.kind(event) === 'signal' && STOPPERS.has(trace.name(event)));
  for (let at = (stop < 0 ? events.length : stop) - 1; at >= 0; at--) {
    const event = events[at]!;
    if (trace.kind(event) !== 'call') continue;
    if (/^exit(?:_group)?$/.test(trace.name(event))) return null;
    const flags = trace.flags(event);
    const waits = (flags & (CALL_PENDING | CALL_NO_RETURN)) !== 0 || INTERRUPTED.test(trace.errno(event) ?? '');
    return waits ? event : null;
  }
  return null;
}

function titleOf({ trace, context, family }: Inquiry, process: number, event: EventIndex): string {
  const entry = trace.processes[process];
  const argv0 = process === family.root ? context.argv?.[0] : undefined;
  const name = entry?.comm || baseName(argv0 ?? '') || 'the process';
  const call = trace.text(event).replace(/,?\s*(?:<(?:unfinished|detached) \.\.\.>|\)\s+= \?.*)?$/s, '');
  const ns = trace.tookNs(event);
  const { observed, stoppedByUs } = context;
  // Nothing is recorded of the time in which a process that is let go later just waits.
  const end = observed?.kind === 'hang' && !stoppedByUs ? observed.seconds * 1e9 : trace.sinceStartNs(trace.eventCount - 1);
  const waited = Number.isNaN(ns) ? end - trace.sinceStartNs(event) : ns;
  const since = Number.isNaN(waited) || waited < 1e6 ? '' : ` for ${(waited / 1e9).toFixed(waited < 1e10 ? 1 : 0)} s`;
  return `${name} (pid ${trace.tid(event) || entry?.pid || '?'}) waited in ${call})${since}`;
}
