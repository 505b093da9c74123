// What a command waited for on the network, by host: how many connections and requests, and where their time went.
import type { Connection, HttpExchange, Phase, PhaseKind } from '../../model/connection.ts';
import type { Inquiry } from '../inquiry.ts';
import { networkFacts } from '../net/connections.ts';

export interface HostRequests {
  /** The name, where one was looked up or asked for, with the port; else the address. */
  readonly host: string;
  /** `address:port` as it was dialled. */
  readonly addresses: readonly string[];
  readonly connections: number;
  /** Requests in clear; behind TLS they cannot be counted. */
  readonly requests: readonly { readonly exchange: HttpExchange; readonly waitedNs: number }[];
  /** Waiting time by phase, of all its connections together. */
  readonly waitedNs: Readonly<Record<PhaseKind, number>>;
  /** All phases: where several connections waited at once it can be more than the run took. */
  readonly totalNs: number;
  /** What is still waited for at the end of the capture, or failed, in words. */
  readonly unmet: readonly string[];
}

/** Longest waits first. Times are zero in a capture without time stamps. */
export function requestsByHost(inquiry: Inquiry): readonly HostRequests[] {
  const groups = new Map<string, Connection[]>();
  for (const connection of networkFacts(inquiry).connections) {
    if (connection.role !== 'client' || connection.transport !== 'stream' || connection.family === 'AF_UNIX' || connection.address === null) continue;
    const host = hostOf(connection);
    groups.set(host, [...(groups.get(host) ?? []), connection]);
  }
  return [...groups].map(([host, connections]) => ofHost(inquiry, host, connections)).sort((a, b) => b.totalNs - a.totalNs);
}

function hostOf({ name, address, http, tls }: Connection): string {
  const port = /:(\d+)$/.exec(address ?? '')?.[1];
  const asked = name ?? tls?.serverName ?? http[0]?.host?.replace(/:\d+$/, '') ?? null;
  return asked === null || port === undefined ? (address ?? '?') : `${asked}:${port}`;
}

function ofHost(inquiry: Inquiry, host: string, connections: readonly Connection[]): HostRequests {
  const waitedNs: Record<PhaseKind, number> = { dns: 0, tcp: 0, proxy: 0, tls: 0, http: 0, data: 0 };
  const requests = connections.flatMap(({ http }) =>
    http.map((exchange) => ({ exchange, waitedNs: between(inquiry, exchange.asked, exchange.answered) })),
  );
  // One phase stands for all requests of a connection: each has its own wait.
  for (const { phases, http } of connections)
    for (const phase of phases) waitedNs[phase.kind] += phase.kind === 'http' && http.length > 0 ? 0 : between(inquiry, phase.begin, phase.end);
  waitedNs.http += requests.reduce((sum, one) => sum + one.waitedNs, 0);
  return {
    host,
    addresses: [...new Set(connections.flatMap(({ address }) => address ?? []))],
    connections: connections.length,
    requests,
    waitedNs,
    totalNs: Object.values(waitedNs).reduce((sum, ns) => sum + ns, 0),
    unmet: [...new Set(connections.flatMap(({ phases }) => phases.filter(isUnmet).map(({ kind, says }) => `${kind}: ${says}`)))],
  };
}

const isUnmet = ({ outcome }: Phase): boolean => outcome === 'failed' || outcome === 'pending';

/** To the end of the capture where nothing came. */
function between({ trace }: Inquiry, from: number, to: number | null): number {
  const ns = trace.sinceStartNs(to ?? trace.eventCount - 1) - trace.sinceStartNs(from);
  return Number.isFinite(ns) && ns > 0 ? ns : 0;
}
