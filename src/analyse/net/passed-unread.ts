// Which calls the log of a process's sockets can pass over unread: what strace wrote of them as text is only read where it matters.
import type { EventIndex } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';
import { firstDescriptor, openedDescriptor } from '../../parse/line-bytes.ts';
import { readFd } from '../../text/arguments.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { pathsLike } from '../path-pattern.ts';
import { type Part, partsOf } from './network-calls.ts';
import { firstFd } from './socket-text.ts';
import type { Table } from './sockets.ts';

/** A server's capture has millions of reads: so many calls of a process are read as text, the last ones. Connections are always followed. */
const MOST_READ = 20_000;
/** Positions between which reads and writes are not looked at, because there are too many: the first and the last ones tell most. */
export function readsToSkip(
  inquiry: Inquiry,
  events: Uint32Array,
  parts: readonly (Part | undefined)[],
): { readonly from: number; readonly to: number } {
  const { trace } = inquiry;
  const isRead = (at: number): boolean => {
    const part = parts[trace.nameIdOf(events[at]!)];
    return part === 'send' || part === 'receive';
  };
  let to = events.length;
  for (let left = MOST_READ; to > 0 && left > 0; to--) if (isRead(to - 1)) left -= 1;
  let from = 0;
  for (let left = MOST_READ / 4; from < to && left > 0; from++) if (isRead(from)) left -= 1;
  return { from, to };
}

/** The descriptor that an open gave. */
export function openedFd(trace: Trace, event: EventIndex): number {
  const fd = openedDescriptor(trace.lineBytes(event, 'last'));
  return Number.isNaN(fd) ? (readFd(trace.result(event) ?? '')?.fd ?? -1) : fd;
}

/** Told by the columns and a few bytes, without the call's text: most reads, writes and closes are about files. */
export function callsOfOthers(inquiry: Inquiry): (event: EventIndex, part: Part, table: Table) => boolean {
  const { trace } = inquiry;
  const isFile = pathsLike(inquiry, 'file');
  return (event, part, table) => {
    if (part !== 'close' && part !== 'fcntl' && part !== 'send' && part !== 'receive') return false;
    const target = trace.pathIdOf(event) < 0 ? trace.targetIdOf(event) : -1;
    if (target >= 0) return isFile(target);
    if (part === 'send' || part === 'receive') return false;
    const fd = firstDescriptor(trace.lineBytes(event, 'first'));
    return fd >= 0 && !table.has(fd);
  };
}

/** Whether descriptors are shown with what they are (`-yy`): then sockets that were open before the capture began can be told. */
export const isAnnotated = (inquiry: Inquiry): boolean =>
  remember(inquiry, 'net:annotated', () => {
    const { trace } = inquiry;
    const parts = partsOf(inquiry);
    for (let event = 0, seen = 0; event < trace.eventCount && seen < 50; event = trace.next(event)) {
      const part = parts[trace.nameIdOf(event)];
      if ((part !== 'send' && part !== 'receive' && part !== 'connect') || trace.kind(event) !== 'call') continue;
      seen += 1;
      if (/^\w+\(\d+<(?:TCP|UDP|UNIX)/.test(trace.text(event))) return true;
    }
    return false;
  });

/** From a few bytes where they tell: most calls on sockets are read no further. */
export function firstFdOf(trace: Trace, event: EventIndex): number {
  const fd = firstDescriptor(trace.lineBytes(event, 'first'));
  return fd >= 0 ? fd : firstFd(trace.text(event));
}
