// What a command that was still running was waiting for: the calls that had not returned when it was stopped, let go, or when the capture ended.
import type { EventIndex } from '../model/event.ts';
import { citedEvent } from '../model/event.ts';
import type { Warning } from '../model/report.ts';
import { pendingAt } from './hang/pending.ts';
import { baseName, type Inquiry } from './inquiry.ts';

const MOST = 5;

/** One for each process that was waiting, its children first: a parent mostly waits for them. */
export function pendingCalls(inquiry: Inquiry): readonly Warning[] {
  const { trace } = inquiry;
  return trace.processes
    .flatMap(({ index }) => {
      const event = pendingAt(inquiry, index)[0]?.event;
      return event === undefined ? [] : [{ code: 'trace/pending', title: titleOf(inquiry, index, event), events: [citedEvent(event)] }];
    })
    .reverse()
    .slice(0, MOST);
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
