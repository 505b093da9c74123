// What strace was told to change (`-e inject=`, `-e fault=`): no fault of the host, and no cause by nature.
import { citedEvent, type EventIndex } from '../model/event.ts';
import type { Finding, Warning } from '../model/report.ts';
import { CALL_INJECTED } from '../model/trace.ts';
import { readInjection } from '../text/injection.ts';
import { commandOf } from './chain.ts';
import type { Inquiry } from './inquiry.ts';

/** So many are cited. */
const MOST_CITED = 20;
/** So many kinds are told. */
const MOST_KINDS = 4;

const isInjected = ({ trace }: Inquiry, event: EventIndex): boolean => (trace.flags(event) & CALL_INJECTED) !== 0;

/** One warning for all of them. */
export function injectedWarnings(inquiry: Inquiry): readonly Warning[] {
  const { trace } = inquiry;
  const events: EventIndex[] = [];
  const kinds = new Map<string, number>();
  for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
    if (!isInjected(inquiry, event)) continue;
    events.push(event);
    const what = [trace.name(event), trace.errno(event) ?? ''].filter((word) => word !== '').join(' ');
    kinds.set(what, (kinds.get(what) ?? 0) + 1);
  }
  if (events.length === 0) return [];
  const most = [...kinds].sort(([, a], [, b]) => b - a);
  const told = most.slice(0, MOST_KINDS).map(([what, count]) => `${what}${count > 1 ? ` (${count} times)` : ''}`);
  const others = most.length > MOST_KINDS ? ` and ${most.length - MOST_KINDS} more` : '';
  return [
    {
      code: 'trace/injected',
      title: `strace itself changed ${events.length === 1 ? 'a call' : `${events.length} calls`} (-e inject): ${told.join(', ')}${others}; without it the command may do something else`,
      events: events.slice(0, MOST_CITED).map(citedEvent),
    },
  ];
}

/** A finding whose cause strace made up says so, and what mends a host is no remedy. A call that it only held up failed by nature. */
export function sayInjected(inquiry: Inquiry, finding: Finding): Finding {
  const cause = finding.chain.findLast((step) => step.role === 'cause');
  if (cause === undefined || cause.role === 'probe' || !isInjected(inquiry, cause.event - 1) || finding.errno === null) return finding;
  const { args, result } = readInjection(inquiry.trace.resultNote(cause.event - 1));
  if (!args && !result) return finding;
  const argv = commandOf(inquiry);
  const says = result
    ? 'strace was told to fail this (-e inject), the host did not'
    : 'strace was told to change what this call was given (-e inject)';
  return {
    ...finding,
    title: `${says}: ${finding.title}`,
    remedies: [
      {
        title: 'Run it without -e inject',
        commands: [['strace', '-f', '-yy', '-T', '-ttt', '-o', 'trace.strace', '--', ...(argv ?? ['COMMAND'])]],
        risk: 'runs the command once more',
        reversible: true,
      },
    ],
  };
}
