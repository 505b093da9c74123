// What a first finding rests on, as numbers: from these its confidence is worked out (knowledge/confidence.yaml), and the table is fitted on them.

import { causeCodes, explains } from '../knowledge/causes.ts';
import type { Grounds } from '../knowledge/confidence.ts';
import { EVIDENCE } from '../knowledge/evidence.ts';
import { speaksOfChild, speaksOfOwn, speaksOfSystem } from '../knowledge/own-words.ts';
import { CALL_PENDING } from '../model/trace.ts';
import { lastEvent } from './aims/aim.ts';
import { EXEC, EXIT, OPEN } from './call-names.ts';
import type { Conclusion } from './conclude.ts';
import type { Discovery } from './detectors/detector.ts';
import { filteredShare, lacksWaits, unexplainedErrno } from './gaps.ts';
import type { Inquiry } from './inquiry.ts';
import { ownWords } from './own-decision.ts';
import { sayingsOf } from './spoken.ts';
import { after } from './walk/after.ts';
import type { Explanation } from './walk/explanation.ts';
import type { Walk } from './walk/walk.ts';

/** So many points of evidence are as much as one can have. */
const FULL = 60;
/** So many steps behind a failure are as many as one looks at. */
const FAR = 12;
const share = (value: number, full: number): number => Math.max(0, Math.min(1, value / full));
const flag = (holds: boolean): number => (holds ? 1 : 0);

export function groundsOf(inquiry: Inquiry, conclusion: Conclusion): Grounds {
  const { leads, walk, steps, lost } = conclusion;
  const [first] = leads;
  if (first === undefined) return {};
  const isProbed = first.proofs.some((proof) => proof.kind === 'probe');
  // The host was asked for the deeper ones as well.
  const isSymptom = isProbed ? 0 : share(causeCodes().filter((code) => explains(code, first.code)).length, 5);
  const isOwn = first.code === 'program/own-error';
  const common: Grounds = {
    symptomOfOthers: isOwn ? 0 : isSymptom,
    bare: isSymptom > 0 && !isOwn && first.proofs.length === 1 ? 1 : 0,
    execAlone: flag(isSymptom > 0 && restsOnExec(inquiry, first)),
    probed: flag(isProbed),
    ownProofs: isOwn ? 0 : share(first.proofs.length - 1, 3),
    alternatives: share(leads.length - 1, 1),
    depth: share(steps.length - 1, 4),
    guessed: share(steps.slice(0, -1).filter(({ learned }) => learned === null).length, 2),
    filtered: filteredShare(inquiry),
    waitsUnseen: flag(lacksWaits(inquiry)),
    incomplete: flag(first.code === 'trace/incomplete'),
  };
  if (walk === null) return { ...common, ...ofHang(inquiry, first, lost.length) };
  if (isOwn) return { ...common, ...ofOwnDecision(inquiry, first, walk) };
  return walk.end.kind === 'aim' && first.code !== 'trace/incomplete' ? { ...common, ...ofAim(inquiry, first, walk.end, walk.rivals) } : common;
}

/** Of a command that could not be started: the host's answers show all of it. */
export const GROUNDS_OF_PROBES: Grounds = { probed: 1 };

/** Of a slow run, which no walk led to. */
export const groundsOfSlowness = ({ proofs }: Discovery): Grounds => ({ slow: 1, ownProofs: share(proofs.length - 1, 3) });

const ofHang = (inquiry: Inquiry, first: Discovery, others: number): Grounds => ({
  hang: 1,
  waitIsOutside: flag(isPending(inquiry, first)),
  otherWaits: share(others, 3),
  plainWait: flag(first.code === 'process/waits-on-input' && isOfOthers(inquiry, first)),
});

function ofAim(
  inquiry: Inquiry,
  first: Discovery,
  { aim, signs, weight, saidBy }: Extract<Explanation, { kind: 'aim' }>,
  rivals: readonly Explanation[],
): Grounds {
  const has = (...names: readonly string[]): number => flag(signs.some((one) => names.includes(one.sign) && one.points > 0));
  const best = rivals.reduce((most, { weight: other }) => Math.max(most, other), 0);
  const since = after(inquiry, aim.process, lastEvent(aim));
  const isSaid = saidBy !== null || has('named', 'errno-said', 'failure-said', 'status-says') === 1;
  return {
    named: has('named'),
    errnoSaid: has('errno-said', 'named-with-errno', 'failure-said', 'status-says'),
    strength: share(weight - EVIDENCE['own-error'].heard, FULL),
    lead: share(weight - best, FULL),
    only: flag(best <= 0),
    atTheEnd: has('right-before-end', 'right-before-message'),
    farFromEnd: share(since.steps + since.starts, FAR),
    fatalKind: flag(aim.kind === 'link-message' || (aim.kind === 'load-library' && aim.phase === 'start')),
    ofSignal: flag(first.code === 'process/killed'),
    plainCall: flag(aim.kind === 'call'),
    plainLook: flag((aim.kind === 'find-command' && !aim.meantToRun) || (aim.kind === 'start-file' && aim.askedOnly)),
    unsaidLack: flag(!isSaid && aim.kind === 'use-file' && aim.errno === 'ENOENT'),
  };
}

/** So many lines say what it is about; those before them are of other things. */
const LATELY = 4;
/** 126, 127: a shell's word that something did not start; 253 to 255: what runtimes and init programs end with then. */
const EXEC_STATUS = /^(?:125|126|127|253|254|255)$/;

function ofOwnDecision(inquiry: Inquiry, { process }: Discovery, { end, rivals }: Walk): Grounds {
  // The walk came to a failure that no detector knows, or nearly so.
  const near = rivals.reduce((most, rival) => (rival.kind === 'aim' ? Math.max(most, rival.weight) : most), 0);
  const words = ownWords(inquiry, process);
  const ended = inquiry.family.endOf(process);
  const text =
    words === null
      ? ''
      : sayingsOf(inquiry, words.process)
          .filter(({ last }) => last <= words.last)
          .slice(-LATELY)
          .map((one) => one.text)
          .join('\n');
  const own = speaksOfOwn(text);
  return {
    ownDecision: 1,
    ownWords: flag(words !== null),
    ownJudgement: flag(own),
    systemWords: flag(speaksOfSystem(text)),
    unexplained: flag(words !== null && unexplainedErrno(inquiry, words) !== null),
    childWords: flag(speaksOfChild(text)),
    ownCut: flag(words?.truncated === true),
    ownMute: flag(words === null && sayingsOf(inquiry, process).length === 0),
    execStatus: flag(ended?.kind === 'exit' && EXEC_STATUS.test(String(ended.status))),
    openErrors: end.kind === 'aim' ? 1 : share(near, EVIDENCE['own-error'].heard),
  };
}

/** ENOENT of execve may be about an interpreter or a link, EACCES about a directory or a mount. */
const restsOnExec = ({ classes }: Inquiry, { proofs }: Discovery): boolean =>
  proofs.every((proof) => proof.kind === 'call' && (classes.of(proof.event) & (EXEC | EXIT)) !== 0);

/** Input that somebody has to send: who that is, and what keeps it, is another question. Not a terminal, nor a named pipe that nobody opens. */
const isOfOthers = ({ classes }: Inquiry, { subject, proofs: [wait] }: Discovery): boolean =>
  subject !== 'stdin' && !subject.startsWith('/') && !(wait?.kind === 'call' && (classes.of(wait.event) & OPEN) !== 0);

/** The call that it rests on had not returned. */
function isPending({ trace }: Inquiry, { proofs }: Discovery): boolean {
  const cause = proofs.find((proof) => proof.kind === 'call');
  return cause?.kind === 'call' && (trace.flags(cause.event) & CALL_PENDING) !== 0;
}
