// A hang that is the wait for a child, or for somebody who keeps a pipe open, and that one just goes on: it serves, sleeps or computes.
import { roleOf } from '../../knowledge/wrappers.ts';
import type { PendingCall } from '../aims/aim.ts';
import type { Edge } from '../hang/graph.ts';
import { edgeWords, waits, waitWords } from '../hang/words.ts';
import { type Inquiry, programName } from '../inquiry.ts';
import { named } from '../named.ts';
import { call, detector } from './detector.ts';

export const waitsOnChild = detector('process/waits-on-child', 'pending', (aim, inquiry) => {
  if (aim.circle.length > 0 || !goesOn(aim)) return null;
  const edge = awaited(inquiry, aim.way);
  if (edge === undefined || edge.why === 'lock') return null;
  const waiter = programName(inquiry, edge.by);
  const child = programName(inquiry, edge.process);
  const [own] = aim.tries;
  return {
    subject: child,
    errno: null,
    title:
      edge.why === 'child'
        ? `${waiter} ${waits(edge.wait.pending.waitedNs)} for its child ${child}, which does not end`
        : `${waiter} ${waits(edge.wait.pending.waitedNs)} for the end of what ${child} writes: it runs on and keeps the pipe open`,
    proofs: [
      call(edge.wait.pending.event, `${named(inquiry, edge.by)} ${edgeWords(inquiry, edge)}`),
      ...(own === undefined ? [] : [call(own.event, `${named(inquiry, aim.process)} waits ${waitWords(aim.target)}`)]),
    ],
    parameters: { pid: String(inquiry.trace.processes[edge.process]?.pid ?? '') },
  };
});

/** It waits for nothing that is wrong: time, signals, clients, or it does not wait at all. */
function goesOn({ target }: PendingCall): boolean {
  switch (target.kind) {
    case 'timer':
    case 'signal':
    case 'accept':
    case 'child':
    case 'other':
      return true;
    case 'futex':
      return target.timed;
    case 'many':
      return !target.watched.some(({ file, fd, reads }) => file?.address != null || (reads && (fd === 0 || file?.kind === 'terminal')));
    default:
      return false;
  }
}

/** The last edge of the way; a `sleep` that a script runs again and again, or in the background, is only how the script waits. */
function awaited(inquiry: Inquiry, way: readonly Edge[]): Edge | undefined {
  const last = way.at(-1);
  if (last === undefined || roleOf(programName(inquiry, last.process)) !== 'tells') return last;
  const program = programName(inquiry, last.process);
  const times = inquiry.family.childrenOf(last.by).filter(({ process }) => programName(inquiry, process) === program).length;
  const before = way.at(-2);
  // Who keeps a pipe open and is nobody's child any more serves on, and sleeps in between.
  const isDaemon = before?.why === 'writer' && inquiry.family.parentOf(before.process) !== before.by;
  return times > 1 || isDaemon ? before : last;
}
