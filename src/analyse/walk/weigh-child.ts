// How much speaks for "this process ended so because that child failed".

import { EVIDENCE } from '../../knowledge/evidence.ts';
import { type ChildFate, saysOfChild } from '../../knowledge/wrappers.ts';
import type { ProcessEnd, ProcessIndex } from '../../model/process.ts';
import { structField } from '../../text/arguments.ts';
import { EXEC } from '../call-names.ts';
import type { Child, UnseenChild } from '../family.ts';
import { failed, type Inquiry, programName } from '../inquiry.ts';
import { after } from './after.ts';
import { type Explanation, Scale } from './explanation.ts';

/** Children that ended badly, and those that were reaped without being in the trace. */
export function weighChildren(inquiry: Inquiry, process: ProcessIndex): readonly Explanation[] {
  const { family } = inquiry;
  const end = family.endOf(process);
  const children = family.childrenOf(process);
  const bad = children.filter(
    (child) => child.end !== null && !(child.end.kind === 'exit' && child.end.status === 0) && !isSaneSignal(inquiry, process, child),
  );
  const unseen = family.unseenChildrenOf(process).filter((child) => !(child.status.kind === 'exit' && child.status.status === 0));
  const last = [...bad].sort((a, b) => learnedAt(inquiry, a) - learnedAt(inquiry, b)).at(-1);
  return [
    ...bad.map((child): Explanation => {
      const idle = neverStarted(inquiry, child.process);
      const scale = weigh(inquiry, process, end, child.end!, learnedAt(inquiry, child), idle)
        .add('never-started', idle)
        .add('only-failure', bad.length + unseen.length === 1)
        .add('last-child', child === last);
      return { kind: 'child', process, child, signs: scale.signs, weight: scale.weight };
    }),
    ...unseen.map((child): Explanation => {
      const scale = weigh(inquiry, process, end, child.status, child.learned).add('only-failure', bad.length + unseen.length === 1);
      return { kind: 'unseen-child', process, child, signs: scale.signs, weight: scale.weight };
    }),
  ];
}

const learnedAt = ({ trace }: Inquiry, child: Child): number => child.learned ?? child.end?.event ?? trace.processes[child.process]!.lastEvent;

type Ending = UnseenChild['status'] | ProcessEnd;

function weigh(inquiry: Inquiry, process: ProcessIndex, end: ProcessEnd | null, child: Ending, learned: number, optional = false): Scale {
  const { children } = EVIDENCE;
  const since = after(inquiry, process, learned);
  const same = end !== null && sameEnd(end, child);
  return new Scale(children.base)
    .add('same-status', same && !(child.kind === 'exit' && child.status === 1))
    .add('same-common-status', same && child.kind === 'exit' && child.status === 1)
    .add('known-mapping', !same && end?.kind === 'exit' && saysOfChild(programName(inquiry, process), end.status, fateOf(child)))
    .add('right-before-end', since.steps === 0 && since.starts === 0)
    .add('each-step-after', Math.max(0, Math.min(since.steps - 1, optional ? 11 : 4)))
    .add('each-start-after', Math.min(since.starts, 5));
}

/** A shell ends with 128 plus the signal's number when its child was killed: that is the same end. */
function sameEnd(end: ProcessEnd, child: Ending): boolean {
  if (child.kind === 'exit') return end.kind === 'exit' && end.status === child.status;
  if (end.kind === 'signal') return end.signal === child.signal;
  return end.status === 128 + (SIGNAL_NUMBERS[child.signal] ?? 999);
}

/** signal(7), the numbers that are the same on every architecture Linux runs on but for a few old ones. */
const SIGNAL_NUMBERS: Readonly<Record<string, number>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGSYS: 31,
};

function fateOf(child: Ending): ChildFate {
  if (child.kind === 'signal') return { signal: child.signal };
  return child.status === 127 ? 'not-found' : child.status === 126 ? 'not-started' : { status: child.status };
}

/** A child that was made to run something and never did: its own execve failed, or it had none and is a shell's word for "not found". */
export function neverStarted({ trace, classes, timeline }: Inquiry, process: ProcessIndex): boolean {
  const entry = trace.processes[process];
  if (entry === undefined || entry.execs.length > 0) return false;
  return [...timeline.eventsOf(process)].some((event) => (classes.of(event) & EXEC) !== 0 && failed(trace, event));
}

/** SIGPIPE ends the writer when the reader has what it wanted; a signal from the parent itself is the parent's will. */
function isSaneSignal(inquiry: Inquiry, process: ProcessIndex, child: Child): boolean {
  const { trace, timeline, family } = inquiry;
  const end = child.end;
  if (end?.kind !== 'signal') return false;
  if (end.signal === 'SIGPIPE') return !sameEnd(family.endOf(process)!, end);
  const delivered = [...timeline.eventsOf(child.process)].findLast((event) => trace.kind(event) === 'signal' && trace.name(event) === end.signal);
  const parentPid = trace.processes[process]?.pid ?? 0;
  return delivered !== undefined && parentPid !== 0 && Number(structField(trace.text(delivered), 'si_pid')) === parentPid;
}
