// Which calls concern sockets, as small integers of one trace, and which processes make any.
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, remember } from '../inquiry.ts';

/** What a call does to a descriptor table or a connection. */
export type Part =
  | 'socket'
  | 'connect'
  | 'bind'
  | 'listen'
  | 'accept'
  | 'option'
  | 'peer'
  | 'send'
  | 'receive'
  | 'wait'
  | 'watch'
  | 'close'
  | 'close-range'
  | 'dup'
  | 'fcntl'
  | 'open'
  | 'exec'
  | 'fork'
  | 'shutdown';

/** @see syscalls(2), socketcall(2) (which strace decodes under these names too) */
const NAMES: readonly (readonly [Part, readonly string[]])[] = [
  ['socket', ['socket', 'socketpair', 'pidfd_getfd']],
  ['connect', ['connect']],
  ['bind', ['bind']],
  ['listen', ['listen']],
  ['accept', ['accept', 'accept4']],
  ['option', ['getsockopt']],
  ['peer', ['getpeername']],
  ['send', ['sendto', 'send', 'sendmsg', 'sendmmsg', 'write', 'writev', 'sendfile', 'sendfile64', 'splice']],
  ['receive', ['recvfrom', 'recv', 'recvmsg', 'recvmmsg', 'recvmmsg_time64', 'read', 'readv']],
  ['wait', ['poll', 'ppoll', 'ppoll_time64', 'select', '_newselect', 'pselect6', 'pselect6_time64', 'epoll_wait', 'epoll_pwait', 'epoll_pwait2']],
  ['watch', ['epoll_ctl']],
  ['close', ['close']],
  ['close-range', ['close_range']],
  ['dup', ['dup', 'dup2', 'dup3']],
  ['fcntl', ['fcntl', 'fcntl64']],
  ['open', ['open', 'openat', 'openat2']],
  ['exec', ['execve', 'execveat']],
  ['fork', ['fork', 'vfork', 'clone', 'clone2', 'clone3']],
  ['shutdown', ['shutdown']],
];

/** The part of a call by its name's number; undefined for calls that are none. */
export function partsOf(inquiry: Inquiry): readonly (Part | undefined)[] {
  return remember(inquiry, 'net:parts', () => {
    const parts: (Part | undefined)[] = [];
    for (const [part, names] of NAMES) {
      for (const name of names) {
        const id = inquiry.trace.nameId(name);
        if (id >= 0) parts[id] = part;
      }
    }
    return parts;
  });
}

const MAKES_SOCKETS = ['socket', 'connect', 'bind', 'accept', 'accept4', 'sendto', 'recvfrom', 'sendmsg', 'recvmsg', 'getpeername'];

/** Processes with calls that only sockets have: one pass over two columns. */
export function networkProcesses(inquiry: Inquiry): ReadonlySet<ProcessIndex> {
  return remember(inquiry, 'net:processes', () => {
    const { trace } = inquiry;
    const ids = new Set(MAKES_SOCKETS.map((name) => trace.nameId(name)).filter((id) => id >= 0));
    const found = new Set<ProcessIndex>();
    if (ids.size === 0) return found;
    const isWanted = flagsOf(ids);
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      if (isWanted[trace.nameIdOf(event)] === 1 && trace.kind(event) === 'call') found.add(trace.process(event));
    }
    found.delete(-1);
    return found;
  });
}

function flagsOf(ids: ReadonlySet<number>): Uint8Array {
  const flags = new Uint8Array(Math.max(...ids) + 1);
  for (const id of ids) flags[id] = 1;
  return flags;
}
