// How far a connection came: one phase after the other, each with its calls and its outcome in a few words.
import type { HttpExchange, Lookup, Phase, PhaseOutcome, ProxySource } from '../../model/connection.ts';
import type { EventIndex } from '../../model/event.ts';
import { toVisible } from '../../text/visible.ts';
import type { Inquiry } from '../inquiry.ts';
import { chunkText } from './byte-stream.ts';
import type { Dial, Socket } from './sockets.ts';
import type { Handshake } from './tls-facts.ts';

const phase = (
  kind: Phase['kind'],
  begin: EventIndex,
  end: EventIndex | null,
  outcome: PhaseOutcome,
  says: string,
  errno: string | null = null,
  events: readonly (EventIndex | null)[] = [],
): Phase => ({
  ...{ kind, begin, end, outcome, says, errno },
  events: [...new Set([begin, ...events, end])].filter((event): event is EventIndex => event !== null).sort((a, b) => a - b),
});

export function dnsPhase(lookup: Lookup): Phase {
  const { outcome, questions } = lookup;
  const rcodes = [...new Set(questions.flatMap(({ rcode }) => (rcode === null ? [] : [rcode])))].join(', ');
  const says: Record<Lookup['outcome'], string> = {
    answered: lookup.name,
    'not-found': `no such name: ${lookup.name}`,
    'server-failure': `${rcodes} for ${lookup.name}`,
    'no-server': `no answer for ${lookup.name} from ${lookup.servers.join(', ')}`,
    pending: `still asks ${lookup.servers.join(', ')} for ${lookup.name}`,
  };
  const state: PhaseOutcome = outcome === 'answered' ? 'ok' : outcome === 'pending' ? 'pending' : 'failed';
  return phase(
    'dns',
    lookup.begin,
    lookup.end,
    state,
    toVisible(says[outcome]),
    null,
    questions.flatMap(({ asked, answered }) => [asked, answered]),
  );
}

/** Words for the errno of connect(2). @see connect(2), ip(7) */
const REFUSALS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timed out',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network unreachable',
  ENETDOWN: 'network is down',
  EHOSTDOWN: 'host is down',
  ECONNRESET: 'reset',
  EACCES: 'not permitted',
  EPERM: 'not permitted',
  EADDRNOTAVAIL: 'address not available',
  EADDRINUSE: 'address in use',
  ENOENT: 'no such socket',
};

export function tcpPhase(inquiry: Inquiry, socket: Socket, dial: Dial, until: EventIndex | null): Phase {
  const waited = secondsBetween(inquiry, dial.event, until ?? inquiry.trace.eventCount - 1);
  switch (dial.state) {
    case 'connected':
      return phase('tcp', dial.event, dial.told, 'ok', 'connected', null, dial.events);
    case 'failed':
      return phase('tcp', dial.event, dial.told, 'failed', REFUSALS[dial.errno ?? ''] ?? dial.errno ?? 'failed', dial.errno, dial.events);
    case 'open': {
      if (socket.transport === 'datagram') return phase('tcp', dial.event, dial.told, 'ok', 'no handshake', null, dial.events);
      const after = waited === '' ? '' : ` for ${waited}`;
      return until === null
        ? phase('tcp', dial.event, null, 'pending', `no answer${after}`, null, dial.events)
        : phase('tcp', dial.event, until, 'failed', `no answer${after}, given up`, null, dial.events);
    }
  }
}

export function secondsBetween({ trace }: Inquiry, from: EventIndex, to: EventIndex): string {
  const ns = trace.sinceStartNs(to) - trace.sinceStartNs(from);
  return Number.isNaN(ns) || ns < 1e6 ? '' : `${(ns / 1e9).toFixed(ns < 1e10 ? 1 : 0)} s`;
}

/** The CONNECT, or the requests that a proxy got in clear. */
export function proxyPhase(source: ProxySource, exchange: HttpExchange | null, tcp: Phase, end: Ended): Phase {
  const by = `${source.what} names it`;
  if (tcp.outcome !== 'ok') return phase('proxy', tcp.begin, tcp.end, tcp.outcome, `proxy: ${tcp.says}`, tcp.errno, tcp.events);
  if (exchange === null) return phase('proxy', tcp.begin, tcp.end, 'unknown', by);
  const request = toVisible(`${exchange.method} ${exchange.target}`);
  if (exchange.status !== null)
    return phase('proxy', exchange.asked, exchange.answered, exchange.status < 400 ? 'ok' : 'failed', `${exchange.status} for ${request}`);
  return phase('proxy', exchange.asked, end.event, end.kind === 'open' ? 'pending' : 'failed', `${end.says} to ${request}`, end.errno);
}

/** How a connection ended for who waited for bytes. */
export interface Ended {
  readonly kind: 'reset' | 'closed' | 'given-up' | 'open';
  readonly event: EventIndex | null;
  readonly errno: string | null;
  readonly says: string;
}

/** A process that ends closes what it has open. */
export function endedOf({ family }: Inquiry, socket: Socket): Ended {
  const error = socket.errors.findLast(({ call }) => call !== 'connect');
  if (error !== undefined)
    return { kind: 'reset', event: error.event, errno: error.errno, says: error.errno === 'ECONNRESET' ? 'reset' : error.errno };
  if (socket.endOfFile !== null) return { kind: 'closed', event: socket.endOfFile, errno: null, says: 'closed without an answer' };
  if (socket.closedBy !== null) return { kind: 'given-up', event: socket.closedBy, errno: null, says: 'no answer' };
  const exit = exitOf(family, socket);
  if (exit !== null) return { kind: 'given-up', event: exit, errno: null, says: 'no answer' };
  return { kind: 'open', event: null, errno: null, says: 'no answer yet' };
}

/** Not the end by a signal: who is killed may have waited on. */
export function exitOf(family: Inquiry['family'], { process }: Socket): EventIndex | null {
  const end = family.endOf(process);
  return end?.kind === 'exit' ? end.event : null;
}

export function tlsPhase(inquiry: Inquiry, socket: Socket, hello: Handshake): Phase {
  const begin = hello.clientHello ?? socket.lastEvent;
  const events = [hello.serverHello, ...hello.alerts.map(({ event }) => event)];
  const name = hello.serverName === null ? '' : ` for ${toVisible(hello.serverName)}`;
  const end = endedOf(inquiry, socket);
  const alert = hello.alerts.find(({ fatal }) => fatal);
  if (hello.plainAnswer !== null)
    return phase('tls', begin, hello.answered, 'failed', `no TLS: ${toVisible(hello.plainAnswer.slice(0, 24).trim())}`, null, events);
  if (hello.established) return phase('tls', begin, hello.serverHello, 'ok', `handshake done${name}`, null, events);
  if (alert !== undefined)
    return phase(
      'tls',
      begin,
      alert.event,
      'failed',
      `${alert.from === 'client' ? 'client' : 'server'} alert: ${alert.name ?? 'encrypted'}`,
      null,
      events,
    );
  if (hello.serverHello === null) {
    if (end.kind === 'open') return phase('tls', begin, null, 'pending', `no ServerHello${name}`, null, events);
    return phase(
      'tls',
      begin,
      end.event,
      'failed',
      end.kind === 'given-up' ? `no ServerHello${name}` : `${end.says} in the handshake`,
      end.errno,
      events,
    );
  }
  if (hello.accepted) return phase('tls', begin, hello.serverHello, 'ok', `handshake done${name}`, null, events);
  if (end.kind === 'open') return phase('tls', begin, hello.serverHello, 'unknown', `ServerHello${name}`, null, events);
  return phase(
    'tls',
    begin,
    end.event,
    'failed',
    end.kind === 'given-up' ? 'given up behind the certificate' : `${end.says} in the handshake`,
    end.errno,
    events,
  );
}

export function httpPhase(inquiry: Inquiry, socket: Socket, exchanges: readonly HttpExchange[]): Phase {
  const first = exchanges[0]!;
  const last = exchanges.at(-1)!;
  const request = toVisible(`${last.method} ${last.target}`);
  const events = exchanges.flatMap(({ asked, answered }) => [asked, answered]);
  if (last.status !== null)
    return phase('http', first.asked, last.answered, last.status < 400 ? 'ok' : 'failed', `${last.status} for ${request}`, null, events);
  const end = endedOf(inquiry, socket);
  return phase('http', first.asked, end.event, end.kind === 'open' ? 'pending' : 'failed', `${end.says} to ${request}`, end.errno, events);
}

/** Bytes of a protocol that is not read here, or encrypted ones. */
export function dataPhase(inquiry: Inquiry, socket: Socket, since: EventIndex, isEncrypted: boolean): Phase | null {
  const out = socket.sent.find(({ event }) => event > since);
  const back = socket.received.findLast(({ event, length }) => event > since && length > 0);
  if (out === undefined && back === undefined && socket.pending.length === 0 && socket.errors.length === 0) return null;
  const begin = out?.event ?? back?.event ?? socket.pending[0] ?? socket.errors[0]?.event ?? socket.lastEvent;
  const end = endedOf(inquiry, socket);
  if (back !== undefined && end.kind !== 'reset')
    return phase('data', begin, back.event, 'ok', isEncrypted ? 'encrypted' : toVisible(chunkText(socket.received[0]!).slice(0, 32).trim()));
  return phase('data', begin, end.event ?? back?.event ?? null, end.kind === 'open' ? 'pending' : 'failed', end.says, end.errno);
}
