// Why an explanation lost against another, in words: the sign that speaks most against it.
import type { Sign } from '../knowledge/evidence.ts';
import type { Explanation, Weighed } from './walk/explanation.ts';

/** Signs that speak against an aim. The others only add up. */
const AGAINST: Partial<Record<Sign, string>> = {
  'goes-on-elsewhere': 'the same program does without it in another run',
  'passed-since': 'a test was reported as passed behind it',
  'is-a-script': 'the file is a script, which was run all the same and failed for reasons of its own',
  'named-in-passing': 'the program names it, and then goes on with other work and speaks of other things',
  'told-in-passing': 'the program said something about it at once and went on',
  'speaks-of-other': 'the program speaks of something else behind it, and never of this',
  'each-start-after': 'the process went on with other work behind it',
  'each-step-after': 'the process went on with other work behind it',
};
/** Fewer points say little. */
const TELLING = -8;

export function whyLost(rival: Extract<Explanation, { kind: 'aim' }>, winner: Explanation): string {
  const worst = rival.signs.reduce<Weighed | null>((most, one) => (one.points <= TELLING && one.points < (most?.points ?? 0) ? one : most), null);
  const says = worst === null || worst.sign === 'kind' || worst.sign === 'base' ? undefined : AGAINST[worst.sign];
  if (says !== undefined) return says;
  if (rival.saidBy === null) return 'nobody speaks of it, and the end does not follow from it';
  return winner.kind === 'own'
    ? `too little speaks for it (${Math.round(rival.weight)} points of ${Math.round(winner.weight)} that are needed)`
    : `more speaks for what was found (${Math.round(winner.weight)} points against ${Math.round(rival.weight)})`;
}
