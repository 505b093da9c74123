// Whether two runs go different ways right behind a call: then its outcome decided something.
import type { Candidate } from './candidates.ts';
import { type Identities, newIdentity } from './identities.ts';
import type { Side } from './side.ts';
import type { Tally, Which } from './tally.ts';

/** So many compared calls behind it are looked at; an open is followed by its fstat, a failure by its message. */
const NEXT = 4;
const EVENTS = 64;

export function partings(tally: Tally, identities: Identities, sides: readonly [Side, Side]): (candidate: Candidate) => boolean {
  const readers = sides.map((side) => identities.reader(side));
  const identity = newIdentity();
  const isOnlyIn = (group: number, which: Which): boolean => tally.cellsOf(group).every((cell) => tally.count(cell, which === 0 ? 1 : 0) === 0);
  return ({ group, event }) => {
    const pair = tally.groups.part(group, 0);
    return ([0, 1] as const).some((which) => {
      const { trace, timeline } = sides[which];
      const process = trace.process(event[which]);
      const start = timeline.positionOf(process, event[which]) + 1;
      let compared = 0;
      for (const next of timeline.eventsOf(process).subarray(start, start + EVENTS)) {
        if (!readers[which]!(next, true, identity) || identity.chance) continue;
        const known = tally.groups.find(pair, identity.call, identity.thing);
        if (known >= 0 && isOnlyIn(known, which)) return true;
        if (++compared === NEXT) return false;
      }
      return false;
    });
  };
}
