// The sockets of one process: what was dialled, bound, sent and received on each, followed over dup, close, fork and exec.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Surveying } from '../../model/survey.ts';
import { readFd } from '../../text/arguments.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';
import { moved } from './moved-bytes.ts';
import { networkProcesses, type Part, partsOf } from './network-calls.ts';
import { callsOfOthers, firstFdOf, isAnnotated, openedFd, readsToSkip } from './passed-unread.ts';
import { readFamily, readSocketAddress, readSocketNote, readTransport } from './socket-text.ts';
import { closeAt, dialled, newSocket, type OpenSocket, type Socket, type Table, tell } from './sockets.ts';
import { readWatches, type Watched } from './wake-ups.ts';

export interface SocketLog {
  readonly sockets: readonly Socket[];
  /** Calls of poll, select, epoll_wait and the like, ascending: read only where somebody asks. */
  readonly waits: readonly EventIndex[];
  readonly watched: Watched;
  /** Sockets that were open when a child was made, by the event that made it. */
  readonly atFork: ReadonlyMap<EventIndex, ReadonlyMap<number, Socket>>;
}

export const NO_SOCKETS: SocketLog = { sockets: [], waits: [], watched: new Map(), atFork: new Map() };
/** Connections that a server took and that are followed. */
const MOST_SERVED = 200;
/** Between two yields. */
const CALLS_AT_ONCE = 1024;
/** Calls on sockets that nobody was seen to make are looked at so often. */
const MOST_LOOKS = 20_000;

/** What the log of a process is remembered by. */
export const logKey = (process: ProcessIndex): string => `net:log:${process}`;

/** Memoised. */
export function socketLog(inquiry: Inquiry, process: ProcessIndex): SocketLog {
  const reading = readingOf(inquiry, process);
  for (;;) {
    const { done, value } = reading.next();
    if (done === true) return value;
    inquiry.headway.reached(value);
  }
}

/** The same with pauses: yields what part of it is read. */
export function* readingOf(inquiry: Inquiry, process: ProcessIndex): Surveying<SocketLog> {
  const key = logKey(process);
  const known = inquiry.memo.get(key) as SocketLog | undefined;
  if (known !== undefined) return known;
  const log = mayHaveSockets(inquiry, process) ? yield* readLog(inquiry, process) : NO_SOCKETS;
  inquiry.memo.set(key, log);
  return log;
}

/** Own socket calls, or a socket from a parent that had one. */
function mayHaveSockets(inquiry: Inquiry, process: ProcessIndex): boolean {
  const withSockets = networkProcesses(inquiry);
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 50; hops++) {
    if (withSockets.has(current)) return true;
    current = inquiry.family.parentOf(current);
  }
  return false;
}

function* readLog(inquiry: Inquiry, process: ProcessIndex): Surveying<SocketLog> {
  const { trace, timeline } = inquiry;
  const parts = partsOf(inquiry);
  const events = timeline.eventsOf(process);
  const table: Table = inheritedTable(inquiry, process);
  const hasOwn = networkProcesses(inquiry).has(process);
  if (!hasOwn && table.size === 0) return NO_SOCKETS;
  const sockets: OpenSocket[] = [...new Set(table.values())];
  const waits: EventIndex[] = [];
  const watches: EventIndex[] = [];
  const atFork = new Map<EventIndex, ReadonlyMap<number, Socket>>();
  const isAboutOthers = callsOfOthers(inquiry);
  const skipped = readsToSkip(inquiry, events, parts);
  const listeners: Table = new Map();
  let served = 0;
  let looks = isAnnotated(inquiry) ? MOST_LOOKS : 0;
  for (let at = 0; at < events.length; at++) {
    if (at % CALLS_AT_ONCE === 0) yield at / events.length;
    const event = events[at]!;
    const part = parts[trace.nameIdOf(event)];
    if (part === undefined || trace.kind(event) !== 'call') continue;
    switch (part) {
      case 'wait':
        waits.push(event);
        continue;
      case 'watch':
        watches.push(event);
        continue;
      case 'open':
        // A number that is given again: the close before it is not in the capture.
        if (table.size > 0 && !failed(trace, event)) table.delete(openedFd(trace, event));
        continue;
      case 'fork':
        if (table.size > 0) atFork.set(event, new Map([...table].map(([fd, socket]) => [fd, frozen(socket)])));
        continue;
      case 'exec':
        if (!failed(trace, event)) for (const [fd, socket] of table) if (socket.closeOnExec) closeAt(table, fd, event);
        continue;
      case 'accept':
        // What a server is asked is no failure of its own: the first ones are shown, the rest is left alone.
        if (++served > MOST_SERVED) continue;
        break;
      case 'send':
      case 'receive':
        if (at >= skipped.from && at < skipped.to) continue;
        if (table.size === 0 && (!hasOwn || looks-- <= 0)) continue;
        break;
      case 'close':
      case 'close-range':
        if (table.size === 0) continue;
        break;
      default:
    }
    if (isAboutOthers(event, part, table)) continue;
    apply(inquiry, { process, event, part, table, listeners, sockets });
  }
  return {
    ...{ sockets, waits, atFork },
    get watched() {
      return remember(inquiry, `net:watched:${process}`, () => readWatches(trace, watches));
    },
  };
}

const frozen = (socket: OpenSocket): Socket => ({ ...socket, dials: socket.dials.map((dial) => ({ ...dial })) });

/** The sockets that the parent had when this process was made. */
function inheritedTable(inquiry: Inquiry, process: ProcessIndex): Table {
  const table: Table = new Map();
  const parent = inquiry.family.parentOf(process);
  const born = inquiry.trace.processes[process]?.bornBy ?? null;
  if (parent === null || born === null) return table;
  const first = inquiry.trace.processes[process]?.firstEvent ?? 0;
  const copies = new Map<EventIndex | null, OpenSocket>();
  for (const [fd, socket] of socketLog(inquiry, parent).atFork.get(born) ?? []) {
    const key = socket.openedBy ?? socket.lastEvent;
    const copy = copies.get(key) ?? {
      ...{ ...socket, process, fd, fds: [fd], isInherited: true, closedBy: null, lastEvent: first },
      ...{ dials: socket.dials.map((dial) => ({ ...dial, events: [...dial.events] })), sent: [], received: [], errors: [], pending: [] },
      closeOnExec: false,
    };
    copies.set(key, copy);
    table.set(fd, copy);
    if (!copy.fds.includes(fd)) copy.fds.push(fd);
  }
  return table;
}

interface Step {
  readonly process: ProcessIndex;
  readonly event: EventIndex;
  readonly part: Part;
  readonly table: Table;
  /** Sockets that wait for connections: their numbers matter to accept only. */
  readonly listeners: Table;
  readonly sockets: OpenSocket[];
}

function apply(inquiry: Inquiry, step: Step): void {
  const { trace } = inquiry;
  const { event, part, table, listeners } = step;
  switch (part) {
    case 'socket':
      made(inquiry, step);
      return;
    case 'close': {
      closeAt(table, firstFdOf(trace, event), event);
      return;
    }
    case 'close-range': {
      const [first = '', last = '', flags = ''] = trace.args(event);
      if (failed(trace, event) || /CLOEXEC/.test(flags)) return;
      for (const fd of [...table.keys()]) if (fd >= Number(first) && fd <= Number(last)) closeAt(table, fd, event);
      return;
    }
    case 'dup':
    case 'fcntl':
      duplicated(inquiry, step);
      return;
    default: {
      const fd = firstFdOf(trace, event);
      const socket = table.get(fd) ?? listeners.get(fd) ?? noted(step, fd, trace.text(event));
      if (socket !== null && socket !== undefined) onSocket(inquiry, step, socket);
    }
  }
}

/** A socket whose making is not in the capture (attached, or filtered away): its annotation or first use tells. */
function noted({ process, event, part, table, sockets }: Step, fd: number, text: string): OpenSocket | null {
  if (fd < 0) return null;
  const argument = /^\w+\((\d+<[A-Z][\w-]*:\[[^\]]*\](?:\]?:\d+\])?>)/.exec(text)?.[1] ?? '';
  const note = argument === '' ? null : readSocketNote(argument);
  const isSocketCall = part === 'connect' || part === 'bind' || part === 'listen' || part === 'accept';
  // The ends of a socketpair, and sockets of nobody knows what.
  if (!isSocketCall && (note === null || (note.family === 'AF_UNIX' && note.local === null))) return null;
  const family = note?.family ?? /sa_family=(\w+)/.exec(text)?.[1] ?? '';
  const known = readFamily(family);
  if (known === null) return null;
  const socket = newSocket(process, fd, known, note?.transport ?? 'stream', null, event);
  socket.peer = note?.peer ?? note?.local ?? null;
  if (note !== null && note.family !== 'AF_UNIX') socket.peer = note.peer;
  table.set(fd, socket);
  sockets.push(socket);
  return socket;
}

function made(inquiry: Inquiry, { process, event, table, sockets }: Step): void {
  const { trace } = inquiry;
  if (failed(trace, event) || trace.name(event) !== 'socket') return;
  const [domain = '', type = ''] = trace.args(event);
  const fd = readFd(trace.result(event) ?? '')?.fd ?? -1;
  const family = readFamily(domain);
  const transport = readTransport(type);
  if (fd < 0) return;
  closeAt(table, fd, event);
  if (family === null || transport === null) return;
  const socket = newSocket(process, fd, family, transport, event, event);
  socket.closeOnExec = type.includes('SOCK_CLOEXEC');
  table.set(fd, socket);
  sockets.push(socket);
}

function duplicated(inquiry: Inquiry, { event, part, table }: Step): void {
  const { trace } = inquiry;
  if (table.size === 0 || failed(trace, event)) return;
  const [from = '', to = '', argument = ''] = trace.args(event);
  const old = readFd(from)?.fd ?? -1;
  const socket = table.get(old);
  if (part === 'fcntl') {
    if (socket === undefined) return;
    if (to.startsWith('F_SETFD')) socket.closeOnExec = argument.includes('FD_CLOEXEC');
    if (!to.startsWith('F_DUPFD')) return;
  }
  const fd = readFd(trace.result(event) ?? '')?.fd ?? -1;
  if (fd < 0 || fd === old) return;
  closeAt(table, fd, event);
  if (socket === undefined) return;
  table.set(fd, socket);
  if (!socket.fds.includes(fd)) socket.fds.push(fd);
}

function onSocket(inquiry: Inquiry, { event, part, table, listeners, sockets, process }: Step, socket: OpenSocket): void {
  const { trace } = inquiry;
  const errno = failed(trace, event) ? trace.errno(event) : null;
  socket.lastEvent = event;
  switch (part) {
    case 'connect':
      dialled(socket, event, readSocketAddress(trace.args(event)[1] ?? ''), errno, trace.result(event) !== null && !failed(trace, event));
      return;
    case 'bind': {
      const address = readSocketAddress(trace.args(event)[1] ?? '');
      if (address !== null) socket.bound = { event, address, errno };
      return;
    }
    case 'listen':
      socket.listened = { event, errno };
      if (errno === null) {
        for (const fd of socket.fds) {
          table.delete(fd);
          listeners.set(fd, socket);
        }
      }
      return;
    case 'accept': {
      const fd = readFd(trace.result(event) ?? '')?.fd ?? -1;
      if (fd < 0 || failed(trace, event)) return;
      const args = trace.args(event);
      const accepted = newSocket(process, fd, socket.family, socket.transport, event, event);
      accepted.isAccepted = true;
      accepted.closeOnExec = args.some((argument) => argument.includes('SOCK_CLOEXEC'));
      accepted.peer = readSocketAddress(args[1] ?? '')?.text ?? readSocketNote(trace.result(event) ?? '')?.peer ?? null;
      closeAt(table, fd, event);
      table.set(fd, accepted);
      sockets.push(accepted);
      return;
    }
    case 'option': {
      const told = /SO_ERROR, \[(\w+)\]/.exec(trace.text(event))?.[1];
      if (told === undefined) return;
      const dial = socket.dials.at(-1);
      if (told !== '0') socket.errors.push({ event, call: 'SO_ERROR', errno: told });
      if (dial?.state === 'open') tell(dial, event, told === '0' ? null : told);
      return;
    }
    case 'peer': {
      const dial = socket.dials.at(-1);
      if (errno === null && dial?.state === 'open') tell(dial, event, null);
      socket.peer ??= errno === null ? (readSocketAddress(trace.args(event)[1] ?? '')?.text ?? null) : null;
      return;
    }
    case 'send':
    case 'receive':
      moved(inquiry, socket, event, part, errno);
      return;
    default:
  }
}
