// What the Network view lists: connections, and look-ups of names that no connection followed, in an order.
import type { Connection, Lookup, Phase } from '../../model/connection.ts';
import type { EventIndex } from '../../model/event.ts';
import type { NetworkSurvey } from '../../model/network-survey.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Trace } from '../../model/trace.ts';

/** One line of the list. */
export interface NetworkEntry {
  /** Stays the same while the capture grows. */
  readonly key: string;
  readonly process: ProcessIndex;
  readonly begin: EventIndex;
  /** The name or address, as people know it. */
  readonly what: string;
  readonly phases: readonly Phase[];
  readonly connection: Connection | null;
  readonly lookup: Lookup | null;
}

export const NETWORK_ORDERS = ['start', 'errors', 'time', 'bytes', 'name'] as const;
export type NetworkOrder = (typeof NETWORK_ORDERS)[number];

export function networkEntries({ connections, lookups }: NetworkSurvey): readonly NetworkEntry[] {
  const followed = new Set(connections.flatMap(({ lookup }) => (lookup === null ? [] : [`${lookup.process} ${lookup.begin}`])));
  const own = connections.map((connection): NetworkEntry => {
    const { process, begin, phases, lookup } = connection;
    return { key: `c${begin} ${connection.fd}`, process, begin, what: nameOf(connection), phases, connection, lookup };
  });
  const alone = lookups.flatMap((lookup): NetworkEntry[] => {
    const { process, begin, name } = lookup;
    if (followed.has(`${process} ${begin}`)) return [];
    return [{ key: `l${begin}`, process, begin, what: name, phases: [phaseOf(lookup)], connection: null, lookup }];
  });
  return [...own, ...alone].sort((a, b) => a.begin - b.begin);
}

function nameOf({ name, address, role, proxy, http }: Connection): string {
  const asked = proxy === null ? null : (http[0]?.host ?? null);
  if (asked !== null) return `${asked} by ${address ?? 'a proxy'}`;
  if (name !== null && address !== null) return `${name} ${address}`;
  return `${role === 'listener' ? 'listens on ' : role === 'server' ? 'from ' : ''}${name ?? address ?? 'unknown address'}`;
}

const LOOKUP_OUTCOMES: Readonly<Record<Lookup['outcome'], readonly [Phase['outcome'], string]>> = {
  answered: ['ok', 'answered'],
  'not-found': ['failed', 'no such name'],
  'server-failure': ['failed', 'the server failed'],
  'no-server': ['failed', 'no server answered'],
  pending: ['pending', 'no answer yet'],
};

function phaseOf(lookup: Lookup): Phase {
  const [outcome, says] = LOOKUP_OUTCOMES[lookup.outcome];
  const events = lookup.questions.flatMap(({ asked, answered }) => (answered === null ? [asked] : [asked, answered]));
  return { kind: 'dns', begin: lookup.begin, end: lookup.end, outcome, errno: null, says, events };
}

/** The first phase that failed, else the one that is pending, else the last; null for none. */
export const tellingPhase = (phases: readonly Phase[]): Phase | null =>
  phases.find(({ outcome }) => outcome === 'failed') ?? phases.find(({ outcome }) => outcome === 'pending') ?? phases.at(-1) ?? null;

/** Nanoseconds from a phase's first call to the end of its last; for a pending one to the end of the process. NaN without stamps. */
export function phaseNs({ begin, end, outcome }: Phase, process: ProcessIndex, trace: Trace): number {
  const last = end ?? (outcome === 'pending' ? (trace.processes[process]?.lastEvent ?? begin) : begin);
  if (begin >= trace.eventCount || last >= trace.eventCount) return Number.NaN;
  const took = trace.tookNs(last);
  return Math.max(0, trace.sinceStartNs(last) + (Number.isNaN(took) ? 0 : took) - trace.sinceStartNs(begin));
}

/** All phases together; a connection's own beginning may be later than its look-up's. */
export const entryNs = ({ phases, process }: NetworkEntry, trace: Trace): number =>
  phases.reduce((sum, phase) => sum + (phaseNs(phase, process, trace) || 0), 0);

export const entryBytes = ({ connection }: NetworkEntry): number => (connection === null ? 0 : connection.bytesIn + connection.bytesOut);

export const hasFailed = ({ phases }: NetworkEntry): boolean => phases.some(({ outcome }) => outcome === 'failed' || outcome === 'pending');

export function orderedEntries(entries: readonly NetworkEntry[], order: NetworkOrder, failedOnly: boolean, trace: Trace): readonly NetworkEntry[] {
  const kept = failedOnly ? entries.filter(hasFailed) : entries;
  switch (order) {
    case 'start':
      return kept;
    case 'errors':
      return byWeight(kept, (entry) => Number(hasFailed(entry)));
    case 'time':
      return byWeight(kept, (entry) => entryNs(entry, trace));
    case 'bytes':
      return byWeight(kept, entryBytes);
    case 'name':
      return [...kept].sort((a, b) => (a.what < b.what ? -1 : a.what > b.what ? 1 : 0));
  }
}

function byWeight(entries: readonly NetworkEntry[], weight: (entry: NetworkEntry) => number): readonly NetworkEntry[] {
  const weights = new Map(entries.map((entry) => [entry, weight(entry)]));
  return [...entries].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
}
