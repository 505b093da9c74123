// A process that asks for a lock without waiting, sleeps and asks again: it waits for the lock all the same.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { PendingCall } from '../aims/aim.ts';
import { fdOf, openFileAt } from '../descriptors.ts';
import { failed, type Inquiry } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import { stopOf } from './stop.ts';
import type { WaitFor } from './wait-target.ts';

/** So many calls back a rhythm shows, and so many times a try is repeated until it is one. */
const LOOKED_BACK = 600;
const CHILDREN_BACK = 12;
const TIMES = 3;

/** The lock that a process, or the children that it starts one after the other, asked for in vain again and again up to the stop. */
export function polledLock(inquiry: Inquiry, process: ProcessIndex, waiting: PendingCall): PendingCall | null {
  const [asked] = repeated(inquiry, process);
  if (asked === undefined) return null;
  const { event, target, times } = asked;
  const { trace } = inquiry;
  const attempt = { event, path: target.path ?? '', errno: trace.errno(event), bits: inquiry.classes.of(event) };
  return {
    ...waiting,
    process: trace.process(event),
    target,
    file: target.file,
    call: trace.name(event),
    tries: [attempt],
    circle: [],
    weight: 90,
    times,
  };
}

/** Whether a process asks for a lock again and again. */
export const asksForLock = (inquiry: Inquiry, process: ProcessIndex): boolean => repeated(inquiry, process).length > 0;

type Lock = WaitFor & { readonly kind: 'lock' };

/** Locks refused three times or more of late and not given in between, the most frequent first; for each the last time. */
function repeated(inquiry: Inquiry, process: ProcessIndex): readonly { readonly event: EventIndex; readonly target: Lock; readonly times: number }[] {
  const { trace, timeline, family } = inquiry;
  const moment = stopOf(inquiry)?.event ?? trace.eventCount;
  const counts = new Map<string, { event: EventIndex; target: Lock; times: number }>();
  const given = new Set<string>();
  const refusals = new Set(['EAGAIN', 'EACCES', 'EEXIST'].map((errno) => trace.errnoId(errno)));
  const look = (of: ProcessIndex, most: number): void => {
    const events = timeline.eventsOf(of);
    for (let at = timeline.positionOf(of, moment) - 1, looked = 0; at >= 0 && looked < most; at--, looked++) {
      const event = events[at]!;
      if (trace.kind(event) !== 'call' || !(failed(trace, event) ? refusals.has(trace.errnoIdOf(event)) : LOCKS.test(trace.name(event)))) continue;
      const key = `${trace.name(event)} ${inquiry.paths.of(event) ?? trace.args(event)[0] ?? ''}`;
      const known = counts.get(key);
      if (known !== undefined) known.times += Number(failed(trace, event));
      else if (!failed(trace, event)) given.add(key);
      else {
        const target = given.has(key) ? null : lockTarget(inquiry, event);
        if (target !== null) counts.set(key, { event, target, times: 1 });
      }
    }
  };
  look(process, LOOKED_BACK);
  for (const child of family.childrenOf(process).slice(-CHILDREN_BACK).reverse()) look(child.process, LOOKED_BACK / 4);
  return [...counts.values()].filter(({ times }) => times >= TIMES).sort((a, b) => b.times - a.times);
}

const LOCKS = /^(?:flock|fcntl(?:64)?)$/;

/** A lock that is asked for without waiting, or a lock file that is to be made and is there already. */
function lockTarget(inquiry: Inquiry, event: EventIndex): Lock | null {
  const { trace } = inquiry;
  const name = trace.name(event);
  const args = trace.args(event);
  const errno = trace.errno(event);
  if (LOCKS.test(name) && (errno === 'EAGAIN' || errno === 'EACCES')) {
    const file = openFileAt(inquiry, trace.process(event), event, fdOf(args[0]));
    return { kind: 'lock', how: name === 'flock' ? 'flock' : 'fcntl', path: file?.path ?? null, file };
  }
  const makes = /^(?:mkdir|mkdirat|link|linkat|symlink|symlinkat)$/.test(name) || args.some((argument) => /\bO_EXCL\b/.test(argument));
  return errno === 'EEXIST' && makes ? { kind: 'lock', how: 'file', path: absolutePath(inquiry, event), file: null } : null;
}
