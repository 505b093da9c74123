// What poll, select, epoll_wait and their like told of descriptors.
import type { EventIndex } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';
import { readFd } from '../../text/arguments.ts';
import type { Inquiry } from '../inquiry.ts';
import { readPolled } from './socket-text.ts';

/** Descriptors by the data of epoll_ctl, as strace writes it (`u64=17`), each with the event that said so. */
export type Watched = ReadonlyMap<string, readonly { readonly event: EventIndex; readonly fd: number }[]>;

/** Descriptors that a wait told something of: poll's revents, epoll's data. */
export function wokenBy(inquiry: Inquiry, watched: Watched, event: EventIndex): readonly { readonly fd: number; readonly revents: string }[] {
  const { trace } = inquiry;
  if (!trace.name(event).startsWith('epoll')) return readPolled(trace.resultNote(event));
  const [, list = ''] = trace.args(event);
  return [...list.matchAll(/\{events=([A-Z|0-9x]+), data=(?:\{u32=\w+, u64=(\w+)\}|0x(\w+))/g)].flatMap((match) => {
    const fd = watched.get(match[2] ?? '')?.findLast((entry) => entry.event < event)?.fd;
    return fd === undefined ? [] : [{ fd, revents: match[1] ?? '' }];
  });
}

/** What epoll_ctl registered, by its data. */
export function readWatches(trace: Trace, watches: readonly EventIndex[]): Watched {
  const watched = new Map<string, { event: EventIndex; fd: number }[]>();
  for (const event of watches) {
    const [, operation = '', fd = '', data = ''] = trace.args(event);
    const key = /u64=(\w+)/.exec(data)?.[1];
    if (key === undefined || !/ADD|MOD/.test(operation)) continue;
    const known = watched.get(key);
    const entry = { event, fd: readFd(fd)?.fd ?? -1 };
    if (known === undefined) watched.set(key, [entry]);
    else known.push(entry);
  }
  return watched;
}
