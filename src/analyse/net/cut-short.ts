// Failures of the network that decided though nobody's exit status says so: a client that its parent killed for taking too long (timeout(1)), and a shell
// that went on without the connection that it had said it did not get.
import type { ProcessIndex } from '../../model/process.ts';
import { lastEvent } from '../aims/aim.ts';
import { networkAims } from '../aims/network.ts';
import { call, type Discovery } from '../detectors/detector.ts';
import { detect } from '../detectors/index.ts';
import type { Inquiry } from '../inquiry.ts';
import { endWords, named } from '../named.ts';
import { withDescendants } from '../swallowed.ts';
import { weighAim } from '../walk/weigh-aim.ts';
import { isStillWaitedFor } from './network-wait.ts';

/** What a child waited for when it was killed, by the process that decided or on its behalf; [] when no child was. */
export function killedWhileWaiting(inquiry: Inquiry, process: ProcessIndex): readonly Discovery[] {
  const killed = inquiry.family.childrenOf(process).findLast(({ end }) => end?.kind === 'signal');
  if (killed?.end == null) return [];
  const aim = withDescendants(inquiry, [killed.process])
    .flatMap((one) => networkAims(inquiry, one).filter((open) => isStillWaitedFor(inquiry, open)))
    .sort((a, b) => lastEvent(a) - lastEvent(b))
    .at(-1);
  if (aim === undefined) return [];
  const bridge = call(
    killed.end.event,
    `${named(inquiry, killed.process)}, which still waited, ${endWords(killed.end)}: it took too long for ${named(inquiry, process)}`,
  );
  return detect(inquiry, aim).map((discovery) => ({ ...discovery, proofs: [...discovery.proofs, bridge] }));
}

/** So sure must it be that somebody on the way failed for it. */
const SURE = 60;

/** What a process on the way to the one that decided said of the network, before it started that one. */
export function saidOnTheWay(inquiry: Inquiry, blamed: readonly ProcessIndex[]): readonly Discovery[] {
  for (const [at, process] of blamed.entries()) {
    const next = blamed[at + 1];
    const born = next === undefined ? undefined : inquiry.trace.processes[next]?.bornBy;
    if (born == null || inquiry.trace.processes[next!]!.execs.length > 0) continue;
    const aim = networkAims(inquiry, process).findLast((one) => lastEvent(one) < born);
    if (aim === undefined) continue;
    const { weight, kind } = weighAim(inquiry, process, aim);
    if (kind === 'aim' && weight >= SURE) return detect(inquiry, aim);
  }
  return [];
}
