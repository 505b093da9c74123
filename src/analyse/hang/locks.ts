// Who holds the lock that somebody waits for: the last that took it and did not give it back, by flock(2) and fcntl(2) in the capture.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { fdOf, holdersOf, type OpenFile, openFileAt } from '../descriptors.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';

export interface LockHolder {
  readonly process: ProcessIndex;
  /** The call that took it. */
  readonly event: EventIndex;
}

interface LockCall {
  readonly event: EventIndex;
  readonly how: 'flock' | 'fcntl';
  readonly takes: boolean;
  readonly file: OpenFile | null;
}

/** Successful flock, F_SETLK and F_SETLKW of the whole capture. */
const lockCalls = (inquiry: Inquiry): readonly LockCall[] =>
  remember(inquiry, 'lock-calls', () => {
    const { trace } = inquiry;
    const flock = trace.nameId('flock');
    const fcntls = new Set(['fcntl', 'fcntl64'].map((name) => trace.nameId(name)));
    const found: LockCall[] = [];
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      const id = trace.nameIdOf(event);
      if ((id !== flock && !fcntls.has(id)) || trace.kind(event) !== 'call' || failed(trace, event) || trace.result(event) !== '0') continue;
      const [fd, operation = '', range = ''] = trace.args(event);
      const isFlock = id === flock;
      if (!isFlock && !/F_(?:OFD_)?SETLK/.test(operation)) continue;
      const takes = isFlock ? !operation.includes('LOCK_UN') : !range.includes('F_UNLCK');
      found.push({ event, how: isFlock ? 'flock' : 'fcntl', takes, file: openFileAt(inquiry, trace.process(event), event, fdOf(fd)) });
    }
    return found;
  });

/** null when nobody in the capture holds it: then somebody outside does. */
export function lockHolder(
  inquiry: Inquiry,
  waiter: ProcessIndex,
  how: 'flock' | 'fcntl',
  file: OpenFile | null,
  moment: EventIndex,
): LockHolder | null {
  if (file === null) return null;
  const { trace } = inquiry;
  const held = new Map<string, LockCall>();
  for (const call of lockCalls(inquiry)) {
    if (call.event >= moment) break;
    const isSame = call.how === how && call.file !== null && (call.file.id === file.id || (file.path !== null && call.file.path === file.path));
    if (!isSame) continue;
    // flock belongs to the open file description, fcntl's locks to the process. @see flock(2), fcntl_locking(2)
    const owner = how === 'flock' ? `file ${call.file?.id}` : `process ${trace.process(call.event)}`;
    if (call.takes) held.set(owner, call);
    else held.delete(owner);
  }
  for (const { event, file: locked } of [...held.values()].reverse()) {
    const open = holdersOf(inquiry, locked!.id, moment);
    const holder =
      how === 'flock' && locked!.id !== file.id
        ? open.find(({ process }) => process !== waiter)
        : open.find(({ process }) => process === trace.process(event) && process !== waiter);
    if (holder !== undefined) return { process: holder.process, event };
  }
  return null;
}
