// Turns the blame walk into discoveries: what leads, what it explains, and what else was near.
import type { Outcome } from '../model/outcome.ts';
import { absentServer } from './absent-server.ts';
import type { Aim } from './aims/aim.ts';
import { brokenOff, CLEAR } from './broken-off.ts';
import { call, type Discovery } from './detectors/detector.ts';
import { detect } from './detectors/index.ts';
import { droppedAway } from './dropped.ts';
import { withEnvFile } from './env-file-override.ts';
import { excerpted } from './excerpt.ts';
import type { Child } from './family.ts';
import { goSaid } from './go-said.ts';
import { concludeHang } from './hang/conclude-hang.ts';
import { timedOut } from './hang/timed-out.ts';
import type { Inquiry } from './inquiry.ts';
import { endWords, named } from './named.ts';
import { killedWhileWaiting, saidOnTheWay } from './net/cut-short.ts';
import { isNetworkAim } from './net/spoken-of-network.ts';
import { errorTakenForData } from './net/taken-for-data.ts';
import { childNotTraced, filteredAway, ownError } from './own-decision.ts';
import { failedBefore, feedersOf, isMuted, passedOver } from './passed-over.ts';
import { rank } from './precedence.ts';
import { preloadHeard } from './preload-heard.ts';
import { ranAsNothing } from './ran-as-nothing.ts';
import { refusesUnderTrace } from './refuses-under-trace.ts';
import { shadowedProgram } from './shadowed.ts';
import { type Saying, sayingsOf } from './spoken.ts';
import { preferDeeper, swallowedFailure } from './swallowed.ts';
import { unendedCapture } from './unended.ts';
import { unheardChildren } from './unheard-children.ts';
import { hasUnjudged } from './unjudged.ts';
import type { WalkStep, Weighed } from './walk/explanation.ts';
import { type Walk, walkBlame, walkFrom } from './walk/walk.ts';
import { whyLost } from './why-lost.ts';

export interface Conclusion {
  readonly leads: readonly Discovery[];
  readonly steps: readonly WalkStep[];
  readonly saidBy: Saying | null;
  /** null for a hang: its waits were followed instead. */
  readonly walk: Walk | null;
  readonly lost: readonly { readonly discovery: Discovery; readonly because: string }[];
}

/** Of the one child that failed, under a parent that is silent: it said why, and ended. */
const ONLY_COMPLAINT = 60;
/** So many runners-up are told. */
const MOST_RIVALS = 6;

export function conclude(inquiry: Inquiry, outcome: Outcome): Conclusion {
  const hang = outcome.kind === 'hang' ? concludeHang(inquiry) : null;
  if (hang !== null) {
    const ranked = rank(known(inquiry, hang.leads));
    return {
      leads: ranked.leads.slice(0, 3),
      steps: hang.steps,
      saidBy: null,
      walk: null,
      lost: hang.others.slice(0, MOST_RIVALS).map((discovery) => ({ discovery, because: 'what it waits for explains the hang less' })),
    };
  }
  const walk = walkBlame(inquiry);
  const processes = walk.steps.map((step) => step.process);
  const saidBy = walk.end.kind === 'aim' ? walk.end.saidBy : null;
  const found = known(inquiry, discoveriesAt(inquiry, walk, processes, outcome));
  // Where nothing else was found, the go command's own words may still speak of what its file sets.
  const basis = found.length === 0 && outcome.kind === 'exit' ? [ownError(inquiry, walk.end.process)] : found;
  const { leads, beaten } = rank(withEnvFile(inquiry, basis, found));
  const lost = [
    ...beaten.map(({ discovery, by }) => ({ discovery, because: `${by.code} explains it: ${by.title}` })),
    ...rivals(inquiry, walk, leads),
  ];
  return { leads: leads.slice(0, 3), steps: walk.steps, saidBy, walk, lost };
}

/** All of them, unless the table is to be used as if it lacked a code. */
const known = ({ without }: Inquiry, discoveries: readonly Discovery[]): readonly Discovery[] =>
  without === null ? discoveries : discoveries.filter(({ code }) => code !== without.code);

function discoveriesAt(inquiry: Inquiry, { end }: Walk, processes: readonly number[], outcome: Outcome): readonly Discovery[] {
  const hasEnded = outcome.kind === 'exit' || outcome.kind === 'signal';
  switch (end.kind) {
    case 'aim':
      if (!hasEnded && end.weight < CLEAR) return outcome.kind === 'unknown' ? unended(inquiry) : [];
      return absentServer(inquiry, end.aim) ?? [...hiddenBehind(inquiry, end.aim, processes), ...foundOrRefused(inquiry, end.aim, processes)];
    case 'unseen-child':
      return hasEnded ? [childNotTraced(inquiry, end.process, end.child.learned, end.child.pid)] : [];
    case 'child':
      return [];
    case 'own': {
      if (outcome.kind === 'unknown') return unended(inquiry);
      if (!hasEnded || diedOfSignal(inquiry, end.process)) return [];
      const heard = preloadHeard(inquiry, processes);
      if (heard !== null) return [heard];
      const hidden = swallowedFailure(inquiry, processes) ?? ranAsNothing(inquiry, processes);
      if (hidden !== null) return [hidden];
      const late = timedOut(inquiry, end.process);
      if (late.length > 0) return late;
      const waiting = killedWhileWaiting(inquiry, end.process);
      if (waiting.length > 0) return waiting;
      const refusal = refusesUnderTrace(inquiry, end.process) ?? unheardChildren(inquiry, end.process);
      if (refusal !== null) return [refusal];
      const feeders = feedersOf(inquiry, end.process);
      const earlier = [...feeders, ...passedOver(inquiry, end.process)];
      // A loop that remembers that one of its steps failed says nothing more of it.
      const isOnly = earlier.length === 1 && sayingsOf(inquiry, end.process).length === 0;
      for (const child of earlier) {
        const { end: why } = walkFrom(inquiry, child.process);
        if (
          why.kind === 'aim' &&
          (why.weight >= (isOnly ? ONLY_COMPLAINT : CLEAR) || (isOnly && saysErrno(why))) &&
          why.aim.kind !== 'call' &&
          (feeders.includes(child) || !isMuted(inquiry, why.process) || isSpokenFor(inquiry, end.process, child, why.aim))
        )
          return withBridge(inquiry, preferDeeper(inquiry, why.aim), child, feeders.includes(child) ? end.process : null);
      }
      for (const found of [saidOnTheWay(inquiry, processes), errorTakenForData(inquiry, processes)]) if (found.length > 0) return found;
      const said = goSaid(inquiry, end.process);
      if (said !== null) return [said];
      const filtered = filteredAway(inquiry, end.process) ?? droppedAway(inquiry, end.process);
      if (filtered !== null) return [filtered];
      const own = ownError(inquiry, end.process);
      const before = [...failedBefore(inquiry, end.process), ...earlier].map((child) =>
        walkFrom(inquiry, child.process).steps.map((step) => step.process),
      );
      const shadowed = shadowedProgram(inquiry, [...before.flat(), ...processes]);
      if (shadowed !== null) return [shadowed, own];
      return hasUnjudged(inquiry, processes) || earlier.some((child) => isUnclear(inquiry, child.process)) ? [] : [own];
    }
  }
}

/** It complains of the thing by name, and says what the kernel said of it. */
const saysErrno = ({ signs }: { readonly signs: readonly Weighed[] }): boolean => signs.some(({ sign }) => sign === 'named-with-errno');

/** `git clone … 2>/dev/null || (echo "no clone"; exit 1)`: the subshell only says that the command right before it failed. */
function isSpokenFor({ family, trace }: Inquiry, speaker: number, child: Child, aim: Aim): boolean {
  const parent = family.parentOf(speaker);
  if (
    !(isNetworkAim(aim) || aim.kind === 'go-message') ||
    parent === null ||
    trace.processes[speaker]?.execs.length !== 0 ||
    family.childrenOf(speaker).length > 0
  )
    return false;
  const siblings = family.childrenOf(parent);
  return siblings[siblings.findIndex(({ process }) => process === speaker) - 1]?.process === child.process;
}

/** The wrong program of a name fails for a file of its own. */
function hiddenBehind(inquiry: Inquiry, aim: Aim, processes: readonly number[]): readonly Discovery[] {
  const shadowed = aim.kind === 'use-file' ? shadowedProgram(inquiry, processes) : null;
  return shadowed === null ? [] : [shadowed];
}

/** A refused ptrace is an aim that no detector knows. */
function foundOrRefused(inquiry: Inquiry, aim: Aim, processes: readonly number[]): readonly Discovery[] {
  const found = foundAt(inquiry, aim, processes);
  const refusal = found.length === 0 && aim.kind === 'call' ? refusesUnderTrace(inquiry, aim.process) : null;
  return refusal === null ? found : [refusal];
}

/** What an aim means; where no detector knows, a loader's complaint that somebody took for data may be behind it. */
function foundAt(inquiry: Inquiry, aim: Aim, processes: readonly number[]): readonly Discovery[] {
  const found = preferDeeper(inquiry, aim);
  const heard = found.length === 0 ? preloadHeard(inquiry, processes) : null;
  if (heard !== null) return [heard];
  // A failure on a file that has no code of its own (a name too long): the program's words tell it.
  return found.length === 0 && aim.kind === 'use-file' ? [ownError(inquiry, aim.process)] : found;
}

/** Says how a failure off the walk bears on it: the failed process's output is what the deciding one reads. */
function withBridge(inquiry: Inquiry, found: readonly Discovery[], { process, end }: Child, reader: number | null): readonly Discovery[] {
  if (reader === null || end === null) return found;
  const bridge = call(end.event, `${named(inquiry, process)}, whose output ${named(inquiry, reader)} reads, ${endWords(end)}`);
  return found.map((discovery) => ({ ...discovery, proofs: [...discovery.proofs, bridge] }));
}

/** A failed child whose own failure this version can't name. */
function isUnclear(inquiry: Inquiry, process: number): boolean {
  const { end, steps } = walkFrom(inquiry, process);
  return (
    (end.kind === 'aim' && end.aim.kind === 'call') ||
    hasUnjudged(
      inquiry,
      steps.map((step) => step.process),
    )
  );
}

function unended(inquiry: Inquiry): readonly Discovery[] {
  const why = unendedCapture(inquiry);
  return why.kind === 'found' ? [...brokenOff(inquiry), ...excerpted(inquiry), why.discovery] : [];
}

/** Who is killed did not decide so. */
const diedOfSignal = ({ family }: Inquiry, process: number): boolean => family.endOf(process)?.kind === 'signal';

function rivals(inquiry: Inquiry, walk: Walk, leads: readonly Discovery[]): Conclusion['lost'] {
  const told = new Set(leads.map(({ code, subject }) => `${code} ${subject}`));
  const lost: { discovery: Discovery; because: string }[] = [];
  for (const rival of walk.rivals) {
    if (rival.kind !== 'aim' || rival.weight <= 0 || lost.length >= MOST_RIVALS) continue;
    for (const discovery of detect(inquiry, rival.aim)) {
      const key = `${discovery.code} ${discovery.subject}`;
      if (told.has(key)) continue;
      told.add(key);
      lost.push({ discovery, because: whyLost(rival, walk.end) });
    }
  }
  return lost.slice(0, MOST_RIVALS);
}
