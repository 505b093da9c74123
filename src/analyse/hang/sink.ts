// What a hang comes down to: from the root along "waits for" to the wait that nobody in the capture could end, or to a circle.
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { type Edge, edgesOfWait, livingChildren, type Wait, waitsOf } from './graph.ts';
import { stopOf } from './stop.ts';

export interface Sink {
  /** From the root's wait down; empty when the root itself is the sink. */
  readonly way: readonly Edge[];
  /** The process at the end. */
  readonly process: ProcessIndex;
  /** What it waits in; null: it does not wait, or nothing is known of it. */
  readonly wait: Wait | null;
  /** The way's last part when it leads back to a process on it. */
  readonly circle: readonly Edge[];
}

/** How much a wait explains a hang, 0..100: what can only end from outside most, what ends by itself least. */
export function weightOf({ wait, circle }: Pick<Sink, 'wait' | 'circle'>): number {
  if (circle.length > 0) return 100;
  if (wait === null) return 10;
  const { target } = wait;
  switch (target.kind) {
    case 'stopped':
    case 'interrupted':
      return 97;
    case 'lock':
      return 95;
    case 'open':
      return 92;
    case 'connect':
      return 90;
    case 'read':
      return target.file === null || target.file.kind === 'other' ? 60 : 88;
    case 'write':
      return 70;
    case 'many':
      return target.watched.some(({ file }) => file !== null && isAwaited(file.kind)) ? 80 : 35;
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

const isAwaited = (kind: string): boolean => kind === 'socket' || kind === 'terminal' || kind === 'pipe';

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
  if (waits.length === 0 && !recordsWaits(inquiry)) {
    for (const child of livingChildren(inquiry, process)) if (!seen.has(child)) follow(inquiry, child, way, seen, found);
  }
  if (waits.length === 0) found.push({ way, process, wait: null, circle: [] });
  for (const wait of waits) {
    const edges = edgesOfWait(inquiry, process, wait);
    if (edges.length === 0) found.push({ way, process, wait, circle: [] });
    for (const edge of edges) {
      const back = [...way, edge].findIndex(({ by }) => by === edge.process);
      if (back >= 0) found.push({ way: [...way, edge], process: edge.process, wait, circle: [...way, edge].slice(back) });
      else if (!seen.has(edge.process) && way.length < 100) follow(inquiry, edge.process, [...way, edge], seen, found);
    }
  }
}

/** Whether waits for children are in the capture at all (`-e trace=`). Where not, a process with children is taken to wait for them. */
const recordsWaits = (inquiry: Inquiry): boolean =>
  remember(inquiry, 'records-waits', () => {
    const { trace } = inquiry;
    return ['wait4', 'waitid', 'waitpid', 'exit_group', 'rt_sigsuspend'].some((name) => trace.nameId(name) >= 0);
  });
