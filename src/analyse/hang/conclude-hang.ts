// A hang's discoveries: what the wait that it comes down to means.
import type { PendingCall } from '../aims/aim.ts';
import { pendingAims } from '../aims/pending.ts';
import type { Discovery } from '../detectors/detector.ts';
import { detect } from '../detectors/index.ts';
import { withEnvFile } from '../env-file-override.ts';
import type { Inquiry } from '../inquiry.ts';
import { networkWait } from '../net/network-wait.ts';
import type { WalkStep } from '../walk/explanation.ts';
import { polledAim } from './polled.ts';
import { polledLock } from './polled-lock.ts';
import { isFiltered, waitNotRecorded } from './unrecorded.ts';

export interface Hang {
  readonly leads: readonly Discovery[];
  readonly steps: readonly WalkStep[];
  /** Other waits that would explain it less. */
  readonly others: readonly Discovery[];
}

/** Of the weights of sinks (sink.ts). */
const DECIDES = 65;

/** null when no wait is one that a detector knows. */
export function concludeHang(inquiry: Inquiry): Hang | null {
  const aims = pendingAims(inquiry)
    .map((aim) => judged(inquiry, aim))
    .sort((a, b) => b.weight - a.weight);
  // A wait that only somebody outside can end is the cause, whether a detector knows its kind or not: others are not blamed for it.
  const unknown = aims.findIndex(({ weight, discoveries }) => discoveries.length === 0 && weight >= DECIDES);
  const found = aims.slice(0, unknown < 0 ? aims.length : unknown).filter(({ discoveries }) => discoveries.length > 0);
  const [best] = found;
  // What only sleeps or waits for its child may be a loop that tries again.
  if ((best?.weight ?? 0) < DECIDES) {
    const polled = inLoop(inquiry, aims[0]?.aim);
    if (polled !== null) return { ...polled, others: found.flatMap(({ discoveries }) => discoveries) };
  }
  const unseen = [best, aims[0]].find((one) => one?.aim.call === '');
  const incomplete = unseen === undefined || (best !== undefined && best !== unseen) ? null : waitNotRecorded(inquiry, unseen.aim.process);
  if (best === undefined) return incomplete === null ? null : { leads: [incomplete], steps: stepsOf(unseen!.aim), others: [] };
  const leads = incomplete === null ? best.discoveries : [...best.discoveries, incomplete];
  // A server that never answers may be one that a setting named long ago.
  return { leads: withEnvFile(inquiry, leads, leads), steps: stepsOf(best.aim), others: found.slice(1).flatMap(({ discoveries }) => discoveries) };
}

interface Judged {
  readonly aim: PendingCall;
  readonly weight: number;
  readonly discoveries: readonly Discovery[];
}

/** Where the waits themselves were left out, a conversation that nobody answered says more than that a process lives on. */
function judged(inquiry: Inquiry, aim: PendingCall): Judged {
  const network = networkWait(inquiry, aim);
  const isUnseen = aim.call === '' && network.length > 0 && isFiltered(inquiry);
  if (isUnseen) return { aim, weight: DECIDES, discoveries: network };
  // Without their clone, threads look like processes that never ran anything.
  const hasRun = aim.call === '' && (inquiry.trace.processes[aim.process]?.execs.length ?? 0) > 0;
  return { aim, weight: aim.weight + (hasRun ? 1 : 0), discoveries: preferSpecial([...network, ...detect(inquiry, aim)]) };
}

/** Of the processes on the way to the wait, the first that polls for something that a detector knows. */
function inLoop(inquiry: Inquiry, aim: PendingCall | undefined): Pick<Hang, 'leads' | 'steps'> | null {
  if (aim === undefined) return null;
  const way = [...new Set([...aim.way.map(({ by }) => by), aim.process])];
  for (const process of way.toReversed()) {
    const lock = polledLock(inquiry, process, aim);
    const leads = lock === null ? [] : detect(inquiry, lock);
    if (leads.length > 0) return { leads, steps: stepsOf(aim) };
  }
  for (const [at, process] of way.entries()) {
    const polled = polledAim(inquiry, process);
    const leads = polled === null ? [] : detect(inquiry, polled.aim);
    if (polled !== null && leads.length > 0) return { leads, steps: [...stepsOf(aim).slice(0, at), ...polled.steps] };
  }
  return null;
}

/** "It waits for input" says little where a detector knows what kind of input: a connection's answer, a name server's. */
function preferSpecial(discoveries: readonly Discovery[]): readonly Discovery[] {
  const special = discoveries.filter(({ code }) => code !== 'process/waits-on-input');
  return special.length > 0 ? special : discoveries;
}

function stepsOf({ way, process, circle }: PendingCall): readonly WalkStep[] {
  const straight = way.slice(0, way.length - circle.length);
  const last = circle[0]?.by ?? process;
  return [...straight.map((edge) => ({ process: edge.by, learned: edge.wait.pending.event, waitsFor: edge })), { process: last, learned: null }];
}
