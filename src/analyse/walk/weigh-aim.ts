// How much speaks for "this process ended because that aim was not met".

import { EVIDENCE } from '../../knowledge/evidence.ts';
import { isCompilerName, isOptionalForGo } from '../../knowledge/go-tree.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Aim, type Converse, type FindCommand, lastEvent } from '../aims/aim.ts';
import { goProgram } from '../aims/go-part.ts';
import { callsOnPath } from '../file-facts.ts';
import { failed, type Inquiry, imageAt } from '../inquiry.ts';
import { matters } from '../last-words.ts';
import { isNetworkAim, networkSigns } from '../net/spoken-of-network.ts';
import { isNoScript } from '../run-as-script.ts';
import { namesThing, type Saying, sayingsOf } from '../spoken.ts';
import { type After, after, isToldInPassing } from './after.ts';
import { type Explanation, Scale } from './explanation.ts';
import { errnoSaid, heardAfter, namedBy, speaksOfLack } from './spoken-of.ts';
import { passedSince } from './test-report.ts';
import { weighFile } from './weigh-file.ts';

/** Who fails at the network still reads modules, writes logs and tidies up. */
const MOST_STEPS = 3;

export function weighAim(inquiry: Inquiry, process: ProcessIndex, aim: Aim): Explanation {
  // ld.so goes on after a preload that failed; it decides only by what somebody makes of the complaint (preload-heard.ts).
  const isPreload = (aim.kind === 'load-library' && aim.phase === 'preload') || (aim.kind === 'link-message' && aim.says === 'preload');
  if (isPreload) return { kind: 'aim', process, aim, signs: [], weight: 0, saidBy: null };
  if (aim.kind === 'go-message') {
    const { signs, weight } = new Scale(EVIDENCE.kinds['go-message']).add('named');
    return { kind: 'aim', process, aim, signs, weight, saidBy: null };
  }
  if (aim.kind === 'use-file') return weighFile(inquiry, process, aim, () => goesOnElsewhere(inquiry, aim));
  const saidBy = namedBy(inquiry, aim);
  const errnoBy = saidBy === null ? errnoSaid(inquiry, aim) : null;
  const since = after(inquiry, aim.process, lastEvent(aim));
  const network = isNetworkAim(aim) ? networkSigns(inquiry, aim, heardAfter(inquiry, aim)) : null;
  const runAsScript = aim.kind === 'start-file' && isNoScript(inquiry, aim);
  const base = baseOf(inquiry, aim);
  // go tells of each file it cannot write as it comes to it.
  const inPassing = aim.kind !== 'go-writes' && (isInPassing(inquiry, saidBy) || isFollowedByError(inquiry, aim, saidBy));
  const lastLook = base > 0 && !inPassing && aim.kind === 'find-command' && isLastLook(inquiry, aim, since);
  const scale = new Scale(base)
    .add('run-as-script', runAsScript)
    .add('is-a-script', aim.kind === 'start-file' && aim.recovery !== null && !runAsScript)
    .add(inPassing ? 'named-in-passing' : 'named', saidBy !== null)
    .add('errno-said', errnoBy !== null)
    .add('failure-said', network?.said != null)
    .add('status-says', network?.status === 'same')
    .add('status-says-other', network?.status === 'other')
    .add('not-of-network', network !== null && saidBy === null && network.speaksOf === 'other' && heardAll(inquiry, aim.process))
    .add('other-exception', network !== null && saidBy === null && network.speaksOf === 'other-exception' && heardAll(inquiry, aim.process))
    .add('status-says-exec', isExecKind(aim) && endsAsExec(inquiry, process))
    .add('told-in-passing', saidBy === null && network?.said == null && aim.kind !== 'go-writes' && isToldInPassing(inquiry, aim.process, since))
    .add('passed-since', passedSince(inquiry, aim.process, lastEvent(aim)))
    .add('right-before-end', since.steps === 0 && since.starts === 0)
    .add('right-before-message', since.steps > 0 && since.message !== null && since.stepsToMessage === 0)
    .add('speaks-of-lack', lastLook)
    .add(
      'speaks-of-other',
      !lastLook && isMere(aim) && since.message !== null && saidBy === null && errnoBy === null && heardAll(inquiry, aim.process),
    );
  // What a process speaks of, it did not get over; for all else, each step after it makes it less likely.
  const isFatal = runAsScript || aim.kind === 'go-writes' || (aim.kind === 'go-part' && aim.part !== 'tool');
  if (saidBy === null && network?.said == null && !isFatal)
    scale.add('each-step-after', Math.max(0, Math.min(since.steps - 1, network === null ? 99 : MOST_STEPS)));
  const starts = aim.process === process ? since.starts : 0;
  if (!isFatal) scale.add('each-start-after', Math.min(starts, 5));
  // The last sign takes an index of the whole capture: it is asked only for what would otherwise count.
  if (scale.weight > 0) scale.add('goes-on-elsewhere', goesOnElsewhere(inquiry, aim));
  return { kind: 'aim', process, aim, signs: scale.signs, weight: scale.weight, saidBy: saidBy ?? errnoBy ?? network?.said ?? null };
}

/** A search of several directories, then words about something that is not there, then the end: nothing else was looked at in between. */
const isLastLook = (inquiry: Inquiry, aim: FindCommand, since: After): boolean =>
  !aim.meantToRun && aim.tries.length > 1 && since.steps + since.starts === 0 && since.message !== null && speaksOfLack(inquiry, aim, since.message);

/** A notice, after which the process did other work and spoke of other things: not its last word. */
function isInPassing(inquiry: Inquiry, saidBy: Saying | null): boolean {
  if (saidBy === null) return false;
  const { steps, starts, message } = after(inquiry, saidBy.process, saidBy.last);
  return message !== null && steps + starts > 0;
}

const QUESTION = /\.\.\.|\?|^\W*(?:checking|looking|searching|testing|detecting)\b/i;

/** `checking for gawk... no`, and then an error that is about something else: it was only a question. */
function isFollowedByError(inquiry: Inquiry, aim: Aim, saidBy: Saying | null): boolean {
  if (saidBy === null || aim.kind !== 'find-command' || aim.meantToRun || !QUESTION.test(saidBy.text)) return false;
  const later = sayingsOf(inquiry, saidBy.process).filter(({ last }) => last > saidBy.last);
  return later.some((saying) => matters(saying)) && !later.some(({ text }) => namesThing(text, aim.command));
}

function baseOf(inquiry: Inquiry, aim: Aim): number {
  const { kinds } = EVIDENCE;
  switch (aim.kind) {
    case 'link-message':
      return kinds['link-message'];
    case 'load-library':
      return aim.phase === 'start' ? kinds['load-at-start'] : kinds['load-later'];
    case 'find-command':
      if (goProgram(inquiry, aim.process) === 'go' && isOptionalForGo(aim.command) && !aim.meantToRun) return 0;
      // Go looks only for what it is about to run (exec.LookPath).
      if (goProgram(inquiry, aim.process) !== null && isCompilerName(aim.command)) return kinds['find-command'];
      return aim.meantToRun ? kinds['find-command'] : kinds['look-for-command'];
    case 'start-file':
      return aim.askedOnly ? kinds['look-for-command'] : kinds['start-file'];
    case 'resolve':
    case 'reach':
    case 'listen':
      return kinds.network;
    case 'converse':
      return isOftenOptional(aim) ? kinds['http-error'] : aim.oneWay ? kinds['one-way'] : kinds.network;
    case 'go-part':
    case 'go-message':
    case 'go-writes':
    case 'death':
    case 'pending':
    case 'limit':
      return kinds[aim.kind];
    case 'call':
      return isGoneTerminal(aim) ? kinds['out-of-resource'] : kinds.call;
    case 'use-file':
      return kinds.call;
  }
}

/** Programs ask for much that need not be there. */
const isOftenOptional = ({ failure, exchange }: Converse): boolean =>
  failure === 'http-error' && (exchange?.status === 404 || exchange?.status === 410);

/** EIO of a file is about its disk, and an aim of its own; this one is of a terminal whose other side is closed. */
const isGoneTerminal = (aim: Aim): boolean => aim.kind === 'call' && aim.errno === 'EIO';

/** A look, or a call of no known aim: by itself it means little. */
const isMere = (aim: Aim): boolean =>
  (aim.kind === 'call' && !isGoneTerminal(aim)) || (aim.kind === 'find-command' && !aim.meantToRun) || (aim.kind === 'start-file' && aim.askedOnly);

const isExecKind = (aim: Aim): boolean =>
  aim.kind === 'find-command' || aim.kind === 'start-file' || (aim.kind === 'load-library' && aim.phase === 'start');

/** 126 and 127 are what shells, env, xargs' children and ld.so say of a program that did not start. */
function endsAsExec({ family }: Inquiry, process: ProcessIndex): boolean {
  const end = family.endOf(process);
  return end?.kind === 'exit' && (end.status === 126 || end.status === 127);
}

/** The same call failed in another run of the same program, and that run ended well: the program can do without. */
function goesOnElsewhere(inquiry: Inquiry, aim: Aim): boolean {
  if (
    aim.kind !== 'call' &&
    aim.kind !== 'use-file' &&
    !(aim.kind === 'load-library' && aim.phase === 'dlopen') &&
    !(aim.kind === 'find-command' && !aim.meantToRun)
  )
    return false;
  const { trace, family } = inquiry;
  const program = imageAt(inquiry, aim.process, lastEvent(aim))?.path;
  const path = aim.tries[0]?.path;
  if (program === undefined || path === undefined || path === '') return false;
  const looked = new Set<ProcessIndex>();
  for (const event of callsOnPath(inquiry, path)) {
    const process = trace.process(event);
    if (process === aim.process || looked.has(process) || !failed(trace, event)) continue;
    looked.add(process);
    const end = family.endOf(process);
    if (end?.kind === 'exit' && end.status === 0 && imageAt(inquiry, process, event)?.path === program) return true;
  }
  return false;
}

/** Whether all that a process said is in the capture: writes were traced, and none was cut. */
export function heardAll(inquiry: Inquiry, process: ProcessIndex): boolean {
  const sayings = sayingsOf(inquiry, process);
  return sayings.length > 0 && sayings.slice(-6).every((saying) => !saying.truncated);
}
