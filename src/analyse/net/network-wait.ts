// The connection, conversation or look-up that a process was waiting for when it was stopped.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { NetworkAim, PendingCall } from '../aims/aim.ts';
import { firstEvent, lastEvent } from '../aims/aim.ts';
import { networkAims } from '../aims/network.ts';
import type { Discovery } from '../detectors/detector.ts';
import { detect } from '../detectors/index.ts';
import type { WaitFor } from '../hang/wait-target.ts';
import type { Inquiry } from '../inquiry.ts';
import { connectionsOf } from './connections.ts';
import { lookupsOf } from './lookups.ts';

/** What its wait means, when it is one for the network; [] for all others. */
export function networkWait(inquiry: Inquiry, pending: PendingCall): readonly Discovery[] {
  const { process, target, circle } = pending;
  if (circle.length > 0 || target.kind === 'child' || target.kind === 'lock') return [];
  const open = networkAims(inquiry, process).filter((aim) => isStillWaitedFor(inquiry, aim));
  const fds = descriptorsOf(target);
  const named = open.findLast((aim) => 'connection' in aim && aim.connection?.socket.fds.some((fd) => fds.includes(fd)) === true);
  // A thread waits for another one that looks a name up, or the wait itself was not recorded: then what began last is it.
  const aim = named ?? (fds.length === 0 || target.kind === 'many' ? open.at(-1) : open.findLast(({ kind }) => kind === 'resolve'));
  const silent = aim ?? silentPeer(inquiry, pending, fds);
  return silent === null ? [] : detect(inquiry, silent);
}

/** The one connection that a process waits for, whatever was said on it before: half of an answer, or all of an earlier one. */
function silentPeer(inquiry: Inquiry, { process, target, tries }: PendingCall, fds: readonly number[]): NetworkAim | null {
  if (target.kind !== 'read' && target.kind !== 'many') return null;
  const clients = connectionsOf(inquiry, process).filter(
    ({ role, transport, dial, closed, socket }) =>
      role === 'client' && transport === 'stream' && dial?.state === 'connected' && closed === null && socket.fds.some((fd) => fds.includes(fd)),
  );
  const [connection] = clients;
  if (connection === undefined || clients.length > 1 || connection.socket.endOfFile !== null) return null;
  const exchange = connection.http.at(-1) ?? null;
  return {
    ...{ kind: 'converse', process, state: 'unmet', failure: 'no-answer', connection, errno: null, exchange, oneWay: false, bundle: null },
    tries,
  };
}

/** Whether there is something of the network that a process wanted and had not got yet. */
export const waitsForNetwork = (inquiry: Inquiry, process: ProcessIndex): boolean =>
  networkAims(inquiry, process).some((aim) => isStillWaitedFor(inquiry, aim));

/** For how long a process has waited for what it wanted of the network, all tries together; NaN when it waits for none, or without time stamps. */
export function networkWaitedNs(inquiry: Inquiry, process: ProcessIndex, until: EventIndex): number {
  const { trace } = inquiry;
  const open = networkAims(inquiry, process).filter((aim) => isStillWaitedFor(inquiry, aim));
  const begin = Math.min(...open.map(firstEvent));
  return open.length === 0 ? Number.NaN : trace.sinceStartNs(until) - trace.sinceStartNs(begin);
}

function descriptorsOf(target: WaitFor): readonly number[] {
  switch (target.kind) {
    case 'read':
    case 'write':
    case 'connect':
      return [target.fd];
    case 'many':
      return target.watched.map(({ fd }) => fd);
    default:
      return [];
  }
}

/** It was not closed, and nothing else was begun behind it. */
export function isStillWaitedFor(inquiry: Inquiry, aim: NetworkAim): boolean {
  if (aim.kind === 'listen') return false;
  if (aim.kind === 'resolve') {
    const last = lastEvent(aim);
    const isLast = lookupsOf(inquiry, aim.process).at(-1) === aim.lookup;
    return aim.failure === 'no-server' && isLast && !connectionsOf(inquiry, aim.process).some(({ begin }) => begin > last);
  }
  if (aim.connection === null || aim.connection.closed !== null) return false;
  return aim.failure === 'timed-out' || aim.failure === 'no-answer' || aim.failure === 'no-server-hello' || aim.failure === 'proxy-no-answer';
}
