// How much speaks for "this process ended so because that child failed".

import { EVIDENCE } from '../../knowledge/evidence.ts';
import { alwaysReports, type ChildFate, roleOf, saysOfChild } from '../../knowledge/wrappers.ts';
import type { ProcessEnd, ProcessIndex } from '../../model/process.ts';
import { structField } from '../../text/arguments.ts';
import { type FindCommand, firstEvent, lastEvent } from '../aims/aim.ts';
import { findCommandAims } from '../aims/find-command.ts';
import { useFileAims } from '../aims/use-file.ts';
import { EXEC } from '../call-names.ts';
import type { Child, UnseenChild } from '../family.ts';
import { failed, type Inquiry, imageAt, programName } from '../inquiry.ts';
import { isMuted } from '../passed-over.ts';
import { SIGNAL_NUMBERS } from '../signal-numbers.ts';
import { after, isToldInPassing } from './after.ts';
import { type Explanation, Scale } from './explanation.ts';
import { speaksOfOther } from './speaks-of-other.ts';
import { passedSince } from './test-report.ts';

/** Children that ended badly, and those that were reaped without being in the trace. */
export function weighChildren(inquiry: Inquiry, process: ProcessIndex): readonly Explanation[] {
  const { family } = inquiry;
  const end = family.endOf(process);
  const children = family.childrenOf(process);
  const bad = children.filter(
    (child) =>
      child.end !== null &&
      !(child.end.kind === 'exit' && child.end.status === 0) &&
      !isSaneSignal(inquiry, process, child) &&
      !isThreadLike(inquiry, end, child),
  );
  const unseen = family.unseenChildrenOf(process).filter((child) => !(child.status.kind === 'exit' && child.status.status === 0));
  const last = [...bad].sort((a, b) => learnedAt(inquiry, a) - learnedAt(inquiry, b)).at(-1);
  const only = bad.length + unseen.length === 1;
  return [
    ...bad.map((child): Explanation => {
      const idle = neverStarted(inquiry, child.process);
      const path = imageAt(inquiry, child.process, Number.MAX_SAFE_INTEGER)?.path ?? '';
      // A program that could not even be started is often one that its parent can do without; a failed run of one seldom is.
      const forgives = alwaysReports(programName(inquiry, process), path) ? 0 : idle ? 11 : 4;
      const scale = weigh(inquiry, process, end, child.end!, learnedAt(inquiry, child), forgives)
        .add('never-started', idle && !isToldInPassing(inquiry, process, after(inquiry, process, learnedAt(inquiry, child))))
        .add('ends-on-other', saysOther(inquiry, process, end, child))
        .add('looks-on', looksOn(inquiry, process, learnedAt(inquiry, child)))
        .add('tidies-up', !only && roleOf(programName(inquiry, child.process)) === 'tidies')
        .add('muted', !passesOn(end, child.end!) && isMuted(inquiry, child.process) && goesOn(inquiry, process, learnedAt(inquiry, child)))
        .add('only-failure', only)
        .add('last-child', child === last);
      return { kind: 'child', process, child, signs: scale.signs, weight: scale.weight };
    }),
    ...unseen.flatMap((child): Explanation[] => {
      const scale = weigh(inquiry, process, end, child.status, child.learned, 4).add('only-failure', only);
      const { signs, weight } = scale;
      const lookup = lookupFor(inquiry, process, child);
      // 127 and 126 of a child whose calls are not there: the look-up before its fork tells of what.
      if (lookup !== null) return [{ kind: 'aim', process, aim: lookup, signs, weight, saidBy: null }];
      return [{ kind: 'unseen-child', process, child, signs, weight }];
    }),
  ];
}

/** It did other work behind the child's end, or tried to. */
function goesOn(inquiry: Inquiry, process: ProcessIndex, learned: number): boolean {
  const { steps, starts } = after(inquiry, process, learned);
  return steps + starts > 0 || useFileAims(inquiry, process).some((aim) => aim.state === 'unmet' && firstEvent(aim) > learned);
}

/** The parent got over it and looked for a command, in vain, to go on with. */
const looksOn = (inquiry: Inquiry, process: ProcessIndex, learned: number): boolean =>
  findCommandAims(inquiry, process).some((aim) => aim.state === 'unmet' && !aim.meantToRun && aim.tries.length > 1 && aim.tries[0]!.event > learned);

/** Not where the status itself passes the child's on. */
function saysOther(inquiry: Inquiry, process: ProcessIndex, end: ProcessEnd | null, child: Child): number {
  const ended = child.end;
  if (
    end?.kind !== 'exit' ||
    ended === null ||
    alwaysReports(programName(inquiry, process), imageAt(inquiry, child.process, Number.MAX_SAFE_INTEGER)?.path ?? '')
  )
    return 0;
  if ((end.status > 1 && sameEnd(end, ended)) || saysOfChild(programName(inquiry, process), end.status, fateOf(ended))) return 0;
  const learned = learnedAt(inquiry, child);
  return speaksOfOther(inquiry, process, child.process, learned, after(inquiry, process, learned));
}

/** The search in vain that a shell made right before it forked a child that is not in the capture. */
function lookupFor(inquiry: Inquiry, process: ProcessIndex, child: UnseenChild): FindCommand | null {
  if (child.status.kind !== 'exit' || (child.status.status !== 127 && child.status.status !== 126)) return null;
  const { trace, family } = inquiry;
  const forks = family.forksOf(process).filter((event) => event < child.learned);
  const at = forks.findLastIndex((event) => Number.parseInt(trace.result(event) ?? '', 10) === child.pid);
  if (at < 0) return null;
  const [before, fork] = [forks[at - 1] ?? -1, forks[at]!];
  const lookup = findCommandAims(inquiry, process).findLast((aim) => lastEvent(aim) > before && lastEvent(aim) < fork);
  return lookup?.state === 'unmet' ? lookup : null;
}

const learnedAt = ({ trace }: Inquiry, child: Child): number => child.learned ?? child.end?.event ?? trace.processes[child.process]!.lastEvent;

type Ending = UnseenChild['status'] | ProcessEnd;

function weigh(inquiry: Inquiry, process: ProcessIndex, end: ProcessEnd | null, child: Ending, learned: number, mostSteps: number): Scale {
  const { children } = EVIDENCE;
  const since = after(inquiry, process, learned);
  const same = end !== null && sameEnd(end, child);
  return new Scale(children.base)
    .add('same-status', same && !(child.kind === 'exit' && child.status === 1))
    .add('same-rare-status', same && child.kind === 'exit' && child.status > 2 && child.status < 124)
    .add('same-common-status', same && child.kind === 'exit' && child.status === 1)
    .add('known-mapping', !same && end?.kind === 'exit' && saysOfChild(programName(inquiry, process), end.status, fateOf(child)))
    .add('right-before-end', since.steps === 0 && since.starts === 0)
    .add('told-in-passing', isToldInPassing(inquiry, process, since))
    .add('passed-since', passedSince(inquiry, process, learned))
    .add('each-step-after', Math.max(0, Math.min(since.steps - 1, mostSteps)))
    .add('each-start-after', mostSteps === 0 ? 0 : Math.min(since.starts, 5));
}

/** A shell ends with 128 plus the signal's number when its child was killed: that is the same end. */
function sameEnd(end: ProcessEnd, child: Ending): boolean {
  if (child.kind === 'exit') return end.kind === 'exit' && end.status === child.status;
  if (end.kind === 'signal') return end.signal === child.signal;
  return end.status === 128 + (SIGNAL_NUMBERS[child.signal] ?? 999);
}

/** `tool >/dev/null 2>&1; rc=$?; …; exit $rc`: the parent kept a status that is seldom met, and ends with it. */
const passesOn = (end: ProcessEnd | null, child: ProcessEnd): boolean =>
  end !== null && sameEnd(end, child) && !(child.kind === 'exit' && child.status <= 2);

function fateOf(child: Ending): ChildFate {
  if (child.kind === 'signal') return { signal: child.signal };
  return child.status === 127 ? 'not-found' : child.status === 126 ? 'not-started' : { status: child.status };
}

/** A child that was made to run something and never did: its own execve failed, or it had none and is a shell's word for "not found". */
function neverStarted({ trace, classes, timeline }: Inquiry, process: ProcessIndex): boolean {
  const entry = trace.processes[process];
  if (entry === undefined || entry.execs.length > 0) return false;
  return timeline.eventsOf(process).some((event) => (classes.of(event) & EXEC) !== 0 && failed(trace, event));
}

/** Without their clone in the capture, threads look like children: they made no call of their own, and ended as all of the process did. */
const isThreadLike = ({ trace, family }: Inquiry, end: ProcessEnd | null, { process, born, learned }: Child): boolean =>
  born === null && learned === null && trace.processes[process]?.calls === 0 && end !== null && sameEnd(end, family.endOf(process) ?? end);

/** SIGPIPE ends the writer when the reader has what it wanted; a signal from the parent itself is the parent's will. */
function isSaneSignal(inquiry: Inquiry, process: ProcessIndex, child: Child): boolean {
  const { trace, timeline, family } = inquiry;
  const end = child.end;
  if (end?.kind !== 'signal') return false;
  const own = family.endOf(process);
  if (end.signal === 'SIGPIPE') return own === null || !sameEnd(own, end);
  // A parent that passes the signal on as its own status does not take it lightly.
  if (own?.kind === 'exit' && own.status === 128 + (SIGNAL_NUMBERS[end.signal] ?? 0)) return false;
  const pid = trace.processes[child.process]?.pid ?? 0;
  const sent = timeline
    .eventsOf(process)
    .some(
      (event) =>
        trace.kind(event) === 'call' &&
        /^(?:kill|tgkill|tkill)$/.test(trace.name(event)) &&
        Number.parseInt(trace.args(event)[0] ?? '', 10) === pid &&
        pid > 0,
    );
  if (sent) return true;
  const delivered = [...timeline.eventsOf(child.process)].findLast((event) => trace.kind(event) === 'signal' && trace.name(event) === end.signal);
  const parentPid = trace.processes[process]?.pid ?? 0;
  return delivered !== undefined && parentPid !== 0 && Number(structField(trace.text(delivered), 'si_pid')) === parentPid;
}
