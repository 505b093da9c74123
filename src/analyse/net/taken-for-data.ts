// An answer that said no, and that the client passed on as if it were what was asked for: curl without --fail ends well on a 500, and who reads its output fails.
import type { ProcessIndex } from '../../model/process.ts';
import type { Converse } from '../aims/aim.ts';
import { networkAims } from '../aims/network.ts';
import { call, type Discovery } from '../detectors/detector.ts';
import { detect } from '../detectors/index.ts';
import type { Child } from '../family.ts';
import type { Inquiry } from '../inquiry.ts';
import { endWords, named } from '../named.ts';
import { isWired } from '../passed-over.ts';
import { addOpened, filesWritten, withDescendants } from '../swallowed.ts';
import { connectionsOf } from './connections.ts';
import { networkProcesses } from './network-calls.ts';

/** Between the answer and the end such a script only looks at what it got. */
const MOST_BETWEEN = 4;

/**
 * @param blamed the processes of the walk, of which the last decided by itself
 * @returns what the client's last answer was, when it was an error, nothing was reached behind it, and the one that decided read what came of it; [] when not
 */
export function errorTakenForData(inquiry: Inquiry, blamed: readonly ProcessIndex[]): readonly Discovery[] {
  const decided = blamed.at(-1);
  if (decided === undefined || networkProcesses(inquiry).size === 0) return [];
  for (const process of [...blamed].reverse()) {
    const children = inquiry.family.childrenOf(process);
    const next = blamed[blamed.indexOf(process) + 1];
    const earlier = next === undefined ? children : children.filter((child) => child.process < next);
    const at = earlier.findLastIndex((child) => usesNetwork(inquiry, child.process));
    const child = earlier[at];
    if (child === undefined || earlier.length - 1 - at > MOST_BETWEEN) continue;
    if (child.end?.kind !== 'exit' || child.end.status !== 0 || !isReadBy(inquiry, child.process, process, next ?? null)) return [];
    return discoveriesFrom(inquiry, child);
  }
  return [];
}

const usesNetwork = (inquiry: Inquiry, process: ProcessIndex): boolean =>
  withDescendants(inquiry, [process]).some((one) => connectionsOf(inquiry, one).some(({ role }) => role === 'client'));

/** Its output is a pipe to the shell or to the next in the pipeline, or the other opened a file that it wrote. */
function isReadBy(inquiry: Inquiry, client: ProcessIndex, shell: ProcessIndex, reader: ProcessIndex | null): boolean {
  const clients = withDescendants(inquiry, [client]);
  const isPiped = clients.some((one) => isWired(inquiry, one, '1'));
  if (isPiped && (reader === null || isWired(inquiry, reader, '0'))) return true;
  const written = new Map(clients.flatMap((one) => [...filesWritten(inquiry, one)]));
  const readers = withDescendants(inquiry, [reader ?? shell]).filter((one) => !clients.includes(one));
  return written.size > 0 && readers.some((one) => addOpened(inquiry, one, false, new Map(), (path) => written.has(path)).size > 0);
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
