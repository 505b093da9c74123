// Processes that differ: only in one capture, or ended otherwise.
import type { ProcessDifference, Sighting } from '../../model/comparison.ts';
import { citedEvent } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { baseName } from '../inquiry.ts';
import type { Alignment, ProcessPair } from './align-processes.ts';
import { endWords } from './process-end.ts';
import type { Side } from './side.ts';

export interface ProcessCandidate {
  readonly pair: ProcessPair;
  readonly kind: ProcessDifference['kind'];
  /** By capture: the end that differs, or the first event of one that is only there; null: not there, or it did not end. */
  readonly event: readonly [number | null, number | null];
  /** So many processes below one that is only in one capture, which are so too. */
  readonly below: number;
}

/** A process below one that has no counterpart is not told of: it has none either. */
export function processCandidates({ pairs, ofA, ofB }: Alignment, a: Side, b: Side): readonly ProcessCandidate[] {
  const below = new Map<string, number>();
  const tops: ProcessCandidate[] = [];
  for (const pair of pairs) {
    if (pair.a !== null && pair.b !== null) continue;
    const [side, of, index, which] = pair.a !== null ? ([a, ofA, pair.a, 'a'] as const) : ([b, ofB, pair.b!, 'b'] as const);
    const top = topOf(side, of, index);
    if (top !== index) below.set(`${which}${top}`, (below.get(`${which}${top}`) ?? 0) + 1);
    else
      tops.push({
        pair,
        kind: `only-${which}`,
        event: [pair.a === null ? null : bornAt(a, pair.a), pair.b === null ? null : bornAt(b, pair.b)],
        below: 0,
      });
  }
  const only = tops.map((top) => ({ ...top, below: below.get(top.pair.a === null ? `b${top.pair.b}` : `a${top.pair.a}`) ?? 0 }));
  const ended = pairs.flatMap((pair): ProcessCandidate[] => {
    if (pair.a === null || pair.b === null) return [];
    const [one, other] = [a.family.endOf(pair.a), b.family.endOf(pair.b)];
    return endWords(one) === endWords(other) ? [] : [{ pair, kind: 'end', event: [one?.event ?? null, other?.event ?? null], below: 0 }];
  });
  return [...only, ...ended];
}

function topOf({ family }: Side, pairOf: Int32Array, process: ProcessIndex): ProcessIndex {
  let top = process;
  for (let parent = family.parentOf(top), hops = 0; parent !== null && pairOf[parent] === -1 && hops < 1000; hops++) {
    top = parent;
    parent = family.parentOf(top);
  }
  return top;
}

const bornAt = ({ trace }: Side, process: ProcessIndex): number => trace.processes[process]?.bornBy ?? trace.processes[process]?.firstEvent ?? 0;

export function describeProcess({ pair, kind, below }: ProcessCandidate, a: Side, b: Side): ProcessDifference {
  const [inA, inB] = [sighting(a, pair.a), sighting(b, pair.b)];
  const exec = execOf(a, pair.a) ?? execOf(b, pair.b);
  const side = pair.a === null ? b : a;
  const program = baseName(exec?.path ?? '') || side.trace.processes[pair.a ?? pair.b ?? 0]?.comm || 'a process';
  const more = below === 0 ? '' : ` (and ${below} more below it)`;
  const says =
    kind === 'end'
      ? `${inA?.outcomes[0] ?? ''} in A, ${inB?.outcomes[0] ?? ''} in B: ${program}`
      : `only in ${kind === 'only-a' ? 'A' : 'B'} (${(inA ?? inB)?.outcomes[0] ?? ''}): ${program}${more}`;
  return { kind, program, argv: exec?.argv ?? [], a: inA, b: inB, says };
}

const execOf = ({ trace }: Side, process: ProcessIndex | null) => (process === null ? undefined : trace.processes[process]?.execs.at(-1));

function sighting({ trace, family }: Side, process: ProcessIndex | null): Sighting | null {
  const entry = process === null ? undefined : trace.processes[process];
  if (process === null || entry === undefined) return null;
  const tookNs = trace.sinceStartNs(entry.lastEvent) - trace.sinceStartNs(entry.firstEvent);
  return {
    event: citedEvent(entry.execs.at(-1)?.event ?? entry.firstEvent),
    pid: entry.pid,
    count: 1,
    outcomes: [endWords(family.endOf(process))],
    // A clock may be set back.
    seconds: Number.isNaN(tookNs) ? null : Math.max(0, Math.round(tookNs / 1e3) / 1e6),
  };
}
