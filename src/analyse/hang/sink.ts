// What a hang comes down to: from the root along "waits for" to the wait that nobody in the capture could end, or to a circle.
import type { ProcessIndex } from '../../model/process.ts';
import type { OpenFile } from '../descriptors.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { type Edge, edgesOfWait, livingChildren, type Wait, waitsOf } from './graph.ts';
import { stopOf } from './stop.ts';
import { isFiltered, unrecordedWait } from './unrecorded.ts';
import type { WaitFor, Watched } from './wait-target.ts';

export interface Sink {
  /** From the root's wait down; empty when the root itself is the sink. */
  readonly way: readonly Edge[];
  /** The process at the end. */
  readonly process: ProcessIndex;
  /** What it waits in; null: it does not wait, or nothing is known of it. */
  readonly wait: Wait | null;
  /** The way's last part when it leads back to a process on it. */
  readonly circle: readonly Edge[];
  /** A lock whose holder is in the capture: what the holder waits for may be the cause. */
  readonly held?: boolean;
}

/** How much a wait explains a hang, 0..100: what can only end from outside most, what ends by itself least. */
export function weightOf({ wait, circle, held }: Pick<Sink, 'wait' | 'circle' | 'held'>): number {
  if (circle.length > 0) return 100;
  if (wait === null) return 10;
  const { target } = wait;
  switch (target.kind) {
    case 'stopped':
    case 'interrupted':
      return 97;
    case 'lock':
      return held === true ? 64 : 95;
    case 'open':
      return 92;
    case 'connect':
      return 90;
    case 'read':
      return target.fd !== 0 && (target.file === null || target.file.kind === 'other') ? 60 : 88;
    case 'write':
      return 70;
    case 'many':
      return target.watched.some(({ file }) => file !== null && isAwaited(file)) ? 80 : 35;
    case 'futex':
      return target.timed ? 20 : 50;
    case 'accept':
      return 40;
    case 'child':
      return 30;
    case 'signal':
    case 'timer':
      return 25;
    case 'other':
      return 15;
  }
}

/** Something comes from there if anything does: a connection, a terminal, a pipe from outside. Of pipes made in the capture the other end is known. */
const isAwaited = ({ kind, peer, address, path, local }: OpenFile): boolean =>
  peer === null && (kind === 'terminal' || kind === 'pipe' || (kind === 'socket' && (address !== null || (path !== null && local === null))));

/** The best-explaining sinks that the root waits for, best first. */
export const sinksOf = (inquiry: Inquiry): readonly Sink[] =>
  remember(inquiry, 'sinks', () => {
    if (stopOf(inquiry) === null) return [];
    const found: Sink[] = [];
    const seen = new Set<ProcessIndex>();
    follow(inquiry, inquiry.family.root, [], seen, found);
    return [...found].sort((a, b) => weightOf(b) - weightOf(a));
  });

function follow(inquiry: Inquiry, process: ProcessIndex, way: readonly Edge[], seen: Set<ProcessIndex>, found: Sink[]): void {
  seen.add(process);
  const waits = waitsOf(inquiry, process);
  if (waits.length === 0 && (isFiltered(inquiry) || !recordsWaits(inquiry))) {
    for (const child of livingChildren(inquiry, process)) {
      const edge: Edge = { by: process, wait: unrecordedWait(inquiry, process, child), why: 'child', process: child };
      if (!seen.has(child)) follow(inquiry, child, [...way, edge], seen, found);
    }
  }
  if (waits.length === 0) found.push({ way, process, wait: null, circle: [] });
  for (const wait of decisive(inquiry, process, waits)) {
    const edges = edgesOfWait(inquiry, process, wait).filter((edge) => edge.process !== process || isAlone(wait, waits));
    if (edges.length === 0) found.push({ way, process, wait, circle: [] });
    else if (wait.target.kind === 'lock') found.push({ way, process, wait, circle: [], held: true });
    for (const edge of edges) {
      const back = [...way, edge].findIndex(({ by }) => by === edge.process);
      if (back >= 0) found.push({ way: [...way, edge], process: edge.process, wait, circle: [...way, edge].slice(back) });
      else if (!seen.has(edge.process) && way.length < 100) follow(inquiry, edge.process, [...way, edge], seen, found);
    }
  }
}

/** A process that reads the pipe whose other end only it has open hangs itself; with several threads, or many descriptors, that is how it wakes itself. */
const isAlone = ({ target }: Wait, waits: readonly Wait[]): boolean => target.kind === 'read' && waits.length === 1;

/** Threads that wait in a futex are woken by their siblings: while one of those has something of its own to wait for, that is what counts. */
function decisive(inquiry: Inquiry, process: ProcessIndex, waits: readonly Wait[]): readonly Wait[] {
  const isOwn = (wait: Wait): boolean =>
    wait.target.kind !== 'futex' && (!isIdle(wait.target) || edgesOfWait(inquiry, process, wait).some((edge) => edge.process !== process));
  return waits.some(isOwn) ? waits.filter(({ target }) => target.kind !== 'futex') : waits;
}

/** So long a sleep, in milliseconds, is one of somebody who has nothing to do. */
const LONG_MS = 60_000;

/** What helper threads of runtimes do all the time: watch descriptors by which only the process itself wakes them, or doze for milliseconds. */
function isIdle(target: WaitFor): boolean {
  if (target.kind === 'timer') return target.ms !== null && target.ms < 100;
  if (target.kind !== 'many') return target.kind === 'other';
  const isOwn = ({ file }: Watched): boolean => file === null || file.kind === 'other' || file.peer !== null;
  return target.watched.length > 0 && target.watched.every(isOwn) && (target.timeoutMs === null || target.timeoutMs >= LONG_MS);
}

/** Whether waits for children are in the capture at all (`-e trace=`). Where not, a process with children is taken to wait for them. */
const recordsWaits = (inquiry: Inquiry): boolean =>
  remember(inquiry, 'records-waits', () => {
    const { trace } = inquiry;
    return ['wait4', 'waitid', 'waitpid', 'exit_group', 'rt_sigsuspend'].some((name) => trace.nameId(name) >= 0);
  });
