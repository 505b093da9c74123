// What a call does to the descriptors of its process, read from its arguments and result.
import type { EventIndex } from '../../model/event.ts';
import { CALL_PENDING, type Trace } from '../../model/trace.ts';
import { readArray, readFd, structField } from '../../text/arguments.ts';
import { familyName, readSocketAddress, type SocketAddress } from './socket-address.ts';

/** A new open file description. */
export interface Made {
  readonly kind: 'file' | 'directory' | 'socket' | 'pipe' | 'terminal' | 'other';
  readonly family: string | null;
  readonly pipeEnd: 'read' | 'write' | null;
}

export type Change =
  | { readonly kind: 'make'; readonly fd: number; readonly closesOnExec: boolean; readonly made: Made; readonly annotated: string }
  /** Two ends at once: pipe, socketpair. */
  | {
      readonly kind: 'make-pair';
      readonly fds: readonly [number, number];
      readonly closesOnExec: boolean;
      readonly made: readonly [Made, Made];
      readonly annotated: readonly [string, string];
    }
  | {
      readonly kind: 'accept';
      readonly fd: number;
      readonly listener: number;
      readonly closesOnExec: boolean;
      readonly from: SocketAddress | null;
      readonly annotated: string;
    }
  | { readonly kind: 'copy'; readonly from: number; readonly to: number; readonly closesOnExec: boolean }
  | { readonly kind: 'receive'; readonly fds: readonly number[]; readonly socket: number; readonly closesOnExec: boolean }
  | { readonly kind: 'close'; readonly first: number; readonly last: number; readonly onlyMarks: boolean }
  | { readonly kind: 'mark'; readonly fd: number; readonly closesOnExec: boolean }
  | { readonly kind: 'address'; readonly fd: number; readonly how: 'connect' | 'bind'; readonly at: SocketAddress }
  | { readonly kind: 'exec' };

type Reader = (args: readonly string[], result: string) => Change | null;

const other: Made = { kind: 'other', family: null, pipeEnd: null };
const number = (text: string | undefined): number => readFd(text ?? '')?.fd ?? Number.NaN;
const closesOnExec = (text: string): boolean => text.includes('CLOEXEC');

const makes =
  (made: (args: readonly string[]) => Made): Reader =>
  (args, result) => {
    const fd = number(result);
    return fd >= 0 ? { kind: 'make', fd, closesOnExec: closesOnExec(args.join()), made: made(args), annotated: result } : null;
  };

const opens = makes((args) => ({ ...other, kind: args.some((argument) => /\bO_DIRECTORY\b/.test(argument)) ? 'directory' : 'file' }));

/** `[3, 4]`, or `[3<pipe:[1]>, 4<pipe:[1]>]`. */
const PAIR = /^\[(\d+(?:<.*?>)?), (\d+(?:<.*>)?)\]/s;

const pair =
  (at: number, made: (args: readonly string[]) => readonly [Made, Made]): Reader =>
  (args) => {
    const [, first = '', second = ''] = PAIR.exec(args[at] ?? '') ?? [];
    const fds: readonly [number, number] = [number(first), number(second)];
    if (!(fds[0] >= 0 && fds[1] >= 0)) return null;
    return { kind: 'make-pair', fds, closesOnExec: closesOnExec(args.join()), made: made(args), annotated: [first, second] };
  };

const copies =
  (to: 'result' | 'second'): Reader =>
  (args, result) => {
    const from = number(args[0]);
    const target = number(to === 'result' ? result : args[1]);
    return from >= 0 && target >= 0 && from !== target ? { kind: 'copy', from, to: target, closesOnExec: closesOnExec(args[2] ?? '') } : null;
  };

const fcntl: Reader = (args, result) => {
  const fd = number(args[0]);
  const command = args[1] ?? '';
  if (command.startsWith('F_DUPFD')) return { kind: 'copy', from: fd, to: number(result), closesOnExec: command.includes('CLOEXEC') };
  return command === 'F_SETFD' ? { kind: 'mark', fd, closesOnExec: closesOnExec(args[2] ?? '') } : null;
};

/** TIOCGPTPEER opens the other side of a pseudo-terminal without its path. @see ioctl_tty(2) */
const opensPeer = makes(() => ({ ...other, kind: 'terminal' }));

const ioctl: Reader = (args, result) => {
  const request = args[1] ?? '';
  if (request === 'TIOCGPTPEER') return opensPeer(args, result);
  return request === 'FIOCLEX' || request === 'FIONCLEX' ? { kind: 'mark', fd: number(args[0]), closesOnExec: request === 'FIOCLEX' } : null;
};

const accept: Reader = (args, result) => {
  const fd = number(result);
  const listener = number(args[0]);
  if (!(fd >= 0)) return null;
  return { kind: 'accept', fd, listener, closesOnExec: closesOnExec(args[3] ?? ''), from: readSocketAddress(args[1] ?? ''), annotated: result };
};

const addresses =
  (how: 'connect' | 'bind'): Reader =>
  (args) => {
    const at = readSocketAddress(args.slice(1).join(', '));
    return at === null ? null : { kind: 'address', fd: number(args[0]), how, at };
  };

/** Descriptors that came through a Unix socket: `cmsg_type=SCM_RIGHTS, cmsg_data=[5]`. @see unix(7) */
export function passedDescriptors(args: readonly string[]): readonly number[] {
  const text = args.join(', ');
  const at = text.indexOf('SCM_RIGHTS');
  if (at < 0) return [];
  // Before 4.12 the data had no name.
  const data = structField(text.slice(at), 'cmsg_data') ?? structField(text.slice(at).replace('SCM_RIGHTS, ', ' d='), 'd') ?? '';
  return readArray(data).flatMap((one) => (number(one) >= 0 ? [number(one)] : []));
}

const receives: Reader = (args) => {
  const fds = passedDescriptors(args);
  return fds.length === 0 ? null : { kind: 'receive', fds, socket: number(args[0]), closesOnExec: closesOnExec(args.at(-1) ?? '') };
};

const MOST_FD = 0x7fffffff;
const closesRange: Reader = (args) => {
  const last = Number(args[1]);
  return { kind: 'close', first: Number(args[0]), last: last >= 0 && last < MOST_FD ? last : MOST_FD, onlyMarks: closesOnExec(args[2] ?? '') };
};

const READERS: readonly (readonly [string, Reader])[] = [
  ['open openat openat2 creat open_by_handle_at', opens],
  ['socket', makes((args) => ({ ...other, kind: 'socket', family: familyName(args[0] ?? '') }))],
  [
    'pipe pipe2',
    pair(0, () => [
      { ...other, kind: 'pipe', pipeEnd: 'read' },
      { ...other, kind: 'pipe', pipeEnd: 'write' },
    ]),
  ],
  [
    'socketpair',
    pair(3, (args) => [
      { ...other, kind: 'socket', family: familyName(args[0] ?? '') },
      { ...other, kind: 'socket', family: familyName(args[0] ?? '') },
    ]),
  ],
  ['accept accept4', accept],
  ['dup', copies('result')],
  ['dup2 dup3', copies('second')],
  ['fcntl fcntl64', fcntl],
  ['ioctl', ioctl],
  ['connect', addresses('connect')],
  ['bind', addresses('bind')],
  ['recvmsg', receives],
  ['close', (args) => ({ kind: 'close', first: number(args[0]), last: number(args[0]), onlyMarks: false })],
  ['close_range', closesRange],
  ['execve execveat execv', () => ({ kind: 'exec' })],
  [
    `epoll_create epoll_create1 eventfd eventfd2 signalfd signalfd4 timerfd_create inotify_init inotify_init1 fanotify_init memfd_create memfd_secret
    pidfd_open pidfd_getfd perf_event_open userfaultfd io_uring_setup mq_open bpf fsopen fsmount open_tree`,
    makes(() => other),
  ],
];

const READER_OF = new Map(READERS.flatMap(([names, reader]) => names.split(/\s+/).map((name) => [name, reader] as const)));

/** Ids of the calls above in one trace, so that a pass over millions of events compares numbers. */
export function changingCalls(trace: Trace): (event: EventIndex) => boolean {
  const isOne: boolean[] = [];
  for (const name of READER_OF.keys()) {
    const id = trace.nameId(name);
    if (id >= 0) isOne[id] = true;
  }
  return (event) => isOne[trace.nameIdOf(event)] === true && trace.kind(event) === 'call';
}

/** Errors with which the descriptor is gone nevertheless. @see close(2), "Dealing with error returns from close()" */
const CLOSED_ANYWAY = /^(?:EINTR|EIO|ENOSPC|EDQUOT)$/;

/** `close(3)`, `close(3</etc/hosts>)`. */
const CLOSE = /^close\((\d+)[)<]/;
/** The descriptor that a call made, at its end: `) = 3`, `) = 3</etc/hosts> <0.000012>`. */
const GIVEN = /\) = (\d+(?:<.*>)?(?:\(deleted\))?)(?: <\d+\.\d+>)?$/s;

/** The two that make up most changes, without taking their text apart; undefined for others. */
function quickChange(trace: Trace, event: EventIndex, name: string): Change | null | undefined {
  if (name === 'close') {
    const fd = CLOSE.exec(trace.callText(event))?.[1];
    return fd === undefined ? undefined : { kind: 'close', first: Number(fd), last: Number(fd), onlyMarks: false };
  }
  if (name !== 'open' && name !== 'openat') return undefined;
  const text = trace.callText(event);
  const given = GIVEN.exec(text)?.[1];
  if (given === undefined) return undefined;
  const made: Made = { ...other, kind: text.includes('O_DIRECTORY') ? 'directory' : 'file' };
  return { kind: 'make', fd: Number.parseInt(given, 10), closesOnExec: closesOnExec(text), made, annotated: given };
}

/** @returns null for a call that changes nothing: it failed, or did something else */
export function changeBy(trace: Trace, event: EventIndex): Change | null {
  const name = trace.name(event);
  const errno = trace.errno(event);
  const counts = errno === null || name === 'connect' || (name === 'close' && CLOSED_ANYWAY.test(errno));
  if (!counts) return null;
  if ((trace.flags(event) & CALL_PENDING) === 0) {
    const quick = quickChange(trace, event, name);
    if (quick !== undefined) return quick;
  }
  const change = READER_OF.get(name)?.(trace.args(event), trace.result(event) ?? '') ?? null;
  // A call that waits has done nothing yet; but where it wants to connect to is known.
  return (trace.flags(event) & CALL_PENDING) !== 0 && change?.kind !== 'address' ? null : change;
}
