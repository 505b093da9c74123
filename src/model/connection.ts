// A network connection as a capture shows it: who dialled whom, and how far each phase (name, TCP, proxy, TLS, HTTP) came.
import type { EventIndex } from './event.ts';
import type { ProcessIndex } from './process.ts';

/** In the order in which they follow each other. `data`: bytes of a protocol that is not read here. */
export const PHASE_KINDS = ['dns', 'tcp', 'proxy', 'tls', 'http', 'data'] as const;
export type PhaseKind = (typeof PHASE_KINDS)[number];

/** `pending`: nothing had come when the capture or the process ended. `unknown`: what would tell is not in the capture. */
export type PhaseOutcome = 'ok' | 'failed' | 'pending' | 'unknown';

export interface Phase {
  readonly kind: PhaseKind;
  readonly begin: EventIndex;
  /** The call that showed the outcome; null while nothing did. */
  readonly end: EventIndex | null;
  readonly outcome: PhaseOutcome;
  /** The errno of a failed one; null where none was given. */
  readonly errno: string | null;
  /** A few words: `refused`, `no answer`, `alert: unknown CA`, `503 for GET /health`. Holds text of the traced program. */
  readonly says: string;
  /** The calls it rests on, ascending. */
  readonly events: readonly EventIndex[];
}

/** One question to one name server, and its answer. */
export interface DnsQuestion {
  /** As far as it was shown; ends in `…` where strace cut it. */
  readonly name: string;
  /** `A`, `AAAA`, `SRV` …; `?` where it was cut off. */
  readonly type: string;
  /** `10.0.0.53:53`; null where the capture does not tell. */
  readonly server: string | null;
  readonly asked: EventIndex;
  readonly answered: EventIndex | null;
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, `REFUSED` …; null without an answer. */
  readonly rcode: string | null;
  /** Number of records in the answer; null without an answer. */
  readonly records: number | null;
  /** Addresses in the answer, as far as it was shown. */
  readonly addresses: readonly string[];
  /** Errno of the call that asked or waited, or `POLLERR` where poll told of an error: nobody listens there. */
  readonly error: string | null;
}

/** A source of names that was asked beside DNS, with the call. */
export interface NameSource {
  readonly kind: 'nsswitch' | 'hosts' | 'resolv.conf' | 'nscd' | 'resolved' | 'mdns';
  readonly event: EventIndex;
  readonly errno: string | null;
}

/** One search for the addresses of a name, over all search suffixes, types and servers. */
export interface Lookup {
  readonly process: ProcessIndex;
  /** The name as the program wanted it, where that can be told; else the first one asked for. */
  readonly name: string;
  /**
   * `answered`; `not-found` every form of it is unknown (NXDOMAIN, or no record); `server-failure` SERVFAIL, REFUSED and the like;
   * `no-server` nobody answered; `pending` still asked for at the end.
   */
  readonly outcome: 'answered' | 'not-found' | 'server-failure' | 'no-server' | 'pending';
  readonly begin: EventIndex;
  readonly end: EventIndex | null;
  readonly questions: readonly DnsQuestion[];
  readonly sources: readonly NameSource[];
  /** Servers that were asked, in order. */
  readonly servers: readonly string[];
}

/** One request in clear. */
export interface HttpExchange {
  readonly method: string;
  /** As far as it was shown; ends in `…` where strace cut it. */
  readonly target: string;
  readonly host: string | null;
  readonly asked: EventIndex;
  readonly answered: EventIndex | null;
  readonly status: number | null;
  /** The words behind the status. */
  readonly reason: string | null;
}

export interface TlsFacts {
  readonly clientHello: EventIndex | null;
  readonly serverHello: EventIndex | null;
  /** Server name and protocols of the ClientHello; null where strace cut it before. */
  readonly serverName: string | null;
  readonly protocols: readonly string[];
  readonly alerts: readonly {
    readonly event: EventIndex;
    readonly from: 'client' | 'server';
    /** As in RFC 8446: `unknown_ca`; null when it is encrypted. */
    readonly name: string | null;
    readonly fatal: boolean;
  }[];
  /** The handshake is done: application data went out. */
  readonly established: boolean;
  /** What came instead of TLS: its first bytes as text; null. */
  readonly plainAnswer: string | null;
}

/** Where it is known from that an address is a proxy's. */
export interface ProxySource {
  readonly kind: 'environment' | 'argument' | 'file' | 'request' | 'said';
  /** The variable, option or file: `https_proxy`, `-x`, `/home/u/.gitconfig`; `CONNECT` or `GET` for `request`. */
  readonly what: string;
  readonly event: EventIndex | null;
}

export interface Connection {
  /** Number in its capture, from 0, in the order of their first calls. */
  readonly id: number;
  /** Who asked. */
  readonly process: ProcessIndex;
  readonly fd: number;
  /** `listener`: bind and listen; `server`: accepted. */
  readonly role: 'client' | 'listener' | 'server';
  readonly family: 'AF_INET' | 'AF_INET6' | 'AF_UNIX';
  readonly transport: 'stream' | 'datagram';
  /** `10.0.0.5:443`, `[::1]:80`, or a socket's path (`@name` for an abstract one), as it was dialled, bound or accepted from; null when not known. */
  readonly address: string | null;
  /** The name that the address was looked up for; null when nothing tells. */
  readonly name: string | null;
  readonly begin: EventIndex;
  /** Where it was closed; null when it was not. */
  readonly closed: EventIndex | null;
  readonly phases: readonly Phase[];
  readonly lookup: Lookup | null;
  readonly proxy: ProxySource | null;
  readonly tls: TlsFacts | null;
  readonly http: readonly HttpExchange[];
  readonly bytesOut: number;
  readonly bytesIn: number;
}

/** All that a capture shows of the network. */
export interface NetworkFacts {
  readonly connections: readonly Connection[];
  /** Look-ups too that no connection followed. */
  readonly lookups: readonly Lookup[];
}
