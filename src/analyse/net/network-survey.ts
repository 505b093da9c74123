// All that the Network view shows. Not narrowed by the filter: half a connection says nothing.
import type { Connection, Lookup } from '../../model/connection.ts';
import type { NetworkSurvey } from '../../model/network-survey.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Surveying } from '../../model/survey.ts';
import type { Inquiry } from '../inquiry.ts';
import { asTold, connectionsOf, processesWithSockets } from './connections.ts';
import { lookupsOf } from './lookups.ts';
import { networkProcesses } from './network-calls.ts';
import { proxyConflicts } from './proxy-conflicts.ts';
import { logKey, NO_SOCKETS, readingOf, socketLog } from './socket-log.ts';
import type { Socket } from './sockets.ts';

/** A person reads no more of them, and each is a thousand bytes, here and on the screen's side. What failed goes before what went well. */
export const MOST_LISTED = 5000;

const MEMO = 'net:survey';

export function* networkSurvey(inquiry: Inquiry): Surveying<NetworkSurvey> {
  const known = (inquiry.memo.get(MEMO) as NetworkSurvey | undefined) ?? (yield* surveyed(inquiry));
  inquiry.memo.set(MEMO, known);
  return known;
}

function* surveyed(inquiry: Inquiry): Surveying<NetworkSurvey> {
  const processes = [...networkProcesses(inquiry)].sort((a, b) => a - b);
  const connections = new Listed<Connection>(({ phases }) => phases.some(({ outcome }) => outcome === 'failed' || outcome === 'pending'));
  const lookups = new Listed<Lookup>(({ outcome }) => outcome !== 'answered');
  for (const [at, process] of processes.entries()) {
    for (const part of readingOf(inquiry, process)) yield (0.9 * (at + part)) / processes.length;
    yield (0.9 * at) / processes.length;
    list(process);
  }
  for (const process of processesWithSockets(inquiry)) {
    if (networkProcesses(inquiry).has(process)) continue;
    yield 0.9;
    list(process);
  }
  const listed = connections.sorted().map((one, id) => ({ ...one, id }));
  const conflicts = proxyConflicts(inquiry, listed);
  return { connections: listed, lookups: lookups.sorted(), conflicts, unlisted: connections.leftOut + lookups.leftOut };

  function list(process: ProcessIndex): void {
    connections.add(connectionsOf(inquiry, process).map(asTold));
    lookups.add(lookupsOf(inquiry, process));
    forget(inquiry, process);
  }
}

/** Sockets are needed for their connections only: of a process that was listed stays what its children have inherited, and of that where it leads. */
function forget(inquiry: Inquiry, process: ProcessIndex): void {
  inquiry.memo.delete(`net:connections:${process}`);
  const { atFork } = socketLog(inquiry, process);
  const inherited = new Map([...atFork].map(([born, table]) => [born, new Map([...table].map(([fd, socket]) => [fd, silent(socket)]))]));
  inquiry.memo.set(logKey(process), { ...NO_SOCKETS, atFork: inherited });
}

const silent = (socket: Socket): Socket => ({ ...socket, sent: [], received: [], errors: [], pending: [] });

type Begun = Pick<Connection | Lookup, 'begin' | 'process'>;

/** The first of those that failed, then the first of the others. */
class Listed<T extends Begun> {
  leftOut = 0;
  private failed: T[] = [];
  private fine: T[] = [];
  private readonly hasFailed: (one: T) => boolean;

  constructor(hasFailed: (one: T) => boolean) {
    this.hasFailed = hasFailed;
  }

  add(some: readonly T[]): void {
    for (const one of some) (this.hasFailed(one) ? this.failed : this.fine).push(one);
    this.failed = this.firstOf(this.failed, MOST_LISTED);
    this.fine = this.firstOf(this.fine, MOST_LISTED - this.failed.length);
  }

  sorted(): readonly T[] {
    return inOrder([...this.failed, ...this.fine]);
  }

  private firstOf(all: T[], most: number): T[] {
    if (all.length <= most) return all;
    this.leftOut += all.length - most;
    return inOrder(all).slice(0, most);
  }
}

const inOrder = <T extends Begun>(all: T[]): T[] => all.sort((a, b) => a.begin - b.begin || a.process - b.process);
