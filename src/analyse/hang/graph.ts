// "Waits for": from what a process waits in to those who would have to act, until somebody waits for nothing that is in the capture, or in a circle.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { otherEndByInode } from '../descriptors/by-inode.ts';
import { fdOf, holdersOf, type OpenFile } from '../descriptors.ts';
import type { Child } from '../family.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { lockHolder } from './locks.ts';
import { isOrdered, type Pending, pendingAt } from './pending.ts';
import { STOPPERS, stopOf } from './stop.ts';
import { type WaitFor, waitTarget } from './wait-target.ts';

/** One thread's wait. */
export interface Wait {
  readonly pending: Pending;
  readonly target: WaitFor;
}

/** `by` waits for `process`, because of the wait: it is its child, has the other end open, or holds the lock. */
export interface Edge {
  readonly by: ProcessIndex;
  readonly wait: Wait;
  readonly why: 'child' | 'writer' | 'reader' | 'lock';
  readonly process: ProcessIndex;
}

/** All waits of a process when it was stopped. */
export const waitsOf = (inquiry: Inquiry, process: ProcessIndex): readonly Wait[] =>
  remember(inquiry, `waits:${process}`, () => pendingAt(inquiry, process).map((pending) => ({ pending, target: waitTarget(inquiry, pending) })));

/** Whom a process waits for, by one of its waits. */
export function edgesOfWait(inquiry: Inquiry, by: ProcessIndex, wait: Wait): readonly Edge[] {
  const { pending, target } = wait;
  const edge = (why: Edge['why'], process: ProcessIndex): Edge => ({ by, wait, why, process });
  switch (target.kind) {
    case 'child':
      return livingChildren(inquiry, by)
        .filter((child) => target.pid === null || inquiry.trace.processes[child]?.pid === target.pid)
        .map((child) => edge('child', child));
    case 'read':
    case 'write':
      return otherEnd(inquiry, by, pending.event, target.file, target.kind).map((process) =>
        edge(target.kind === 'read' ? 'writer' : 'reader', process),
      );
    case 'many': {
      const ends = target.watched.flatMap(({ file, reads }) =>
        otherEnd(inquiry, by, pending.event, file, reads ? 'read' : 'write').map((process) => edge(reads ? 'writer' : 'reader', process)),
      );
      // Runtimes hear of their children by a signal that wakes them through a pipe of their own.
      return ends.some(({ process }) => process !== by) ? ends : [...ends, ...livingChildren(inquiry, by).map((child) => edge('child', child))];
    }
    case 'lock': {
      if (target.how === 'semaphore' || target.how === 'file') return [];
      const holder = lockHolder(inquiry, by, target.how, target.file, pending.event + 1);
      return holder === null ? [] : [edge('lock', holder.process)];
    }
    case 'signal':
      // A shell that waits for its children sleeps until SIGCHLD comes.
      return livingChildren(inquiry, by).map((child) => edge('child', child));
    default:
      return [];
  }
}

/** Children that had not ended at the stop. */
export function livingChildren(inquiry: Inquiry, process: ProcessIndex): readonly ProcessIndex[] {
  const stop = stopOf(inquiry)?.event ?? inquiry.trace.eventCount;
  const isLiving = ({ end }: Child): boolean =>
    end === null || (isOrdered(inquiry) ? end.event >= stop : end.kind === 'signal' && STOPPERS.has(end.signal));
  return inquiry.family.childrenOf(process).flatMap((child) => (isLiving(child) ? [child.process] : []));
}

/** Others that have the other end of a pipe or socket pair open; itself only when nobody else has. */
function otherEnd(inquiry: Inquiry, by: ProcessIndex, event: EventIndex, file: OpenFile | null, does: 'read' | 'write'): readonly ProcessIndex[] {
  if (file === null || (file.kind !== 'pipe' && file.kind !== 'socket')) return [];
  if (file.kind === 'pipe' && file.pipeEnd === (does === 'read' ? 'write' : 'read')) return [];
  const moment = stopOf(inquiry)?.event ?? event;
  const ends = file.peer === null ? [] : holdersOf(inquiry, file.peer, Math.max(event, moment - 1));
  const processes = [...new Set(ends.map(({ process }) => process))];
  const others = processes.filter((process) => process !== by);
  if (others.length > 0 || file.peer !== null) return others.length > 0 ? others : processes;
  const shown = otherEndByInode(inquiry, by, file, does, moment);
  return shown.length > 0 || !isOwnPipe(inquiry, by, file, event) ? shown : livingChildren(inquiry, by);
}

/** A pipe that a process made after its start, in a capture without the call that made it: for its children, as a rule. */
function isOwnPipe(inquiry: Inquiry, by: ProcessIndex, { kind, openedBy }: OpenFile, event: EventIndex): boolean {
  const { trace } = inquiry;
  const fd = fdOf(trace.args(event)[0]);
  const hasStarted = trace.processes[by]?.execs.length !== 0;
  return kind === 'pipe' && openedBy === null && fd > 2 && hasStarted && ['pipe', 'pipe2'].every((name) => trace.nameId(name) < 0);
}
