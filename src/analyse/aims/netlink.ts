// Requests to the kernel over a netlink socket: no call fails, the refusal is in the answer. @see netlink(7), NLMSG_ERROR; rtnetlink(7)
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import type { UseFile } from './aim.ts';

/** So many answers back from its end a process gives up for one. */
const LOOKED_AT = 200;

/** `{nlmsg_type=NLMSG_ERROR…}, {error=-EPERM, msg=[{… nlmsg_type=RTM_NEWADDR`; error=0 says that it was done. @see strace's netlink.c, decode_nlmsgerr */
const ANSWER = /nlmsg_type=NLMSG_ERROR\b[\s\S]*?\{error=(?:-(E\w+)|0)(?:, msg=\[?\{[^{}]*?nlmsg_type=([\w<|*()/ ]+?),)?/;

/** Those that say what the process may not do, or what the kernel cannot; of the rest the program's own words tell. */
const REFUSED = /^(?:EPERM|EACCES)$/;
const LACKING = /^(?:EOPNOTSUPP|EPROTONOSUPPORT|EAFNOSUPPORT)$/;

/** Requests of a process that were refused and did not go through later. */
export function netlinkAims(inquiry: Inquiry, process: ProcessIndex): readonly UseFile[] {
  return remember(inquiry, `netlink:${process}`, () => {
    const { trace, classes } = inquiry;
    const open = new Map<string, UseFile>();
    for (const event of answersTo(inquiry, process)) {
      const answer = ANSWER.exec(trace.text(event));
      if (answer === null) continue;
      const [, errno, request = 'request'] = answer;
      if (errno === undefined) open.delete(request);
      else if (REFUSED.test(errno) || LACKING.test(errno))
        open.set(request, {
          ...{ kind: 'use-file', process, state: 'unmet', errno, path: null, destination: null, foundElsewhere: false },
          purpose: REFUSED.test(errno) ? 'privilege' : 'feature',
          call: `netlink ${request}`,
          tries: [{ event, path: '', errno, bits: classes.of(event) }],
        });
    }
    return [...open.values()];
  });
}

/** Messages that a process with a netlink socket was sent, the last ones. */
function answersTo({ trace, timeline }: Inquiry, process: ProcessIndex): readonly EventIndex[] {
  const ids = new Set(['recvmsg', 'recvfrom'].map((name) => trace.nameId(name)));
  ids.delete(-1);
  const socket = trace.nameId('socket');
  const events = timeline.eventsOf(process);
  if (ids.size === 0 || !events.some((event) => trace.nameIdOf(event) === socket && trace.args(event)[0] === 'AF_NETLINK')) return [];
  const answers: EventIndex[] = [];
  for (let at = events.length - 1; at >= 0 && answers.length < LOOKED_AT; at--)
    if (ids.has(trace.nameIdOf(events[at]!)) && trace.kind(events[at]!) === 'call') answers.push(events[at]!);
  return answers.reverse();
}
