// What is known of one socket: what it dialled or was bound to, what was sent and received on it, and how calls on it failed.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Chunk } from './byte-stream.ts';
import type { Family, SocketAddress } from './socket-text.ts';

/** A call on a socket that failed, or told of a failure. `call`: `connect`, `SO_ERROR`, `recvfrom`, `poll` … */
export interface SocketError {
  readonly event: EventIndex;
  readonly call: string;
  /** An errno, or `POLLERR`/`POLLHUP` where only poll told. */
  readonly errno: string;
  /** Where it was to be sent, for a call that says so itself: sendto, sendmsg. */
  readonly address?: string | null;
}

/** One connect(2), with the calls that asked for its result. */
export interface Dial {
  readonly event: EventIndex;
  readonly address: SocketAddress;
  /** `connected`; `failed` with `errno`; `open`: nothing told. */
  readonly state: 'connected' | 'failed' | 'open';
  readonly errno: string | null;
  /** The call that told the result. */
  readonly told: EventIndex | null;
  readonly events: readonly EventIndex[];
}

export interface Socket {
  readonly process: ProcessIndex;
  /** The number that it was made with, or had when it was inherited. */
  readonly fd: number;
  /** All numbers that stood for it: dup makes more. */
  readonly fds: readonly number[];
  readonly family: Family;
  readonly transport: 'stream' | 'datagram';
  readonly openedBy: EventIndex | null;
  readonly closedBy: EventIndex | null;
  readonly isAccepted: boolean;
  /** Had by inheritance: its calls before are another process's. */
  readonly isInherited: boolean;
  readonly dials: readonly Dial[];
  readonly bound: { readonly event: EventIndex; readonly address: SocketAddress; readonly errno: string | null } | null;
  readonly listened: { readonly event: EventIndex; readonly errno: string | null } | null;
  /** The other end as strace's annotation or getpeername tells. */
  readonly peer: string | null;
  readonly sent: readonly Chunk[];
  readonly received: readonly Chunk[];
  readonly errors: readonly SocketError[];
  readonly endOfFile: EventIndex | null;
  /** Receiving calls that did not return. */
  readonly pending: readonly EventIndex[];
  readonly lastEvent: EventIndex;
}

/** The same while it is being read. */
type Open<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
export type OpenDial = Open<Dial>;
export interface OpenSocket extends Omit<Open<Socket>, 'dials'> {
  dials: OpenDial[];
  closeOnExec: boolean;
}

/** A table of descriptors that are sockets. */
export type Table = Map<number, OpenSocket>;

export function newSocket(
  process: ProcessIndex,
  fd: number,
  family: Family,
  transport: Socket['transport'],
  openedBy: EventIndex | null,
  event: EventIndex,
): OpenSocket {
  return {
    ...{
      process,
      fd,
      fds: [fd],
      family,
      transport,
      openedBy,
      closedBy: null,
      isAccepted: false,
      isInherited: false,
      dials: [],
      bound: null,
      listened: null,
    },
    ...{ peer: null, sent: [], received: [], errors: [], endOfFile: null, pending: [], lastEvent: event, closeOnExec: false },
  };
}

/** One descriptor less; the last one closes the socket. */
export function closeAt(table: Table, fd: number, event: EventIndex): void {
  const socket = table.get(fd);
  if (socket === undefined) return;
  table.delete(fd);
  for (const other of table.values()) if (other === socket) return;
  socket.closedBy = event;
  socket.lastEvent = event;
}

/** The result of a connect is known. */
export function tell(dial: OpenDial, event: EventIndex, errno: string | null): void {
  dial.state = errno === null ? 'connected' : 'failed';
  dial.errno = errno;
  dial.told = event;
  dial.events.push(event);
}

/** EINPROGRESS and EINTR: under way. A connect that is repeated asks for the result. @see connect(2) */
export function dialled(socket: OpenSocket, event: EventIndex, address: SocketAddress | null, errno: string | null, worked: boolean): void {
  // AF_UNSPEC dissolves a datagram socket's association.
  if (address === null) return;
  const before = socket.dials.at(-1);
  const isUnderWay = errno !== null && /^(?:EINPROGRESS|EALREADY|EINTR|ERESTART\w*|EAGAIN)$/.test(errno);
  const isSame = before !== undefined && before.address.text === address.text && before.state !== 'failed';
  const dial: OpenDial = isSame ? before : { event, address, state: 'open', errno: null, told: null, events: [event] };
  if (!isSame) socket.dials.push(dial);
  else if (dial.event !== event && dial.state === 'open') dial.events.push(event);
  if (worked || errno === 'EISCONN') tell(dial, event, null);
  else if (errno !== null && !isUnderWay) {
    tell(dial, event, errno);
    socket.errors.push({ event, call: 'connect', errno });
  } else if (isUnderWay && socket.family === 'AF_UNIX' && errno === 'EAGAIN') {
    // A full backlog of a UNIX socket is no connection under way.
    tell(dial, event, errno);
    socket.errors.push({ event, call: 'connect', errno });
  }
}
