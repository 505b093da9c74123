// Since when a command did nothing new: a loop that polls, sleeps and tries again makes calls without end and no progress.
import type { EventIndex } from '../../model/event.ts';
import type { Inquiry } from '../inquiry.ts';

/** More than there are names of calls or errnos in a capture. */
const NAMES = 4096;

/** @see include/linux/errno.h */
const INTERRUPTIONS = ['ERESTARTSYS', 'ERESTARTNOINTR', 'ERESTARTNOHAND', 'ERESTART_RESTARTBLOCK'];

/** The last event before `moment` that had not been seen before: a call of that name on that path with that outcome, by anybody. */
export function lastNews({ trace }: Inquiry, moment: EventIndex): EventIndex {
  const seen = new Set<number>();
  // That the stop interrupts a call is no news of the command.
  const interrupted = new Set(INTERRUPTIONS.map((name) => trace.errnoId(name)));
  let last = 0;
  for (let event = 0; event < moment; event = trace.next(event)) {
    if (trace.kind(event) !== 'call' || interrupted.has(trace.errnoIdOf(event))) continue;
    const key = (trace.pathIdOf(event) + 1) * NAMES * NAMES + (trace.errnoIdOf(event) + 1) * NAMES + trace.nameIdOf(event);
    if (seen.size !== seen.add(key).size) last = event;
  }
  return last;
}
