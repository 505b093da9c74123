// Which descriptors an epoll instance watches: EPOLL_CTL_ADD, MOD and DEL of those that share it.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { fdOf, openFileAt } from '../descriptors.ts';
import { failed, type Inquiry } from '../inquiry.ts';

/** @see epoll_ctl(2) */
export function watchedBy(
  inquiry: Inquiry,
  process: ProcessIndex,
  event: EventIndex,
  instance: number,
): readonly { readonly fd: number; readonly reads: boolean }[] {
  const { trace, timeline } = inquiry;
  const epollCtl = trace.nameId('epoll_ctl');
  if (epollCtl < 0) return [];
  const epoll = openFileAt(inquiry, process, event, instance);
  const watched = new Map<number, { reads: boolean; id: number | null }>();
  for (const at of timeline.eventsOf(process)) {
    if (at >= event) break;
    if (trace.nameIdOf(at) !== epollCtl || trace.kind(at) !== 'call' || failed(trace, at)) continue;
    const [own, operation, target, events = ''] = trace.args(at);
    if (fdOf(own) !== instance || openFileAt(inquiry, process, at, instance)?.id !== epoll?.id) continue;
    const fd = fdOf(target);
    if (operation === 'EPOLL_CTL_DEL') watched.delete(fd);
    else
      watched.set(fd, {
        reads: /EPOLLIN|EPOLLRDNORM/.test(events) || !/EPOLLOUT/.test(events),
        id: openFileAt(inquiry, process, at, fd)?.id ?? null,
      });
  }
  // A descriptor that is closed leaves the instance by itself.
  return [...watched].flatMap(([fd, { reads, id }]) => (openFileAt(inquiry, process, event, fd)?.id === id ? [{ fd, reads }] : []));
}
