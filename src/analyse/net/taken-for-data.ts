// An answer that said no, and that the client passed on as if it were what was asked for: curl without --fail ends well on a 500, and who reads its output fails.
import type { ProcessIndex } from '../../model/process.ts';
import type { Converse } from '../aims/aim.ts';
import { networkAims } from '../aims/network.ts';
import { endWords, named } from '../chain.ts';
import { call, type Discovery } from '../detectors/detector.ts';
import { detect } from '../detectors/index.ts';
import type { Child } from '../family.ts';
import type { Inquiry } from '../inquiry.ts';
import { withDescendants } from '../swallowed.ts';
import { connectionsOf } from './connections.ts';
import { networkProcesses } from './network-calls.ts';

/** Between the answer and the end such a script only looks at what it got. */
const MOST_BETWEEN = 4;

/**
 * @param process who decided by itself: the script that ran the client, or a sibling that came behind it
 * @returns what the client's last answer was, when it was an error and nothing was reached behind it; [] when not
 */
export function errorTakenForData(inquiry: Inquiry, process: ProcessIndex): readonly Discovery[] {
  const { family } = inquiry;
  if (networkProcesses(inquiry).size === 0) return [];
  const parent = family.parentOf(process);
  const own = family.childrenOf(process);
  const before = parent === null ? [] : family.childrenOf(parent).filter((child) => child.process < process);
  for (const children of [own, before]) {
    const at = children.findLastIndex((child) =>
      withDescendants(inquiry, [child.process]).some((one) => connectionsOf(inquiry, one).some(({ role }) => role === 'client')),
    );
    const child = children[at];
    if (child === undefined || children.length - 1 - at > MOST_BETWEEN) continue;
    if (child.end?.kind !== 'exit' || child.end.status !== 0) return [];
    return discoveriesFrom(inquiry, child);
  }
  return [];
}

function discoveriesFrom(inquiry: Inquiry, child: Child): readonly Discovery[] {
  const aims = withDescendants(inquiry, [child.process]).flatMap((one) => networkAims(inquiry, one));
  const bad = aims.findLast((aim): aim is Converse => aim.kind === 'converse' && (aim.failure === 'http-error' || aim.failure === 'proxy-rejected'));
  if (bad === undefined || child.end === null) return [];
  const bridge = call(
    child.end.event,
    `${named(inquiry, child.process)} ${endWords(child.end)} all the same: what it got is taken for what was asked for`,
  );
  return detect(inquiry, bad).map((discovery) => ({ ...discovery, proofs: [...discovery.proofs, bridge] }));
}
