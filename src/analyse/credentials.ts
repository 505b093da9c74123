// As whom a process ran: from the calls that set or ask for user ids, its own and its ancestors'.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { failed, type Inquiry } from './inquiry.ts';

const ASKS = new Set(['geteuid', 'geteuid32', 'getuid', 'getuid32']);
const SETS = /^set(?:res|re|fs)?uid(?:32)?$/;

/** The effective user id at an event; null when nothing tells. */
export function effectiveUid({ trace, timeline, family }: Inquiry, process: ProcessIndex, event: EventIndex): number | null {
  let at = event;
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 200; hops++) {
    const events = timeline.eventsOf(current);
    for (let index = Math.min(timeline.positionOf(current, at), events.length - 1); index >= 0; index--) {
      const e = events[index]!;
      if (e > at || failed(trace, e)) continue;
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
