// What a first finding rests on, as numbers: from these its confidence is worked out (knowledge/confidence.yaml), and the table is fitted on them.

import { causeCodes, explains } from '../knowledge/causes.ts';
import type { Grounds } from '../knowledge/confidence.ts';
import { EVIDENCE } from '../knowledge/evidence.ts';
import { CALL_PENDING } from '../model/trace.ts';
import { EXEC, EXIT } from './call-names.ts';
import type { Conclusion } from './conclude.ts';
import type { Discovery } from './detectors/detector.ts';
import type { Inquiry } from './inquiry.ts';
import { lastWords } from './last-words.ts';
import { sayingsOf } from './spoken.ts';
import type { Explanation } from './walk/explanation.ts';
import type { Walk } from './walk/walk.ts';
import { heardAll } from './walk/weigh-aim.ts';

/** So many points of evidence are as much as one can have. */
const FULL = 60;
const share = (value: number, full: number): number => Math.max(0, Math.min(1, value / full));
const flag = (holds: boolean): number => (holds ? 1 : 0);

export function groundsOf(inquiry: Inquiry, conclusion: Conclusion): Grounds {
  const { leads, walk, steps, lost } = conclusion;
  const [first] = leads;
  if (first === undefined) return {};
  const isProbed = first.proofs.some((proof) => proof.kind === 'probe');
  // The host was asked for the deeper ones as well.
  const isSymptom = isProbed ? 0 : share(causeCodes().filter((code) => explains(code, first.code)).length, 5);
  const common: Grounds = {
    symptomOfOthers: isSymptom,
    bare: isSymptom > 0 && first.proofs.length === 1 ? 1 : 0,
    execAlone: flag(isSymptom > 0 && restsOnExec(inquiry, first)),
    probed: flag(isProbed),
    ownProofs: share(first.proofs.length - 1, 3),
    alternatives: share(leads.length - 1, 1),
    depth: share(steps.length - 1, 4),
    silent: flag(steps.length > 0 && !heardAll(inquiry, steps.at(-1)!.process)),
    incomplete: flag(first.code === 'trace/incomplete'),
  };
  if (walk === null) return { ...common, hang: 1, waitIsOutside: flag(isPending(inquiry, first)), otherWaits: share(lost.length, 3) };
  if (first.code === 'program/own-error') return { ...common, ...ofOwnDecision(inquiry, first, walk) };
  return walk.end.kind === 'aim' ? { ...common, ...ofAim(walk.end, walk.rivals) } : common;
}

/** Of a command that could not be started: the host's answers show all of it. */
export const GROUNDS_OF_PROBES: Grounds = { probed: 1 };

/** Of a slow run, which no walk led to. */
export const groundsOfSlowness = ({ proofs }: Discovery): Grounds => ({ slow: 1, ownProofs: share(proofs.length - 1, 3) });

function ofAim({ aim, signs, weight }: Extract<Explanation, { kind: 'aim' }>, rivals: readonly Explanation[]): Grounds {
  const has = (sign: string): number => flag(signs.some((one) => one.sign === sign && one.points > 0));
  const best = rivals.reduce((most, { weight: other }) => Math.max(most, other), 0);
  return {
    named: has('named'),
    errnoSaid: has('errno-said'),
    strength: share(weight - EVIDENCE['own-error'].heard, FULL),
    lead: share(weight - best, FULL),
    only: flag(best <= 0),
    atTheEnd: Math.max(has('right-before-end'), has('right-before-message')),
    fatalKind: flag(aim.kind === 'link-message' || aim.kind === 'death' || (aim.kind === 'load-library' && aim.phase === 'start')),
    plainCall: flag(aim.kind === 'call'),
    plainLook: flag((aim.kind === 'find-command' && !aim.meantToRun) || (aim.kind === 'start-file' && aim.askedOnly)),
  };
}

function ofOwnDecision(inquiry: Inquiry, { process }: Discovery, { end, rivals }: Walk): Grounds {
  // The walk came to a failure that no detector knows, or nearly so.
  const near = rivals.reduce((most, rival) => (rival.kind === 'aim' ? Math.max(most, rival.weight) : most), 0);
  return {
    ownDecision: 1,
    ownWords: flag(lastWords(sayingsOf(inquiry, process)) !== null),
    openErrors: end.kind === 'aim' ? 1 : share(near, EVIDENCE['own-error'].heard),
  };
}

/** ENOENT of execve may be about an interpreter or a link, EACCES about a directory or a mount. */
const restsOnExec = ({ classes }: Inquiry, { proofs }: Discovery): boolean =>
  proofs.every((proof) => proof.kind === 'call' && (classes.of(proof.event) & (EXEC | EXIT)) !== 0);

/** The call that it rests on had not returned. */
function isPending({ trace }: Inquiry, { proofs }: Discovery): boolean {
  const cause = proofs.find((proof) => proof.kind === 'call');
  return cause?.kind === 'call' && (trace.flags(cause.event) & CALL_PENDING) !== 0;
}
