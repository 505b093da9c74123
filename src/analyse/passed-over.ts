// Children that failed some way back, when a process in the end decided by itself: a script often goes on for a while, tidies up, and then says that it failed.
import type { ProcessIndex } from '../model/process.ts';
import { firstDescriptor } from '../parse/line-bytes.ts';
import { readFd } from '../text/arguments.ts';
import { WRITE } from './call-names.ts';
import { openFileAt } from './descriptors.ts';
import type { Child } from './family.ts';
import { type Inquiry, imageAt, remember } from './inquiry.ts';
import { pathsLike } from './path-pattern.ts';

/**
 * Failed children of a process that decided by itself, the last one first; for a subshell that only speaks, those of its parent before it. Left
 * out are those whose program ran well later: the failure was made good.
 */
export function passedOver(inquiry: Inquiry, process: ProcessIndex): readonly Child[] {
  const { trace, family } = inquiry;
  const own = family.childrenOf(process);
  const parent = family.parentOf(process);
  const isMessenger = own.length === 0 && trace.processes[process]?.execs.length === 0 && parent !== null;
  const siblings = isMessenger ? family.childrenOf(parent).filter((child) => child.process < process) : [];
  const all = [...own, ...siblings];
  return all
    .filter((child) => child.end !== null && !(child.end.kind === 'exit' && child.end.status === 0))
    .filter((child) => !all.some((other) => isMadeGoodBy(inquiry, child, other)))
    .reverse();
}

/**
 * Failed processes of the pipeline that a process reads from, the nearest first: `nosuch | grep x` ends with grep's status. A shell's children are
 * wired with dup2 before their execve, in the order of the pipeline. A writer that SIGPIPE ended had a reader that wanted no more.
 */
export function feedersOf(inquiry: Inquiry, process: ProcessIndex): readonly Child[] {
  const parent = inquiry.family.parentOf(process);
  if (parent === null) return [];
  const siblings = inquiry.family.childrenOf(parent);
  const feeders: Child[] = [];
  for (let at = siblings.findIndex((child) => child.process === process); at > 0; at--) {
    if (!isWired(inquiry, siblings[at]!.process, '0') || !isWired(inquiry, siblings[at - 1]!.process, '1')) break;
    const feeder = siblings[at - 1]!;
    const { end } = feeder;
    if (end !== null && !(end.kind === 'exit' ? end.status === 0 : end.signal === 'SIGPIPE')) feeders.push(feeder);
  }
  return feeders;
}

/** Whether a child of a shell put a pipe's end in the place of descriptor `fd` before it ran anything. */
export function isWired({ trace, timeline }: Inquiry, process: ProcessIndex, fd: string): boolean {
  const firstExec = trace.processes[process]?.execs[0]?.event ?? Number.MAX_SAFE_INTEGER;
  for (const event of timeline.eventsOf(process)) {
    if (event > firstExec) return false;
    if (trace.kind(event) === 'call' && /^dup[23]$/.test(trace.name(event)) && String(readFd(trace.args(event)[1] ?? '')?.fd) === fd) return true;
  }
  return false;
}

/** Failed siblings that ended before a process was born: what they left out may be what it misses. */
export function failedBefore({ trace, family }: Inquiry, process: ProcessIndex): readonly Child[] {
  const parent = family.parentOf(process);
  const born = trace.processes[process]?.firstEvent ?? 0;
  if (parent === null) return [];
  return family.childrenOf(parent).filter(({ end }) => end !== null && end.event < born && !(end.kind === 'exit' && end.status === 0));
}

function isMadeGoodBy(inquiry: Inquiry, child: Child, other: Child): boolean {
  if (other.process <= child.process || !(other.end?.kind === 'exit' && other.end.status === 0)) return false;
  const program = (process: ProcessIndex): string | undefined => imageAt(inquiry, process, Number.MAX_SAFE_INTEGER)?.argv.join('\0');
  return program(child.process) !== undefined && program(child.process) === program(other.process);
}

/** What a child says goes to /dev/null: who started it expects that it may fail. */
export function isMuted(inquiry: Inquiry, process: ProcessIndex): boolean {
  return remember(inquiry, `muted:${process}`, () => {
    const { trace, timeline, classes } = inquiry;
    const writes = timeline.eventsOf(process).filter((event) => (classes.of(event) & WRITE) !== 0);
    // Where descriptors are shown with what they lead to, the columns tell of nearly all processes that nothing went there.
    const isNull = pathsLike(inquiry, 'null-device');
    if (writes.every((event) => trace.targetIdOf(event) >= 0 && !isNull(trace.targetIdOf(event)))) return false;
    const said = writes.find((event) => firstDescriptor(trace.lineBytes(event, 'first')) === 2);
    if (said === undefined) return false;
    return (readFd(trace.args(said)[0] ?? '')?.path ?? openFileAt(inquiry, process, said, 2)?.path) === '/dev/null';
  });
}
