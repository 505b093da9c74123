// Descriptors that travel over Unix sockets: which sendmsg gave what a recvmsg got.
import type { EventIndex } from '../../model/event.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { passedDescriptors } from './changes.ts';
import type { Description } from './registry.ts';
import { tableOf } from './table.ts';

interface Passing {
  readonly event: EventIndex;
  readonly socket: number;
  readonly fds: readonly number[];
  /** The recvmsg that got it. */
  takenBy: EventIndex | null;
}

/** Every sendmsg with SCM_RIGHTS; asked only where a recvmsg got something. */
const passings = (inquiry: Inquiry): readonly Passing[] =>
  remember(inquiry, 'passed-descriptors', () => {
    const { trace } = inquiry;
    const sendmsg = trace.nameId('sendmsg');
    const found: Passing[] = [];
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      if (trace.nameIdOf(event) !== sendmsg || trace.kind(event) !== 'call' || trace.errno(event) !== null) continue;
      const args = trace.args(event);
      const fds = passedDescriptors(args);
      if (fds.length > 0) found.push({ event, socket: Number.parseInt(args[0] ?? '', 10), fds, takenBy: null });
    }
    return found;
  });

/** What was sent; itself for what did not come over a socket, or whose sender is not in the capture. */
export function asSent(inquiry: Inquiry, description: Description): Description {
  const { received, openedBy } = description;
  if (received === null || openedBy === null) return description;
  return remember(inquiry, `sent:${description.id}`, () => {
    const { trace } = inquiry;
    const { endLine } = trace.lines(openedBy);
    const candidates = passings(inquiry).filter(
      ({ event, takenBy, fds }) =>
        (takenBy === null || takenBy === openedBy) &&
        trace.process(event) !== trace.process(openedBy) &&
        trace.lines(event).line <= endLine &&
        fds.length > received.position,
    );
    const peer = received.socket?.peer ?? null;
    const sent =
      candidates.find(({ takenBy }) => takenBy === openedBy) ??
      (peer === null ? candidates[0] : candidates.find(({ event, socket }) => tableOf(inquiry, trace.process(event)).at(event, socket)?.id === peer));
    if (sent === undefined) return description;
    sent.takenBy = openedBy;
    const origin = tableOf(inquiry, trace.process(sent.event)).at(sent.event, sent.fds[received.position]!);
    return origin === null ? description : asSent(inquiry, origin);
  });
}
