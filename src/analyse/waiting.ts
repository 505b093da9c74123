// What a command that was still running was waiting for: the calls that had not returned when it was stopped, let go, or when the capture ended.
import { citedEvent } from '../model/event.ts';
import type { Warning } from '../model/report.ts';
import { type Pending, pendingAt } from './hang/pending.ts';
import { forSeconds } from './hang/words.ts';
import { baseName, type Inquiry } from './inquiry.ts';

const MOST = 5;

/** One for each process that was waiting, its children first: a parent mostly waits for them. */
export function pendingCalls(inquiry: Inquiry): readonly Warning[] {
  return inquiry.trace.processes
    .flatMap(({ index }) => {
      const [first] = pendingAt(inquiry, index);
      return first === undefined ? [] : [{ code: 'trace/pending', title: titleOf(inquiry, first), events: [citedEvent(first.event)] }];
    })
    .reverse()
    .slice(0, MOST);
}

function titleOf({ trace, context, family }: Inquiry, { process, event, waitedNs }: Pending): string {
  const entry = trace.processes[process];
  const argv0 = process === family.root ? context.argv?.[0] : undefined;
  const name = entry?.comm || baseName(argv0 ?? '') || 'the process';
  const call = trace.text(event).replace(/,?\s*(?:<(?:unfinished|detached) \.\.\.>|\)\s+= \?.*)?$/s, '');
  return `${name} (pid ${trace.tid(event) || entry?.pid || '?'}) waited in ${call})${forSeconds(waitedNs)}`;
}
