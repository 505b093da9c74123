// Which process of one capture is which of the other: by parent, program and argv, and the order of birth. Never by pid.
import type { ProcessIndex } from '../../model/process.ts';
import { baseName } from '../inquiry.ts';
import { wordShape } from './shape.ts';
import type { Side } from './side.ts';

/** A pair of processes, or one that has no counterpart. */
export interface ProcessPair {
  readonly a: ProcessIndex | null;
  readonly b: ProcessIndex | null;
}

export interface Alignment {
  readonly pairs: readonly ProcessPair[];
  /** By process: the pair of one that is in both; -1 for others. */
  readonly ofA: Int32Array;
  readonly ofB: Int32Array;
}

export function alignProcesses(a: Side, b: Side): Alignment {
  const pairs: ProcessPair[] = [];
  const ofA = new Int32Array(a.trace.processes.length).fill(-1);
  const ofB = new Int32Array(b.trace.processes.length).fill(-1);
  const open: ProcessPair[] = [];
  const pair = (one: ProcessIndex, other: ProcessIndex) => {
    if (ofA[one] !== -1 || ofB[other] !== -1) return;
    ofA[one] = pairs.length;
    ofB[other] = pairs.length;
    const both = { a: one, b: other };
    pairs.push(both);
    open.push(both);
  };
  const pairDescendants = () => {
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const ones = childrenOf(a, next.a!).filter((child) => ofA[child] === -1);
      const others = childrenOf(b, next.b!).filter((child) => ofB[child] === -1);
      for (const [one, other] of matched(a, ones, b, others)) pair(one, other);
    }
  };
  if (ofA.length > 0 && ofB.length > 0) pair(a.family.root, b.family.root);
  pairDescendants();
  // Whose birth was not seen: several were attached to, or the capture begins late.
  for (const [one, other] of matched(a, parentless(a, ofA), b, parentless(b, ofB))) pair(one, other);
  pairDescendants();
  for (const { index } of a.trace.processes) if (ofA[index] === -1 && a.timeline.eventsOf(index).length > 0) pairs.push({ a: index, b: null });
  for (const { index } of b.trace.processes) if (ofB[index] === -1 && b.timeline.eventsOf(index).length > 0) pairs.push({ a: null, b: index });
  return { pairs, ofA, ofB };
}

function parentless({ trace, family }: Side, paired: Int32Array): readonly ProcessIndex[] {
  const children = new Set(trace.processes.flatMap(({ index }) => family.childrenOf(index).map((child) => child.process)));
  return trace.processes.flatMap(({ index }) => (paired[index] === -1 && !children.has(index) ? [index] : []));
}

const childrenOf = ({ family }: Side, process: ProcessIndex): readonly ProcessIndex[] => family.childrenOf(process).map((child) => child.process);

/** From the narrowest likeness to the widest: the same command line, the same program, begun as the same program, both without one; last, a program against one that could not be started. */
function* matched(a: Side, ones: readonly ProcessIndex[], b: Side, others: readonly ProcessIndex[]): Generator<[ProcessIndex, ProcessIndex]> {
  let [left, right] = [ones, others];
  for (const likeness of [commandShape, programOf, firstProgramOf]) {
    const waiting = new Map<string, ProcessIndex[]>();
    for (const other of right) {
      const key = likeness(b, other);
      const queue = waiting.get(key);
      if (queue === undefined) waiting.set(key, [other]);
      else queue.push(other);
    }
    for (const queue of waiting.values()) queue.reverse();
    const [taken, takenOf] = [new Set<ProcessIndex>(), new Set<ProcessIndex>()];
    for (const one of left) {
      const other = waiting.get(likeness(a, one))?.pop();
      if (other === undefined) continue;
      taken.add(one);
      takenOf.add(other);
      yield [one, other];
    }
    left = left.filter((one) => !taken.has(one));
    right = right.filter((other) => !takenOf.has(other));
  }
  for (const one of left) {
    const at = right.findIndex((other) => programOf(a, one) === '' || programOf(b, other) === '');
    if (at < 0) continue;
    yield [one, right[at]!];
    right = right.filter((_, index) => index !== at);
  }
}

const lastExec = ({ trace }: Side, process: ProcessIndex) => trace.processes[process]?.execs.at(-1);

const programOf = (side: Side, process: ProcessIndex): string => baseName(lastExec(side, process)?.path ?? '');

/** A shell becomes its last command without a fork, where there is one to be found. */
const firstProgramOf = ({ trace }: Side, process: ProcessIndex): string => baseName(trace.processes[process]?.execs[0]?.path ?? '');

function commandShape(side: Side, process: ProcessIndex): string {
  const exec = lastExec(side, process);
  return exec === undefined ? '' : [exec.path, ...exec.argv].map((word) => wordShape(word, side.made)).join('\0');
}
