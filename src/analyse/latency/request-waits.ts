// Waits for answers: from what was sent on a connection, or to a worker behind pipes, to the next that came back on it, however the process waited (recv, poll, epoll).
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readFd } from '../../text/arguments.ts';
import { READ, SEND, WRITE } from '../call-names.ts';
import { holdersOf, type OpenFile, openFileAt } from '../descriptors.ts';
import { failed, type Inquiry, programName } from '../inquiry.ts';
import { absoluteFrom } from '../place.ts';
import type { LongWaits } from './long-waits.ts';
import type { Wait, WaitGroup } from './stall.ts';

const MOST_CALLS = 20_000;

/** Of processes that have waited for long for anything but a timer, a child or a disk. */
export function requestWaits(inquiry: Inquiry, { calls }: LongWaits): readonly WaitGroup[] {
  const waited = new Set(
    calls.filter(({ waitsFor }) => waitsFor === 'events' || waitsFor === 'transfer' || waitsFor === 'peer').map(({ process }) => process),
  );
  const byPeer = new Map<string, { readonly peer: Peer; readonly waits: Wait[] }>();
  for (const process of waited) {
    for (const [peer, wait] of exchanges(inquiry, process)) {
      const known = byPeer.get(peer.name) ?? { peer, waits: [] };
      byPeer.set(peer.name, known);
      known.waits.push(wait);
    }
  }
  return [...byPeer.values()].map(({ peer, waits }) => ({ kind: peer.isWorker ? 'worker' : 'peer', subject: peer.name, waits, onlyLong: false }));
}

function* exchanges(inquiry: Inquiry, process: ProcessIndex): Iterable<readonly [Peer, Wait]> {
  const { trace, timeline, classes } = inquiry;
  const receives = new Set(['recvfrom', 'recvmsg', 'recv', 'recvmmsg'].map((name) => trace.nameId(name)).filter((id) => id >= 0));
  const sends = new Set(['send'].map((name) => trace.nameId(name)).filter((id) => id >= 0));
  const asked = new Map<string, number>();
  const workers = new Map<number, Peer | null>();
  const noPeer = noPeers(inquiry);
  let seen = 0;
  for (const event of timeline.eventsOf(process)) {
    const bits = classes.of(event);
    const isReceive = (bits & READ) !== 0 || receives.has(trace.nameIdOf(event));
    const isSend = (bits & (SEND | WRITE)) !== 0 || sends.has(trace.nameIdOf(event));
    if (!(isReceive || isSend) || trace.kind(event) !== 'call' || failed(trace, event)) continue;
    const target = trace.targetIdOf(event);
    if (noPeer.has(target)) continue;
    if (++seen > MOST_CALLS) return;
    const { fd, path } = readFd(trace.args(event)[0] ?? '') ?? { fd: -1, path: null };
    // Descriptors of a process are only worked out where somebody may answer.
    if (path !== null && NOBODY.test(path)) continue;
    const open = openFileAt(inquiry, process, event, fd);
    const peer = open === null ? null : (serverOf(inquiry, process, open, fd) ?? workerAt(inquiry, process, event, open, workers));
    if (peer === null) {
      noPeer.add(target);
      continue;
    }
    if (isSend) {
      asked.set(peer.key, trace.sinceStartNs(event));
      continue;
    }
    const askedNs = asked.get(peer.key);
    if (askedNs === undefined) continue;
    asked.delete(peer.key);
    yield [peer, { event, process, startNs: askedNs, endNs: trace.sinceStartNs(event) + (trace.tookNs(event) || 0) }];
  }
}

/** Targets (`-y`) that nobody answers on, each looked at once: files, for most reads and writes are theirs, and what turns out to have no peer. */
function noPeers({ paths }: Inquiry): { has(target: number): boolean; add(target: number): void } {
  const known: (boolean | undefined)[] = [];
  return {
    has(target) {
      if (target < 0) return false;
      known[target] ??= NOBODY.test(paths.ofId(target));
      return known[target];
    },
    add(target) {
      if (target >= 0 && paths.ofId(target).startsWith('pipe:')) known[target] = true;
    },
  };
}

const NOBODY = /^(?:\/|anon_inode:)/;

interface Peer {
  readonly name: string;
  /** Where its answer comes: on the descriptor that it was asked on; of a worker, mostly on another pipe. */
  readonly key: string;
  /** It is another process of the capture, behind pipes or a socket pair, which have no names of their own. */
  readonly isWorker: boolean;
}

/** A server over IP or behind a Unix socket. */
function serverOf(inquiry: Inquiry, process: ProcessIndex, { kind, address, path, openedBy }: OpenFile, fd: number): Peer | null {
  if (kind !== 'socket') return null;
  // A Unix socket's path is as the program gave it when it connected.
  const isRelative = address === null && path !== null && !/^[/@]/.test(path) && openedBy !== null;
  const name = isRelative ? absoluteFrom(inquiry, process, openedBy, path) : (address ?? path);
  return name === null ? null : { name, key: `${fd} ${name}`, isWorker: false };
}

/** The one process that has the other end of a pipe or socket pair. */
function workerAt(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, { id, peer }: OpenFile, known: Map<number, Peer | null>): Peer | null {
  if (peer === null) return null;
  let worker = known.get(id);
  if (worker === undefined) {
    const others = new Set(holdersOf(inquiry, peer, event).flatMap((holder) => (holder.process === process ? [] : [holder.process])));
    const [only] = others;
    worker = only === undefined || others.size > 1 ? null : { name: programName(inquiry, only), key: `worker ${only}`, isWorker: true };
    known.set(id, worker);
  }
  return worker;
}
