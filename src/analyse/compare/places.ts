// Where in the run of B something of A would stand: behind the last thing that both did once. So differences of both have one order.

import type { ProcessPair } from './align-processes.ts';
import type { Candidate } from './candidates.ts';
import { type Identities, newIdentity } from './identities.ts';
import type { Side } from './side.ts';
import { NOWHERE, type Tally } from './tally.ts';

export interface Places {
  /** Of an event of A, among those that were asked for. */
  ofA(event: number): number;
}

const SLICE = 1 << 16;

/** @param wanted events of A, in any order */
export function* placesOf(
  a: Side,
  b: Side,
  alignment: { readonly pairs: readonly ProcessPair[]; readonly ofA: Int32Array },
  identities: Identities,
  tally: Tally,
  wanted: Iterable<number>,
): Generator<number, Places> {
  const sorted = Float64Array.from(wanted).sort();
  const found = new Map<number, number>();
  if (sorted.length === 0) return { ofA: () => NOWHERE };
  const anchors = anchorsOf(tally);
  const { trace } = a;
  const read = identities.reader(a);
  const identity = newIdentity();
  // Before anything in common: where the process begins.
  const reached = Float64Array.from(alignment.pairs, (pair) => (pair.b === null ? NOWHERE : (b.trace.processes[pair.b]?.firstEvent ?? 0) - 0.5));
  let next = 0;
  const last = sorted.at(-1)!;
  for (let event = 0; event <= last; event = trace.next(event)) {
    if (event % SLICE === 0) yield event / last;
    const process = trace.process(event);
    const pair = process < 0 ? -1 : alignment.ofA[process]!;
    if (event === sorted[next]) {
      found.set(event, pair < 0 ? NOWHERE : reached[pair]! + 0.25);
      while (sorted[next] === event) next++;
    }
    if (pair < 0 || !read(event, true, identity) || identity.chance) continue;
    const anchor = anchors[tally.groups.find(pair, identity.call, identity.thing)] ?? NOWHERE;
    if (anchor !== NOWHERE && anchor > reached[pair]!) reached[pair] = anchor;
  }
  return { ofA: (event) => found.get(event) ?? NOWHERE };
}

/** By group: where B does it, of what both do once. */
function anchorsOf(tally: Tally): Uint32Array {
  const anchors = new Uint32Array(tally.groups.size).fill(NOWHERE);
  for (let group = 0; group < anchors.length; group++) {
    let [ones, others, first] = [0, 0, NOWHERE];
    for (const cell of tally.cellsOf(group)) {
      ones += tally.count(cell, 0);
      others += tally.count(cell, 1);
      first = Math.min(first, tally.first(cell, 1));
    }
    if (ones === 1 && others === 1) anchors[group] = first;
  }
  return anchors;
}

export const placeOfCandidate = (places: Places, { event: [inA, inB] }: Candidate): number => (inB === NOWHERE ? places.ofA(inA) : inB);
