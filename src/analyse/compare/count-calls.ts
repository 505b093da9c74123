// One pass over the calls of a capture into the tally, in slices.

import { type Identities, newIdentity } from './identities.ts';
import { isNoEnd } from './process-end.ts';
import type { Side } from './side.ts';
import type { Tally, Which } from './tally.ts';

const SLICE = 1 << 16;
const WAIT_NS = 1e6;

/** @param pairOf by process: the pair that it is in; -1: it has no counterpart, and its calls are not compared */
export function* countCalls(side: Side, which: Which, pairOf: Int32Array, identities: Identities, tally: Tally): Generator<number, void> {
  const { trace } = side;
  const identity = newIdentity();
  const read = identities.reader(side);
  const exited = Uint8Array.from(trace.processes, ({ index }) => (isNoEnd(side, index) ? 0 : 1));
  const count = trace.eventCount;
  for (let event = 0; event < count; event = trace.next(event)) {
    if (event % SLICE === 0) yield event / count;
    const process = trace.process(event);
    const pair = process < 0 ? -1 : pairOf[process]!;
    if (pair < 0 || !read(event, exited[process] === 1, identity)) continue;
    const tookNs = trace.tookNs(event);
    // Only waits are of interest then.
    if (identity.chance && !(tookNs >= WAIT_NS)) continue;
    tally.add(which, pair, identity.call, identity.thing, identity.outcome, event, tookNs);
  }
}
