// A command whose own supervisor in the capture lost patience: `timeout 5 cmd`, or a program that kills its child when the time is up.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { call, type Discovery } from '../detectors/detector.ts';
import type { Inquiry } from '../inquiry.ts';
import { named } from '../named.ts';
import { concludeHang } from './conclude-hang.ts';
import { killerOf } from './stop.ts';

/** A timer runs out, and right behind that the signal is sent. */
const RIGHT_BEFORE = 16;

/** What the child that a process killed for want of an end was waiting for. [] when it killed none for that. */
export function timedOut(inquiry: Inquiry, process: ProcessIndex): readonly Discovery[] {
  for (const { process: child } of [...inquiry.family.childrenOf(process)].reverse()) {
    const kill = killerOf(inquiry, child);
    if (kill === null || inquiry.trace.process(kill) !== process || !ranOut(inquiry, process, kill)) continue;
    // The same capture, seen from the child at that moment.
    const seen: Inquiry = { ...inquiry, family: { ...inquiry.family, root: child }, memo: new Map([['stop', { event: kill, signal: 'SIGTERM' }]]) };
    const hang = concludeHang(seen);
    if (hang === null) continue;
    const bridge = call(kill, `${named(inquiry, process)} ends ${named(inquiry, child)}, because its time is up`);
    return hang.leads.map((discovery) => ({ ...discovery, proofs: [...discovery.proofs, bridge] }));
  }
  return [];
}

/** SIGALRM, or a poll that came back with nothing. */
function ranOut({ trace, timeline }: Inquiry, process: ProcessIndex, kill: EventIndex): boolean {
  const events = timeline.eventsOf(process);
  const at = timeline.positionOf(process, kill);
  return [...events.slice(Math.max(0, at - RIGHT_BEFORE), at)].some((event) =>
    trace.kind(event) === 'signal'
      ? trace.name(event) === 'SIGALRM'
      : trace.kind(event) === 'call' && /poll|select|epoll/.test(trace.name(event)) && /^0\b/.test(trace.result(event) ?? ''),
  );
}
