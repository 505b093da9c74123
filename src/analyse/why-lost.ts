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
  'each-step-after-refusal': 'the process went on with other work behind it',
  'found-elsewhere': 'the next place of the search had a file of that name',
  'status-says-other': 'the exit status means something else',
  'not-of-network': 'all that the program said is about something else',
  'other-exception': 'the program ended by an exception about something else',
};

/** Signs that speak for an aim, as what was found has and what lost has not. */
const FOR: Partial<Record<Sign, string>> = {
  named: 'the program names it',
  'named-with-errno': 'the program names it with the error',
  'errno-said': 'the program prints the text of its error',
  'failure-said': 'the program speaks of just such a failure',
  'status-says': 'the exit status means just that',
  'status-says-exec': 'the exit status is that of a program that did not start',
  'right-before-end': 'the end follows from it at once',
  'right-before-message': 'the last words follow from it at once',
  'run-as-script': 'a shell ran the file as a script, which it is not',
  'again-and-again': 'it failed again and again',
};
/** Fewer points say little. */
const TELLING = -8;

export function whyLost(rival: Extract<Explanation, { kind: 'aim' }>, winner: Explanation): string {
  const worst = rival.signs.reduce<Weighed | null>((most, one) => (one.points <= TELLING && one.points < (most?.points ?? 0) ? one : most), null);
  const says = worst === null || worst.sign === 'kind' || worst.sign === 'base' ? undefined : AGAINST[worst.sign];
  if (says !== undefined) return says;
  const better = winner.kind === 'aim' ? advantages(winner, rival) : [];
  if (better.length > 0) return `of what was found, ${better.join(', and ')}; of this not`;
  if (rival.saidBy === null) return 'nobody speaks of it, and the end does not follow from it';
  return winner.kind === 'own'
    ? `too little speaks for it (${Math.round(rival.weight)} points of ${Math.round(winner.weight)} that are needed)`
    : `more speaks for what was found (${Math.round(winner.weight)} points against ${Math.round(rival.weight)})`;
}

/** The two strongest signs that the winner has and the rival lacks, in words. */
function advantages(winner: Extract<Explanation, { kind: 'aim' }>, rival: Extract<Explanation, { kind: 'aim' }>): readonly string[] {
  const has = new Set(rival.signs.flatMap(({ sign, points }) => (points > 0 ? [sign] : [])));
  return [...winner.signs]
    .sort((a, b) => b.points - a.points)
    .flatMap(({ sign, points }) => (points <= 0 || has.has(sign) || sign === 'kind' || sign === 'base' ? [] : (FOR[sign] ?? [])))
    .slice(0, 2);
}
