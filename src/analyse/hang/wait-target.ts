// What a waiting call waits for, read from its arguments: a child, the other end of a descriptor, a lock, a futex, a timer.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readArray, structField } from '../../text/arguments.ts';
import { fdOf, type OpenFile, openFileAt } from '../descriptors.ts';
import type { Inquiry } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import { watchedBy } from './epoll.ts';
import type { Pending } from './pending.ts';
import { interruptedBy, stoppedBy } from './signals.ts';
import { stopOf } from './stop.ts';

/** A descriptor among those that poll, select or epoll watch. */
export interface Watched {
  readonly fd: number;
  readonly file: OpenFile | null;
  readonly reads: boolean;
}

export type WaitFor =
  /** `pid`: a certain one; null for any. */
  | { readonly kind: 'child'; readonly pid: number | null }
  | { readonly kind: 'read' | 'write' | 'connect' | 'accept'; readonly fd: number; readonly file: OpenFile | null }
  /** open(2) of a named pipe or a device waits for somebody at the other end. */
  | { readonly kind: 'open'; readonly path: string; readonly end: 'read' | 'write' | null }
  /** `path`: what is locked, or what names it (`semaphore 5`); null when nothing tells. `file`: the file is the lock, and is there. */
  | { readonly kind: 'lock'; readonly how: 'flock' | 'fcntl' | 'semaphore' | 'file'; readonly path: string | null; readonly file: OpenFile | null }
  /** `joins`: the value is a thread's id, as in pthread_join. */
  | { readonly kind: 'futex'; readonly address: string; readonly joins: number | null; readonly timed: boolean }
  /** `timeoutMs`: null for ever. */
  | { readonly kind: 'many'; readonly watched: readonly Watched[]; readonly timeoutMs: number | null }
  /** Job control stopped it; `event`: the signal. */
  | { readonly kind: 'stopped'; readonly signal: string; readonly event: EventIndex }
  /** A call that would end by itself, and that a signal interrupts each time. */
  | { readonly kind: 'interrupted'; readonly signal: string; readonly times: number; readonly event: EventIndex }
  /** `ms`: for how long it sleeps; null when that is not known. */
  | { readonly kind: 'timer'; readonly ms: number | null }
  | { readonly kind: 'signal' }
  | { readonly kind: 'other' };

/** What {@link Pending} waits for. */
export function waitTarget(inquiry: Inquiry, pending: Pending): WaitFor {
  const { trace } = inquiry;
  const { process, tid, event, call } = pending;
  const stopped = stoppedBy(inquiry, process, stopOf(inquiry)?.event ?? trace.eventCount);
  if (stopped !== null) return { kind: 'stopped', ...stopped };
  const interrupted = interruptedBy(inquiry, pending);
  if (interrupted !== null) return { kind: 'interrupted', ...interrupted };
  if (trace.name(event) === 'restart_syscall') return restarted(inquiry, process, tid, event, call);
  return targetOf(inquiry, process, event, call);
}

/** The arguments of an interrupted call stand at its beginning, if that is in the capture. */
function restarted(inquiry: Inquiry, process: ProcessIndex, tid: number, event: EventIndex, call: string): WaitFor {
  const { trace, timeline } = inquiry;
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, event) - 1; at >= 0; at--) {
    const before = events[at]!;
    if (trace.kind(before) !== 'call' || trace.tid(before) !== tid || trace.name(before) === 'restart_syscall') continue;
    return trace.name(before) === call ? targetOf(inquiry, process, before, call) : (UNKNOWN[call] ?? { kind: 'other' });
  }
  return UNKNOWN[call] ?? { kind: 'other' };
}

/** What is known from the name of a call alone. */
const UNKNOWN: Readonly<Record<string, WaitFor>> = {
  nanosleep: { kind: 'timer', ms: null },
  clock_nanosleep: { kind: 'timer', ms: null },
  futex: { kind: 'futex', address: '', joins: null, timed: true },
  poll: { kind: 'many', watched: [], timeoutMs: 0 },
  wait4: { kind: 'child', pid: null },
};

const LOCKING_FUTEX = /FUTEX_(?:WAIT|LOCK_PI)/;

function targetOf(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, call: string): WaitFor {
  const { trace } = inquiry;
  const args = trace.args(event);
  const [first = '', second = ''] = args;
  const ofFd = (kind: 'read' | 'write' | 'connect' | 'accept'): WaitFor => {
    const fd = fdOf(first);
    if (fd < 0) return { kind: 'other' };
    return { kind, fd, file: openFileAt(inquiry, process, event, fd) };
  };
  if (/^(?:wait4|waitpid|wait3)$/.test(call)) return { kind: 'child', pid: Number.parseInt(first, 10) > 0 ? Number.parseInt(first, 10) : null };
  if (call === 'waitid') return { kind: 'child', pid: first === 'P_PID' ? Number.parseInt(second, 10) : null };
  if (/^(?:open|openat|openat2|creat)$/.test(call)) {
    const flags = args.find((argument) => /\bO_(?:RDONLY|WRONLY|RDWR)\b/.test(argument)) ?? '';
    const end = /\bO_RDONLY\b/.test(flags) ? 'read' : /\bO_WRONLY\b/.test(flags) || call === 'creat' ? 'write' : null;
    return { kind: 'open', path: absolutePath(inquiry, event) ?? '', end };
  }
  if (call === 'flock' || call.startsWith('fcntl')) {
    const file = openFileAt(inquiry, process, event, fdOf(first));
    return { kind: 'lock', how: call === 'flock' ? 'flock' : 'fcntl', path: file?.path ?? null, file };
  }
  if (/^sem(?:op|timedop)/.test(call)) return { kind: 'lock', how: 'semaphore', path: `semaphore ${first}`, file: null };
  if (/^futex/.test(call)) return futexTarget(inquiry, process, args);
  if (/^(?:connect|accept4?)$/.test(call)) return ofFd(call === 'connect' ? 'connect' : 'accept');
  if (/^(?:p?read\w*|recv\w*|getrandom|msgrcv|mq_timedreceive\w*)$/.test(call)) return ofFd('read');
  if (/^(?:p?write\w*|send(?:to|msg|mmsg)|msgsnd|mq_timedsend\w*)$/.test(call)) return ofFd('write');
  // Copies from one descriptor to another: without more to tell, the source is what is awaited.
  if (/^(?:splice|tee|vmsplice|copy_file_range)$/.test(call)) return ofFd('read');
  if (/^sendfile/.test(call)) return ofFd('write');
  if (/^(?:clock_)?nanosleep/.test(call)) {
    // A point in time, of a clock that the capture does not show. @see clock_nanosleep(2)
    const isPoint = args.some((argument) => argument.includes('TIMER_ABSTIME'));
    return { kind: 'timer', ms: isPoint ? null : timespecMs(args.find((argument) => argument.startsWith('{')) ?? '') };
  }
  if (/^(?:pause|(?:rt_)?sig(?:suspend|timedwait)\w*)$/.test(call)) return { kind: 'signal' };
  if (/poll|select|epoll/.test(call)) return manyTarget(inquiry, process, event, call, args);
  return { kind: 'other' };
}

function futexTarget(inquiry: Inquiry, process: ProcessIndex, args: readonly string[]): WaitFor {
  const [address = '', operation = '', value = '', timeout = 'NULL'] = args;
  if (!LOCKING_FUTEX.test(operation)) return { kind: 'other' };
  const number = Number(value);
  // pthread_join waits for the kernel to clear the thread's id: glibc, nptl/pthread_join_common.c.
  const joins = inquiry.trace.processes[process]?.tids.includes(number) ? number : null;
  return { kind: 'futex', address, joins, timed: timeout !== 'NULL' };
}

function manyTarget(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, call: string, args: readonly string[]): WaitFor {
  const watch = (fd: number, reads: boolean): Watched => ({ fd, reads, file: openFileAt(inquiry, process, event, fd) });
  if (call.startsWith('epoll')) {
    const timeout = call.startsWith('epoll_pwait2') ? timespecMs(args[3] ?? '') : milliseconds(args[3]);
    return { kind: 'many', watched: watchedBy(inquiry, process, event, fdOf(args[0])).map(({ fd, reads }) => watch(fd, reads)), timeoutMs: timeout };
  }
  if (/poll/.test(call)) {
    const watched = readArray(args[0] ?? '').flatMap((entry) => {
      const fd = fdOf(structField(entry, 'fd') ?? '');
      return fd < 0 ? [] : [watch(fd, /POLLIN|POLLRDNORM/.test(entry) || !/POLLOUT/.test(entry))];
    });
    return { kind: 'many', watched, timeoutMs: call.startsWith('ppoll') ? timespecMs(args[2] ?? '') : milliseconds(args[2]) };
  }
  // `[3 5<TCP:[10.0.0.1:1->10.0.0.2:2]>]`: an annotation ends where the next number or the set does.
  const set = (text: string | undefined): number[] => [...(text ?? '').matchAll(/[[ ](\d+)(?:<.*?>(?=[ \]]))?/g)].map(([, fd]) => Number(fd));
  const watched = [...set(args[1]).map((fd) => watch(fd, true)), ...set(args[2]).map((fd) => watch(fd, false))];
  return { kind: 'many', watched, timeoutMs: timespecMs(args[4] ?? '') };
}

const milliseconds = (text: string | undefined): number | null => {
  const value = Number.parseInt(text ?? '', 10);
  return Number.isNaN(value) || value < 0 ? null : value;
};

/** `{tv_sec=5, tv_nsec=0}` or `{tv_sec=5, tv_usec=0}` in milliseconds; `{5, 0}` of old straces too. */
function timespecMs(text: string): number | null {
  const [, seconds, fraction = '0'] = /\{(?:tv_sec=)?(\d+), (?:tv_[nu]sec=)?(\d+)/.exec(text) ?? [];
  if (seconds === undefined) return null;
  return Number(seconds) * 1000 + Number(fraction) / (text.includes('usec') ? 1e3 : 1e6);
}
