// What went wrong with a connection, in the order of its phases: the first that failed is what its client did not get over.
import type { NetFailure } from '../../knowledge/net-words.ts';
import type { HttpExchange } from '../../model/connection.ts';
import type { EventIndex } from '../../model/event.ts';
import { CALL_PENDING } from '../../model/trace.ts';
import { isFiltered } from '../hang/unrecorded.ts';
import type { Inquiry } from '../inquiry.ts';
import { lowerBound } from '../timeline.ts';
import type { SeenConnection } from './connections.ts';
import { type Ended, endedOf } from './phases.ts';
import { type SocketLog, socketLog } from './socket-log.ts';
import { readWaitedFds } from './socket-text.ts';
import type { Socket } from './sockets.ts';
import { CERTIFICATE_ALERTS } from './tls-records.ts';
import { type MissingBundle, missingBundle } from './trust.ts';

export interface Judgement {
  readonly failure: NetFailure;
  /** The call that showed it, or with which the client gave up. */
  readonly event: EventIndex;
  readonly errno: string | null;
  readonly exchange: HttpExchange | null;
  readonly bundle: MissingBundle | null;
  /** Nothing had come when the capture ended. */
  readonly pending: boolean;
  /** Bytes were sent, nothing was waited for: it may have been all that was wanted. */
  readonly oneWay: boolean;
}

/** Errnos of connect(2) by what they say. A blackhole route gives EINVAL, a prohibit route EACCES. @see connect(2), ip-route(8) */
const DIAL_FAILURES: Readonly<Record<string, NetFailure>> = {
  ...{ ECONNREFUSED: 'refused', ETIMEDOUT: 'timed-out', EHOSTUNREACH: 'unreachable', ENETUNREACH: 'unreachable', ENETDOWN: 'unreachable' },
  ...{ EHOSTDOWN: 'unreachable', ENONET: 'unreachable', EINVAL: 'unreachable', EACCES: 'denied', EPERM: 'denied', EADDRNOTAVAIL: 'not-available' },
  ...{ ECONNRESET: 'reset', ECONNABORTED: 'reset', EPIPE: 'reset', EADDRINUSE: 'in-use' },
};
const UNIX_FAILURES: Readonly<Record<string, NetFailure>> = {
  ...{
    ENOENT: 'no-socket',
    ENOTDIR: 'no-socket',
    ECONNREFUSED: 'stale-socket',
    EAGAIN: 'no-answer',
    EACCES: 'denied',
    EPERM: 'denied',
    EPROTOTYPE: 'stale-socket',
    ENOTSOCK: 'stale-socket',
  },
};

const plain = { exchange: null, bundle: null, pending: false, oneWay: false } as const;

/** Why an address was not reached; null when it was, or when nothing tells. */
export function judgeDial(connection: SeenConnection): Judgement | null {
  const { phases, family, socket } = connection;
  const undelivered = socket.transport === 'datagram' && family !== 'AF_UNIX' ? judgeUndelivered(connection) : null;
  if (undelivered !== null) return undelivered;
  const tcp = phases.find(({ kind }) => kind === 'tcp');
  if (tcp === undefined || tcp.outcome === 'ok' || tcp.outcome === 'unknown') return null;
  const event = tcp.end ?? tcp.begin;
  if (tcp.outcome === 'pending') return { ...plain, failure: 'timed-out', event, errno: null, pending: true };
  if (tcp.errno === null) return { ...plain, failure: 'timed-out', event, errno: null };
  const failure = (family === 'AF_UNIX' ? UNIX_FAILURES : DIAL_FAILURES)[tcp.errno];
  return failure === undefined ? null : { ...plain, failure, event, errno: tcp.errno };
}

/** Why a conversation failed on a connection that stood; null when nothing is wrong with it. */
export function judgeConversation(inquiry: Inquiry, connection: SeenConnection): Judgement | null {
  const { socket, handshake, http, dial } = connection;
  const end = endedOf(inquiry, socket);
  if (dial !== null && dial !== socket.dials.at(-1)) return null;
  const connect = http.find(({ method }) => method === 'CONNECT');
  const proxied = connect === undefined ? null : judgeConnect(connect, end);
  if (proxied !== null) return proxied;
  if (handshake !== null) return judgeHandshake(inquiry, connection, end) ?? judgeData(inquiry, connection, end);
  const request = http.at(-1);
  if (request !== undefined && request !== connect) return judgeRequest(connection, request, end);
  return socket.transport === 'datagram' ? judgeDatagrams(connection) : judgeData(inquiry, connection, end);
}

const at = (end: Ended, fallback: EventIndex): { event: EventIndex; errno: string | null; pending: boolean } => ({
  event: end.event ?? fallback,
  errno: end.errno,
  pending: end.kind === 'open',
});

function judgeConnect(exchange: HttpExchange, end: Ended): Judgement | null {
  if (exchange.status !== null && exchange.status < 300) return null;
  if (exchange.status !== null) return { ...plain, failure: 'proxy-rejected', event: exchange.answered ?? exchange.asked, errno: null, exchange };
  return { ...plain, failure: 'proxy-no-answer', ...at(end, exchange.asked), exchange };
}

/** What a proxy answers on its own account. @see RFC 9110, sections 15.5.4, 15.5.8 and 15.6 */
const OF_A_PROXY = new Set([403, 407, 502, 503, 504]);

function judgeRequest({ proxy }: SeenConnection, exchange: HttpExchange, end: Ended): Judgement | null {
  const { status, answered, asked, target } = exchange;
  const viaProxy = proxy !== null && /^https?:\/\//i.test(target);
  if (status === null) {
    if (end.kind === 'reset') return { ...plain, failure: 'reset', ...at(end, asked), exchange };
    if (viaProxy) return { ...plain, failure: 'proxy-no-answer', ...at(end, asked), exchange };
    return { ...plain, failure: end.kind === 'closed' ? 'closed' : 'no-answer', ...at(end, asked), exchange };
  }
  if (status >= 400)
    return {
      ...plain,
      failure: viaProxy && OF_A_PROXY.has(status) ? 'proxy-rejected' : 'http-error',
      event: answered ?? asked,
      errno: null,
      exchange,
    };
  return end.kind === 'reset' ? { ...plain, failure: 'reset', ...at(end, asked), exchange } : null;
}

function judgeHandshake(inquiry: Inquiry, connection: SeenConnection, end: Ended): Judgement | null {
  const { handshake } = connection;
  if (handshake === null || handshake.established) return null;
  const { clientHello, serverHello, alerts, answered, plainAnswer, refusedByClient } = handshake;
  const hello = clientHello ?? connection.begin;
  if (plainAnswer !== null) return { ...plain, failure: 'not-tls', event: answered ?? hello, errno: null };
  const alert = alerts.find(({ fatal, name }) => fatal && name !== null);
  const bundle = missingBundle(inquiry, connection.process);
  const distrust = (event: EventIndex): Judgement => ({ ...plain, failure: bundle === null ? 'untrusted' : 'no-ca', event, errno: null, bundle });
  if (alert !== undefined && alert.from === 'client' && CERTIFICATE_ALERTS.has(alert.name ?? '')) return distrust(alert.event);
  if (alert !== undefined) return { ...plain, failure: 'tls-closed', event: alert.event, errno: null };
  if (serverHello === null) {
    if (end.kind === 'reset' || end.kind === 'closed') return { ...plain, failure: 'tls-closed', ...at(end, hello) };
    return { ...plain, failure: 'no-server-hello', ...at(end, hello) };
  }
  if (refusedByClient !== null) return distrust(refusedByClient);
  if (end.kind === 'reset' || end.kind === 'closed') return { ...plain, failure: 'tls-closed', ...at(end, hello) };
  // The certificate has come, and the client went away without a word. GnuTLS ends the handshake first and lets the program judge then.
  return end.kind === 'given-up' ? distrust(end.event ?? serverHello) : null;
}

/** An error of a datagram comes back with the next call. @see udp(7) */
/** A datagram was refused: at once, or by an ICMP message of which the next call is told. @see udp(7), "Error handling"; ip(7) */
function judgeUndelivered({ socket }: SeenConnection): Judgement | null {
  const error = socket.errors.findLast(({ call }) => /^(?:send|recv|read|write)/.test(call));
  if (error === undefined || error.event < (socket.received.at(-1)?.event ?? -1)) return null;
  const failure = DIAL_FAILURES[error.errno];
  return failure === undefined ? null : { ...plain, failure, event: error.event, errno: error.errno };
}

function judgeDatagrams({ socket, begin }: SeenConnection): Judgement | null {
  if (socket.received.length > 0 || socket.sent.length === 0) return null;
  return {
    ...plain,
    failure: 'no-answer',
    event: socket.closedBy ?? socket.sent.at(-1)?.event ?? begin,
    errno: null,
    pending: socket.closedBy === null,
    oneWay: socket.pending.length === 0,
  };
}

/** Bytes of a protocol that is not read here. */
function judgeData(inquiry: Inquiry, connection: SeenConnection, end: Ended): Judgement | null {
  const { socket, begin, handshake, dial } = connection;
  const since = handshake?.clientHello ?? -1;
  const sent = socket.sent.at(-1);
  const received = handshake === null ? socket.received.at(-1) : socket.received.findLast(({ event }) => event > since);
  if (end.kind === 'reset') return { ...plain, failure: 'reset', ...at(end, begin) };
  const waits = socket.pending.length > 0 || isWaitedFor(inquiry, connection);
  if (received === undefined) {
    if (sent === undefined && !waits && !(end.kind === 'open' && dial?.state === 'connected' && isSilent(inquiry))) return null;
    if (end.kind === 'closed') return { ...plain, failure: 'closed', ...at(end, begin) };
    return { ...plain, failure: 'no-answer', ...at(end, sent?.event ?? begin), oneWay: !waits };
  }
  // A conversation that stopped: only what was still waited for at the end tells.
  const isOpen =
    end.kind === 'open' && waits && (sent === undefined || sent.event > received.event || socket.pending.some((event) => event > received.event));
  return isOpen ? { ...plain, failure: 'no-answer', ...at(end, sent?.event ?? begin) } : null;
}

/** Whether calls that move bytes were left out of the capture (`-e trace=`): then nothing is known of what was said on a connection that stands. */
const isSilent = (inquiry: Inquiry): boolean =>
  isFiltered(inquiry) &&
  ['read', 'recvfrom', 'recvmsg', 'readv', 'poll', 'ppoll', 'select', 'epoll_wait'].every((name) => inquiry.trace.nameId(name) < 0);

const WAITS_READ = 6;

/** Whether the last waits of its process were for this socket: poll and select say so, epoll by what was registered. */
function isWaitedFor(inquiry: Inquiry, { process, socket, begin }: SeenConnection): boolean {
  const { trace } = inquiry;
  const { waits, watched } = socketLog(inquiry, process);
  const until = socket.closedBy ?? Number.MAX_SAFE_INTEGER;
  const last = lowerBound(waits, until);
  const first = Math.max(lowerBound(waits, begin), last - WAITS_READ);
  return waits.slice(first, last).some((event) => {
    const name = trace.name(event);
    if (name.startsWith('epoll')) return isWatched(watched, socket, begin, until);
    return (
      readWaitedFds(name, trace.args(event)).some((fd) => socket.fds.includes(fd)) ||
      ((trace.flags(event) & CALL_PENDING) !== 0 && trace.text(event).includes(`fd=${socket.fd}`))
    );
  });
}

const isWatched = (watched: SocketLog['watched'], { fds }: Socket, begin: EventIndex, until: EventIndex): boolean =>
  [...watched.values()].some((entries) => entries.some(({ fd, event }) => fds.includes(fd) && event > begin && event < until));

/** Why a port or path could not be listened on. @see bind(2), listen(2) */
export function judgeListen({ role, socket, begin }: SeenConnection): Judgement | null {
  const bad = socket.bound?.errno !== null && socket.bound !== null ? socket.bound : socket.listened?.errno !== null ? socket.listened : null;
  if (bad === null || bad.errno === null || (role !== 'listener' && socket.bound?.errno === null)) return null;
  const failure = ({ EADDRINUSE: 'in-use', EADDRNOTAVAIL: 'not-available', EACCES: 'denied', EPERM: 'denied' } as const)[bad.errno];
  return failure === undefined ? null : { ...plain, failure, event: bad.event ?? begin, errno: bad.errno };
}
