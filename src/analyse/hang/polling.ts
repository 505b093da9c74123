// A process that sleeps and tries again: what it tries in vain each time is what it waits for.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Aim, PendingCall } from '../aims/aim.ts';
import { fdOf, openFileAt } from '../descriptors.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';
import { isNoise } from '../noise.ts';
import { absolutePath } from '../place.ts';
import { stopOf } from './stop.ts';
import type { WaitFor } from './wait-target.ts';

/** So many calls back a rhythm shows, and so many times a try is repeated until it is one. */
const LOOKED_BACK = 600;
const CHILDREN_BACK = 12;
const TIMES = 3;

/** What a process that sleeps, or the children that it starts one after the other, tries in vain again and again; null when nothing is repeated. */
export function polledAim(inquiry: Inquiry, process: ProcessIndex, waiting: PendingCall): Aim | null {
  const tries = repeated(inquiry, process);
  for (const { event, times } of tries) {
    const target = lockTarget(inquiry, event);
    const by = inquiry.trace.process(event);
    const attempt = { event, path: absolutePath(inquiry, event) ?? '', errno: inquiry.trace.errno(event), bits: inquiry.classes.of(event) };
    if (target !== null) {
      const file = target.kind === 'lock' ? target.file : null;
      return { ...waiting, process: by, target, file, call: inquiry.trace.name(event), tries: [attempt], circle: [], weight: 90, times };
    }
    if (attempt.path !== '' || inquiry.trace.name(event) === 'connect')
      return {
        kind: 'call',
        process: by,
        state: 'unmet',
        call: inquiry.trace.name(event),
        errno: attempt.errno ?? '',
        path: attempt.path || null,
        tries: [attempt],
      };
  }
  return null;
}

/** Failed calls that were made three times or more of late, the most frequent first; for each the last time. */
function repeated(inquiry: Inquiry, process: ProcessIndex): readonly { readonly event: EventIndex; readonly times: number }[] {
  return remember(inquiry, `polled:${process}`, () => {
    const { trace, timeline, family } = inquiry;
    const moment = stopOf(inquiry)?.event ?? trace.eventCount;
    const counts = new Map<string, { event: EventIndex; times: number; worked: boolean }>();
    const look = (of: ProcessIndex, most: number): void => {
      const events = timeline.eventsOf(of);
      for (let at = timeline.positionOf(of, moment) - 1, looked = 0; at >= 0 && looked < most; at--, looked++) {
        const event = events[at]!;
        if (trace.kind(event) !== 'call') continue;
        const key = `${trace.name(event)} ${inquiry.paths.of(event) ?? trace.args(event)[0] ?? ''}`;
        const known = counts.get(key);
        if (!failed(trace, event)) {
          if (known === undefined) counts.set(key, { event, times: 0, worked: true });
          continue;
        }
        if (isNoise(trace, event) && !isLockCall(trace.name(event))) continue;
        if (known === undefined) counts.set(key, { event, times: 1, worked: false });
        else known.times += 1;
      }
    };
    look(process, LOOKED_BACK);
    for (const child of family.childrenOf(process).slice(-CHILDREN_BACK).reverse()) look(child.process, LOOKED_BACK / 4);
    const starts = family.childrenOf(process).length;
    return (
      [...counts.values()]
        .filter(({ times, worked }) => times >= TIMES && !worked)
        // A look-up along PATH for each `sleep` fails as often as the loop goes round; a lock, or what is looked for just once a round, counts first.
        .sort(
          (a, b) =>
            Number(lockTarget(inquiry, b.event) !== null) - Number(lockTarget(inquiry, a.event) !== null) ||
            rank(inquiry, a.event, starts) - rank(inquiry, b.event, starts),
        )
    );
  });
}

/** Looking for a program or its libraries is how each round is made, not what it waits for. */
function rank(inquiry: Inquiry, event: EventIndex, starts: number): number {
  const path = inquiry.paths.of(event) ?? '';
  const isLookUp = starts > 0 && (/\/s?bin\//.test(path) || /\.so(?:\.|$)|\/locale\/|ld\.so/.test(path));
  return isLookUp ? 1 : 0;
}

const isLockCall = (name: string): boolean => /^(?:flock|fcntl(?:64)?)$/.test(name);

/** A lock that is asked for without waiting, or a lock file that is to be made and is there already. */
function lockTarget(inquiry: Inquiry, event: EventIndex): WaitFor | null {
  const { trace } = inquiry;
  const name = trace.name(event);
  const args = trace.args(event);
  const errno = trace.errno(event);
  if (isLockCall(name) && (errno === 'EAGAIN' || errno === 'EACCES')) {
    const file = openFileAt(inquiry, trace.process(event), event, fdOf(args[0]));
    return { kind: 'lock', how: name === 'flock' ? 'flock' : 'fcntl', path: file?.path ?? null, file };
  }
  const makes = /^(?:mkdir|mkdirat|link|linkat|symlink|symlinkat)$/.test(name) || args.some((argument) => /\bO_EXCL\b/.test(argument));
  return errno === 'EEXIST' && makes ? { kind: 'lock', how: 'file', path: absolutePath(inquiry, event), file: null } : null;
}
