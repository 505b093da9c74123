// The connections of a process, phase by phase, and of a whole capture.
import type { Connection, Lookup, NetworkFacts, Phase, ProxySource } from '../../model/connection.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { readDnsMessage } from './dns-message.ts';
import { type NamedFor, nameFor } from './host-names.ts';
import { readHttpExchanges } from './http-messages.ts';
import { lookupsOf } from './lookups.ts';
import { networkProcesses } from './network-calls.ts';
import { dataPhase, dnsPhase, endedOf, exitOf, httpPhase, proxyPhase, tcpPhase, tlsPhase } from './phases.ts';
import { proxySettings } from './proxy-settings.ts';
import { socketLog } from './socket-log.ts';
import { isLoopback, splitAddress } from './socket-text.ts';
import type { Dial, Socket } from './sockets.ts';
import { type Handshake, readHandshake } from './tls-facts.ts';

/** A connection with what the detectors look closer at. */
export interface SeenConnection extends Connection {
  readonly socket: Socket;
  readonly dial: Dial | null;
  readonly handshake: Handshake | null;
  /** Of the same aim: several addresses of one name, tried together or one after the other. The id of the first. */
  readonly group: number;
}

/** All that a capture shows of the network, in order. Pure; only processes with socket calls are read. Memoised. */
export function networkFacts(inquiry: Inquiry): NetworkFacts {
  return remember(inquiry, 'net:facts', () => {
    const processes = processesWithSockets(inquiry);
    const all = processes.flatMap((process) => connectionsOf(inquiry, process)).sort((a, b) => a.begin - b.begin);
    return {
      connections: all.map((one, id) => ({ ...asTold(one), id })),
      lookups: processes.flatMap((process) => lookupsOf(inquiry, process)).sort((a, b) => a.begin - b.begin),
    };
  });
}

/** Without what only the detectors look at. */
export const asTold = ({ socket: _s, dial: _d, handshake: _h, group: _g, ...connection }: SeenConnection): Connection => connection;

/** Those with socket calls of their own, and those that go on with what they inherited; parents come before their children. */
export function processesWithSockets(inquiry: Inquiry): readonly ProcessIndex[] {
  const found = new Set(networkProcesses(inquiry));
  for (const { index, parent, bornBy } of inquiry.trace.processes) {
    if (parent !== null && bornBy !== null && found.has(parent) && socketLog(inquiry, parent).atFork.has(bornBy)) found.add(index);
  }
  return [...found].sort((a, b) => a - b);
}

/** Of the time that connections take, their calls; the rest is what was said on them. */
const READING_SHARE = 0.6;
const SOCKETS_AT_ONCE = 64;

/** Of one process; ids count from 0 in each. Memoised. */
export function connectionsOf(inquiry: Inquiry, process: ProcessIndex): readonly SeenConnection[] {
  return remember(inquiry, `net:connections:${process}`, () => {
    const found: SeenConnection[] = [];
    const groups = new Map<string, number>();
    const { headway } = inquiry;
    const { sockets } = headway.within(READING_SHARE, () => socketLog(inquiry, process));
    for (const [number, socket] of sockets.entries()) {
      if (number % SOCKETS_AT_ONCE === 0) headway.reached(READING_SHARE + ((1 - READING_SHARE) * number) / sockets.length);
      if (isInternal(socket)) continue;
      for (const [at, dial] of (socket.dials.length === 0 ? [null] : socket.dials).entries()) {
        const isLast = at >= socket.dials.length - 1;
        const id = found.length;
        const one = connectionFrom(inquiry, socket, dial, isLast, id);
        if (one === null) continue;
        const key = groupKey(one);
        const group = groups.get(key) ?? id;
        groups.set(key, group);
        found.push({ ...one, group });
      }
    }
    return found;
  });
}

/** Datagram sockets that sent nothing (getaddrinfo and Go sort addresses so), and name service daemons. */
function isInternal(socket: Socket): boolean {
  if (socket.family === 'AF_UNIX') return socket.dials.some(({ address }) => NAME_SERVICES.test(address.text));
  const [first] = socket.sent;
  // What asks a name server stands among the look-ups.
  if (first !== undefined && socket.listened === null && !socket.isAccepted && isQuestion(socket)) return true;
  if (socket.transport === 'datagram')
    return socket.sent.length + socket.received.length === 0 && !wasUsed(socket) && (socket.bound === null || socket.bound.errno === null);
  return (
    socket.dials.length === 0 &&
    socket.listened === null &&
    !socket.isAccepted &&
    socket.peer === null &&
    (socket.bound === null || socket.bound.errno === null)
  );
}

/** Something was to be sent or received on it, and that failed. */
const wasUsed = ({ errors }: Socket): boolean => errors.some(({ call }) => MOVES.test(call));

/** Calls that move data. */
const MOVES = /^(?:send|recv|read|write)/;

function isQuestion({ sent, transport, dials }: Socket): boolean {
  const [first] = sent;
  if (first === undefined || (transport === 'stream' && dials.at(-1)?.address.port !== 53)) return false;
  return readDnsMessage(transport === 'stream' ? first.bytes.subarray(2) : first.bytes)?.isAnswer === false;
}

/** Daemons that programs do without. @see nscd(8), systemd-resolved(8), sssd(8), syslog(3) */
export const NAME_SERVICES =
  /\/(?:nscd|sssd?|systemd\/(?:userdb|resolve|journal|notify))(?:\/|$)|\/pipes\/nss|^\/dev\/log$|\/avahi-daemon\/|\/dbus\/system_bus_socket$/;

function connectionFrom(inquiry: Inquiry, socket: Socket, dial: Dial | null, isLast: boolean, id: number): SeenConnection | null {
  const role = socket.isAccepted
    ? 'server'
    : dial === null && (socket.listened !== null || socket.bound !== null) && socket.peer === null
      ? 'listener'
      : 'client';
  const begin = dial?.event ?? socket.bound?.event ?? socket.openedBy ?? socket.sent[0]?.event ?? socket.lastEvent;
  const address =
    role === 'listener'
      ? (socket.bound?.address.text ?? null)
      : (dial?.address.text ?? socket.peer ?? socket.sent[0]?.address ?? socket.errors[0]?.address ?? null);
  const base = {
    id,
    process: socket.process,
    fd: socket.fd,
    role,
    family: socket.family,
    transport: socket.transport,
    address,
    begin,
    group: id,
  } as const;
  const rest = { closed: socket.closedBy, bytesOut: bytes(socket.sent), bytesIn: bytes(socket.received), socket, dial } as const;
  if (role !== 'client') {
    const http = role === 'server' ? readHttpExchanges(socket.received, socket.sent) : [];
    const phases = role === 'listener' ? [listenPhase(socket)] : [...(http.length > 0 ? [httpPhase(inquiry, socket, http)] : [])];
    return { ...base, ...rest, name: null, phases, lookup: null, proxy: null, tls: null, http, handshake: null };
  }
  const { host, port } = splitAddress(address ?? '');
  const { name, lookup }: NamedFor =
    socket.family === 'AF_UNIX' || address === null ? { name: null, lookup: null } : nameFor(inquiry, socket.process, host, port, begin);
  const hasData = isLast && socket.sent.length + socket.received.length + socket.pending.length > 0;
  const http = hasData ? readHttpExchanges(socket.sent, socket.received) : [];
  const handshake = hasData ? readHandshake(socket.sent, socket.received) : null;
  const proxy = socket.family === 'AF_UNIX' ? null : proxyOf(inquiry, socket.process, http, host, port, name);
  const phases = phasesOf(inquiry, socket, dial, isLast, { lookup, http, handshake, proxy });
  const { accepted: _a, answered: _b, refusedByClient: _c, ...tls } = handshake ?? { accepted: 0, answered: 0, refusedByClient: 0 };
  return { ...base, ...rest, name, phases, lookup, proxy, tls: handshake === null ? null : (tls as Connection['tls']), http, handshake };
}

interface Layers {
  readonly lookup: Lookup | null;
  readonly http: Connection['http'];
  readonly handshake: Handshake | null;
  readonly proxy: ProxySource | null;
}

function phasesOf(
  inquiry: Inquiry,
  socket: Socket,
  dial: Dial | null,
  isLast: boolean,
  { lookup, http, handshake, proxy }: Layers,
): readonly Phase[] {
  const phases: Phase[] = lookup === null ? [] : [dnsPhase(lookup)];
  if (dial !== null) {
    const next = socket.dials[socket.dials.indexOf(dial) + 1];
    const tcp = tcpPhase(inquiry, socket, dial, isLast ? (socket.closedBy ?? exitOf(inquiry.family, socket)) : (next?.event ?? null));
    phases.push(tcp);
    if (proxy !== null) phases.push(proxyPhase(proxy, http[0] ?? null, tcp, endedOf(inquiry, socket)));
    if (tcp.outcome !== 'ok') return phases;
  }
  if (!isLast) return phases;
  if (handshake !== null) phases.push(tlsPhase(inquiry, socket, handshake));
  const own = proxy === null || http[0]?.method !== 'CONNECT' ? http : http.slice(1);
  if (own.length > 0) phases.push(httpPhase(inquiry, socket, own));
  const since = handshake?.serverHello ?? http.at(-1)?.asked ?? dial?.event ?? -1;
  const isOwn = own.length === 0 && (handshake === null ? http.length === 0 : handshake.established);
  const data = isOwn ? dataPhase(inquiry, socket, since, handshake !== null) : null;
  return data === null ? phases : [...phases, data];
}

function listenPhase({ bound, listened, lastEvent }: Socket): Phase {
  const bad = bound?.errno !== null && bound !== null ? bound : listened?.errno !== null && listened !== null ? listened : null;
  const begin: EventIndex = bound?.event ?? listened?.event ?? lastEvent;
  const events = [...new Set([begin, listened?.event ?? begin])];
  if (bad !== null) return { kind: 'tcp', begin, end: bad.event, outcome: 'failed', errno: bad.errno, says: `cannot listen: ${bad.errno}`, events };
  return { kind: 'tcp', begin, end: listened?.event ?? begin, outcome: 'ok', errno: null, says: listened === null ? 'bound' : 'listens', events };
}

/** A request that only proxies are asked, else a setting that names this address. */
function proxyOf(
  inquiry: Inquiry,
  process: ProcessIndex,
  http: Connection['http'],
  host: string,
  port: number,
  name: string | null,
): ProxySource | null {
  const settings = proxySettings(inquiry, process).filter((one) => one.port === port);
  const named = settings.find((one) => one.host === host || one.host === name || (isLoopback(host) && one.host === 'localhost'));
  // Of a name whose address the capture does not show, the port tells.
  const source = named ?? (name === null ? settings[0] : undefined);
  const request = http.find(({ method, target }) => method === 'CONNECT' || /^https?:\/\//i.test(target));
  if (request === undefined) return source?.source ?? null;
  return source?.source ?? { kind: 'request', what: request.method, event: request.asked };
}

const bytes = (chunks: readonly { readonly length: number }[]): number => chunks.reduce((sum, { length }) => sum + length, 0);

/** Addresses of one name, or of this machine, with one port are tried for one purpose. */
function groupKey({ role, address, name, proxy }: Connection): string {
  if (role !== 'client' || address === null) return `${role}:${address}`;
  const { host, port } = splitAddress(address);
  if (port === 0) return address;
  return `${isLoopback(host) ? 'localhost' : (name ?? host)}:${port}:${proxy === null ? '' : 'proxy'}`;
}
