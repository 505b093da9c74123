// Who uses a pipe or Unix socket that only strace's annotation shows, `pipe:[123]`: its making was not recorded (`-e trace=`, or it was there before).
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { CLOSE, READ, SEND, WRITE } from '../call-names.ts';
import type { OpenFile } from '../descriptors.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { readAnnotation } from './annotation.ts';
import { registryOf } from './registry.ts';

interface User {
  readonly process: ProcessIndex;
  readonly reads: boolean;
  readonly writes: boolean;
}

/** So many calls back somebody who has something to do with a pipe shows it. */
const LOOKED_BACK = 2000;

/**
 * Processes that were seen to write to a pipe's other end, or to read from it, or to use the other end of a Unix socket, and that had not closed it.
 * @param does what the one who waits does: somebody else has to do the opposite. A socket's ends are known by their own inodes.
 * @see proc(5), /proc/pid/fd; strace(1), --decode-fds
 */
export function otherEndByInode(
  inquiry: Inquiry,
  by: ProcessIndex,
  file: OpenFile,
  does: 'read' | 'write',
  moment: EventIndex,
): readonly ProcessIndex[] {
  const annotation = registryOf(inquiry).all[file.id]?.annotation ?? null;
  const inode = file.kind === 'pipe' ? annotation?.inode : annotation?.peerInode;
  if (inode == null) return [];
  return (usersOf(inquiry, moment).get(`${file.kind} ${inode}`) ?? [])
    .filter(({ process, reads, writes }) => process !== by && (file.kind === 'socket' || (does === 'read' ? writes : reads)))
    .map(({ process }) => process);
}

const usersOf = (inquiry: Inquiry, moment: EventIndex): ReadonlyMap<string, readonly User[]> =>
  remember(inquiry, `users-by-inode:${moment}`, () => {
    const { trace, family } = inquiry;
    const users = new Map<string, User[]>();
    for (const { index } of trace.processes) {
      const end = family.endOf(index);
      if (end !== null && end.event < moment) continue;
      for (const [inode, user] of usedBy(inquiry, index, moment)) users.set(inode, [...(users.get(inode) ?? []), user]);
    }
    return users;
  });

/** Of one process, by `pipe 123` or `socket 123`. */
function usedBy({ trace, timeline, classes }: Inquiry, process: ProcessIndex, moment: EventIndex): ReadonlyMap<string, User> {
  const used = new Map<string, User>();
  const closed = new Set<string>();
  const events = timeline.eventsOf(process);
  const last = timeline.positionOf(process, moment);
  for (let at = last - 1; at >= Math.max(0, last - LOOKED_BACK); at--) {
    const event = events[at]!;
    const bits = classes.of(event) & (READ | WRITE | SEND | CLOSE);
    if (bits === 0) continue;
    const [first = ''] = trace.args(event);
    const annotation = /<(?:pipe|socket|UNIX)/.test(first) ? readAnnotation(first) : null;
    if (annotation?.inode == null || (annotation.kind !== 'pipe' && annotation.kind !== 'socket')) continue;
    const key = `${annotation.kind} ${annotation.inode}`;
    const number = `${key} ${first}`;
    if ((bits & CLOSE) !== 0) closed.add(number);
    else if (!closed.has(number)) {
      const known = used.get(key);
      used.set(key, {
        process,
        reads: known?.reads === true || (bits & READ) !== 0,
        writes: known?.writes === true || (bits & (WRITE | SEND)) !== 0,
      });
    }
  }
  return used;
}
