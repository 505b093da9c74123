// As whom a process ran: from the calls that set or ask for user ids, its own and its ancestors'.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { failed, type Inquiry, remember } from './inquiry.ts';

const ASKS = new Set(['geteuid', 'geteuid32', 'getuid', 'getuid32']);
const SETS = /^set(?:res|re|fs)?uid(?:32)?$/;

/** The effective user id at an event; null when nothing tells. */
export function effectiveUid(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): number | null {
  const { trace, family } = inquiry;
  let at = event;
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 200; hops++) {
    for (const e of uidCalls(inquiry, current)) {
      if (e > at) continue;
      const name = trace.name(e);
      if (ASKS.has(name)) return Number(trace.result(e));
      if (SETS.test(name)) {
        // setuid(u); setreuid(real, effective); setresuid(real, effective, saved); -1 keeps one.
        const args = trace.args(e);
        const uid = Number(args.length > 1 ? args[1] : args[0]);
        if (Number.isInteger(uid) && uid >= 0) return uid;
      }
    }
    at = trace.processes[current]?.bornBy ?? trace.processes[current]?.firstEvent ?? at;
    current = family.parentOf(current);
  }
  return null;
}

/** The calls of a process that ask for its user ids or set them, the last first. */
const uidCalls = (inquiry: Inquiry, process: ProcessIndex): readonly EventIndex[] =>
  remember(inquiry, `uid-calls:${process}`, () => {
    const { trace, timeline } = inquiry;
    const isOfUids = remember(inquiry, 'uid-call-names', (): (boolean | undefined)[] => []);
    const calls: EventIndex[] = [];
    for (const event of timeline.eventsOf(process)) {
      isOfUids[trace.nameIdOf(event)] ??= ASKS.has(trace.name(event)) || SETS.test(trace.name(event));
      if (isOfUids[trace.nameIdOf(event)] && !failed(trace, event)) calls.push(event);
    }
    return calls.reverse();
  });
