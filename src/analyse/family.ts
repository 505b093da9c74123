// Who is whose child, how each child ended, and when its parent learned of it. Links that the store could not draw (clone was not traced) come from SIGCHLD and wait.

import type { EventIndex } from '../model/event.ts';
import type { ProcessEnd, ProcessIndex } from '../model/process.ts';
import { CALL_FAILED, type Trace } from '../model/trace.ts';
import { type ChildStatus, readChildStatus, structField } from '../text/arguments.ts';
import { type CallClasses, FORK, WAIT } from './call-names.ts';
import type { Timeline } from './timeline.ts';

/** A child that is in the trace. */
export interface Child {
  readonly process: ProcessIndex;
  /** The clone in the parent; null when it was not traced. */
  readonly born: EventIndex | null;
  /** The wait or SIGCHLD in the parent; null when it never looked. */
  readonly learned: EventIndex | null;
  readonly end: ProcessEnd | null;
}

/** A child that its parent reaped and whose own calls are not in the trace (no `-f`). */
export interface UnseenChild {
  readonly pid: number;
  readonly learned: EventIndex;
  readonly status: ChildStatus;
}

export interface Family {
  readonly root: ProcessIndex;
  parentOf(process: ProcessIndex): ProcessIndex | null;
  /** In the order in which they were born. */
  childrenOf(process: ProcessIndex): readonly Child[];
  unseenChildrenOf(process: ProcessIndex): readonly UnseenChild[];
  /** How a process ended: its own record, else what its parent was told. */
  endOf(process: ProcessIndex): ProcessEnd | null;
  /** Successful forks of a process that are not threads: the pids they gave. */
  forksOf(process: ProcessIndex): readonly EventIndex[];
}

interface Report {
  readonly pid: number;
  readonly event: EventIndex;
  readonly status: ChildStatus;
}

export function buildFamily(trace: Trace, timeline: Timeline, classes: CallClasses): Family {
  const { processes } = trace;
  const reports = new Map<ProcessIndex, readonly Report[]>();
  const reportsOf = (process: ProcessIndex): readonly Report[] => {
    let known = reports.get(process);
    if (known === undefined) {
      known = readReports(trace, timeline, classes, process);
      reports.set(process, known);
    }
    return known;
  };
  const root = pickRoot(trace, reportsOf);
  let adopted: Map<ProcessIndex, ProcessIndex> | null = null;
  /** Parents of processes that the store could not link: whoever was told of their end, else the root. */
  const adoptions = (): Map<ProcessIndex, ProcessIndex> => {
    if (adopted !== null) return adopted;
    adopted = new Map();
    const orphans = processes.filter((p) => p.parent === null && p.index !== root);
    if (orphans.length === 0) return adopted;
    const toldBy = new Map<number, ProcessIndex>();
    for (const { index } of processes) for (const { pid } of reportsOf(index)) if (!toldBy.has(pid)) toldBy.set(pid, index);
    for (const orphan of orphans) {
      const told = toldBy.get(orphan.pid) ?? root;
      // A pid that recurs: whoever descends from the orphan was told of a later process.
      adopted.set(orphan.index, descends(told, orphan.index, adopted) ? root : told);
    }
    return adopted;
  };
  const descends = (process: ProcessIndex, from: ProcessIndex, by: ReadonlyMap<ProcessIndex, ProcessIndex>): boolean => {
    let at: ProcessIndex | null = process;
    while (at !== null && at !== from) at = processes[at]?.parent ?? by.get(at) ?? null;
    return at === from;
  };
  const parentOf = (process: ProcessIndex): ProcessIndex | null => processes[process]?.parent ?? adoptions().get(process) ?? null;
  const children = new Map<ProcessIndex, readonly Child[]>();
  const childrenOf = (process: ProcessIndex): readonly Child[] => {
    let known = children.get(process);
    if (known !== undefined) return known;
    const told = reportsOf(process);
    const indexes = [...(processes[process]?.children ?? []), ...[...adoptions()].filter(([, parent]) => parent === process).map(([child]) => child)];
    known = indexes
      .filter((index) => timeline.eventsOf(index).length > 0)
      .map((index): Child => {
        const entry = processes[index]!;
        const report = told.find((r) => r.pid === entry.pid && r.event >= (entry.bornBy ?? 0));
        return { process: index, born: entry.bornBy, learned: report?.event ?? null, end: entry.end ?? (report ? endFrom(report) : null) };
      })
      .sort((a, b) => (a.born ?? processes[a.process]!.firstEvent) - (b.born ?? processes[b.process]!.firstEvent));
    children.set(process, known);
    return known;
  };
  return {
    root,
    parentOf,
    childrenOf,
    unseenChildrenOf: (process) => {
      const seen = new Set(childrenOf(process).map((child) => processes[child.process]!.pid));
      return reportsOf(process)
        .filter((r) => !seen.has(r.pid))
        .map((r) => ({ pid: r.pid, learned: r.event, status: r.status }));
    },
    endOf: (process) => {
      const own = processes[process]?.end ?? null;
      const parent = own === null ? parentOf(process) : null;
      return own ?? (parent === null ? null : (childrenOf(parent).find((child) => child.process === process)?.end ?? null));
    },
    forksOf: (process) =>
      Array.from(
        timeline
          .eventsOf(process)
          .filter((event) => (classes.of(event) & FORK) !== 0 && (trace.flags(event) & CALL_FAILED) === 0 && !isThread(trace, event)),
      ),
  };
}

/** A thread shares the thread group: its clone says CLONE_THREAD. */
const isThread = (trace: Trace, event: EventIndex): boolean => trace.args(event).some((argument) => argument.includes('CLONE_THREAD'));

/** The traced command: the first process that nobody in the trace made. Without clone in the capture, SIGCHLD and wait tell who is a child. */
function pickRoot(trace: Trace, reportsOf: (process: ProcessIndex) => readonly Report[]): ProcessIndex {
  const parentless = trace.processes.filter((p) => p.parent === null).sort((a, b) => a.firstEvent - b.firstEvent);
  if (parentless.length > 1) {
    const children = new Set(trace.processes.flatMap(({ index }) => reportsOf(index).map(({ pid }) => pid)));
    const tops = parentless.filter(({ pid }) => !children.has(pid));
    // Of a thread that nobody was seen to make, a filtered capture may have the end only, and that first: who has children is above it.
    const top = tops.find((p) => p.end?.event !== p.firstEvent || reportsOf(p.index).length > 0) ?? tops[0];
    if (top !== undefined) return top.index;
  }
  return parentless[0]?.index ?? 0;
}

/** What a process was told of ended children, the first telling of each. A pid may recur later: then it is told again. */
function readReports(trace: Trace, timeline: Timeline, classes: CallClasses, process: ProcessIndex): readonly Report[] {
  const sigchld = trace.nameId('SIGCHLD');
  const found: Report[] = [];
  const lastOf = new Map<number, { event: EventIndex; byWait: boolean }>();
  for (const event of timeline.eventsOf(process)) {
    const isWait = (classes.of(event) & WAIT) !== 0;
    if (!isWait && (trace.nameIdOf(event) !== sigchld || trace.kind(event) !== 'signal')) continue;
    const told = isWait ? readWait(trace, event) : readSigchld(trace, event);
    if (told === null) continue;
    // The signal and the wait for it tell of the same end, in either order.
    const before = lastOf.get(told.pid);
    lastOf.set(told.pid, { event, byWait: isWait });
    if (before === undefined || before.byWait === isWait) found.push({ pid: told.pid, event, status: told.status });
  }
  return found;
}

function readWait(trace: Trace, event: EventIndex): { pid: number; status: ChildStatus } | null {
  if ((trace.flags(event) & CALL_FAILED) !== 0) return null;
  const args = trace.args(event);
  if (trace.name(event) === 'waitid') {
    const info = args[2] ?? '';
    const status = readChildStatus(info);
    return status === null ? null : { pid: Number(structField(info, 'si_pid') ?? 0), status };
  }
  const status = readChildStatus(args[1] ?? '');
  const pid = Number.parseInt(trace.result(event) ?? '0', 10);
  return status === null || !(pid > 0) ? null : { pid, status };
}

function readSigchld(trace: Trace, event: EventIndex): { pid: number; status: ChildStatus } | null {
  const text = trace.text(event);
  const status = readChildStatus(text);
  const pid = Number.parseInt(structField(text, 'si_pid') ?? '', 10);
  return status === null || !(pid > 0) ? null : { pid, status };
}

const endFrom = ({ event, status }: Report): ProcessEnd =>
  status.kind === 'exit' ? { kind: 'exit', status: status.status, event } : { kind: 'signal', signal: status.signal, core: false, event };
