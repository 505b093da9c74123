// Waits for answers: from what was sent on a connection to the next that came back on it, however the process waited (recv, poll, epoll).
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readFd } from '../../text/arguments.ts';
import { READ, SEND, WRITE } from '../call-names.ts';
import { openFileAt } from '../descriptors.ts';
import { failed, type Inquiry } from '../inquiry.ts';
import type { LongWaits } from './long-waits.ts';
import type { Wait, WaitGroup } from './stall.ts';

const MOST_CALLS = 20_000;

/** Of processes that have waited for long for anything but a timer, a child or a disk. */
export function requestWaits(inquiry: Inquiry, { calls }: LongWaits): readonly WaitGroup[] {
  const waited = new Set(
    calls.filter(({ waitsFor }) => waitsFor === 'events' || waitsFor === 'transfer' || waitsFor === 'peer').map(({ process }) => process),
  );
  const byPeer = new Map<string, Wait[]>();
  for (const process of waited) {
    for (const [peer, wait] of exchanges(inquiry, process)) {
      const waits = byPeer.get(peer) ?? [];
      byPeer.set(peer, waits);
      waits.push(wait);
    }
  }
  return [...byPeer].map(([subject, waits]) => ({ kind: 'peer', subject, waits, onlyLong: false }));
}

function* exchanges(inquiry: Inquiry, process: ProcessIndex): Iterable<readonly [string, Wait]> {
  const { trace, timeline, classes } = inquiry;
  const receives = new Set(['recvfrom', 'recvmsg', 'recv', 'recvmmsg'].map((name) => trace.nameId(name)).filter((id) => id >= 0));
  const sends = new Set(['send'].map((name) => trace.nameId(name)).filter((id) => id >= 0));
  const asked = new Map<number, { readonly atNs: number; readonly peer: string }>();
  const isNoPeer = noPeers(inquiry);
  let seen = 0;
  for (const event of timeline.eventsOf(process)) {
    const bits = classes.of(event);
    const isReceive = (bits & READ) !== 0 || receives.has(trace.nameIdOf(event));
    const isSend = (bits & (SEND | WRITE)) !== 0 || sends.has(trace.nameIdOf(event));
    if (!(isReceive || isSend) || trace.kind(event) !== 'call' || failed(trace, event)) continue;
    if (isNoPeer(trace.targetIdOf(event))) continue;
    if (++seen > MOST_CALLS) return;
    const fd = readFd(trace.args(event)[0] ?? '')?.fd ?? -1;
    if (isSend) {
      const peer = peerAt(inquiry, process, event, fd);
      if (peer !== null) asked.set(fd, { atNs: trace.sinceStartNs(event), peer });
      continue;
    }
    const question = asked.get(fd);
    if (question === undefined) continue;
    asked.delete(fd);
    const endNs = trace.sinceStartNs(event) + (trace.tookNs(event) || 0);
    yield [question.peer, { event, process, startNs: question.atNs, endNs }];
  }
}

/** Which targets (`-y`) are files and pipes, each looked at once: most reads and writes are theirs. */
function noPeers({ paths }: Inquiry): (target: number) => boolean {
  const known: (boolean | undefined)[] = [];
  return (target) => {
    if (target < 0) return false;
    known[target] ??= /^(?:\/|pipe:|anon_inode:)/.test(paths.ofId(target));
    return known[target];
  };
}

/** A peer over IP, or a server's Unix socket; pipes and socket pairs have no name of their own. */
function peerAt(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, fd: number): string | null {
  const open = openFileAt(inquiry, process, event, fd);
  return open?.kind === 'socket' ? (open.address ?? open.path) : null;
}
