// Since when a command did nothing new: a loop that polls, sleeps and tries again makes calls without end and no progress.
import type { EventIndex } from '../../model/event.ts';
import type { Inquiry } from '../inquiry.ts';

/** More than there are names of calls or errnos in a capture. */
const NAMES = 4096;

/** The last event before `moment` that had not been seen before: a call of that name on that path with that outcome, by anybody. */
export function lastNews({ trace }: Inquiry, moment: EventIndex): EventIndex {
  const seen = new Set<number>();
  let last = 0;
  for (let event = 0; event < moment; event++) {
    if (trace.kind(event) !== 'call') continue;
    const key = (trace.pathIdOf(event) + 1) * NAMES * NAMES + (trace.errnoIdOf(event) + 1) * NAMES + trace.nameIdOf(event);
    if (seen.size !== seen.add(key).size) last = event;
  }
  return last;
}
