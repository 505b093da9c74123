// From the tally to the calls that differ: which outcome is only in one capture, what only one of them does, what takes much longer.
import { CALL_FAILED } from '../../model/trace.ts';
import { isNoise } from '../noise.ts';
import { spanNs } from '../span.ts';
import { isChance } from './call-kinds.ts';
import { type Identities, NEVER_RETURNED, WORKED } from './identities.ts';
import type { Side } from './side.ts';
import { NOWHERE, type Tally, type Which } from './tally.ts';

export interface Candidate {
  readonly group: number;
  readonly kind: 'only-a' | 'only-b' | 'outcome' | 'time';
  /** By capture: the call that shows it; {@link NOWHERE}. Where an outcome is only there, the first call with it. */
  readonly event: readonly [number, number];
  /** No reason by itself to say that they differ. */
  readonly weak: boolean;
  /** Noise by the rules: behind what is none. */
  readonly noise: boolean;
}

/** Listed from here on: a tenth of a second and a twentieth of the run more, and at least twice as long. */
const SLOWER_NS = 1e8;
const SLOWER_PART = 0.05;
const SLOWER_TIMES = 2;
/** A run that takes so much longer behaves differently: the one hangs where the other does not. */
const STALLED_NS = 3e9;
const STALLED_TIMES = 5;

type Judge = (group: number, cells: readonly number[]) => Candidate | null;

export function candidatesOf(tally: Tally, identities: Identities, sides: readonly [Side, Side]): readonly Candidate[] {
  const judge = judging(tally, identities, sides);
  const found: Candidate[] = [];
  for (let group = 0; group < tally.groups.size; group++) {
    const candidate = judge(group, tally.cellsOf(group));
    if (candidate !== null) found.push(candidate);
  }
  return found;
}

function judging(tally: Tally, identities: Identities, sides: readonly [Side, Side]): Judge {
  const elapsed = sides.map(({ trace }) => spanNs(trace));
  const grave = stallNs(elapsed);
  const slow = Math.max(SLOWER_NS, ...elapsed.filter((ns) => !Number.isNaN(ns)).map((ns) => ns * SLOWER_PART));
  return (group, cells) => {
    const chance = isChance(identities.callName(tally.groups.part(group, 1)));
    const took: [number, number] = [0, 0];
    const firsts: [number, number] = [NOWHERE, NOWHERE];
    const counted: [number, number] = [NOWHERE, NOWHERE];
    const alone: [number, number] = [NOWHERE, NOWHERE];
    for (const cell of cells) {
      const isCounted = !chance || tally.outcome(cell) !== WORKED;
      for (const which of [0, 1] as const) {
        const first = tally.first(cell, which);
        took[which] += tally.took(cell, which);
        firsts[which] = Math.min(firsts[which], first);
        if (!isCounted) continue;
        counted[which] = Math.min(counted[which], first);
        if (tally.count(cell, which === 0 ? 1 : 0) === 0) alone[which] = Math.min(alone[which], first);
      }
    }
    if (firsts[0] === NOWHERE || firsts[1] === NOWHERE) return onlyIn(firsts[0] === NOWHERE ? 1 : 0, group, counted, chance);
    if (alone[0] !== NOWHERE || alone[1] !== NOWHERE) return otherOutcome(group, cells, firsts, alone);
    return slower(group, firsts, took);
  };

  function otherOutcome(group: number, cells: readonly number[], firsts: [number, number], alone: [number, number]): Candidate {
    const event = [alone[0] === NOWHERE ? firsts[0] : alone[0], alone[1] === NOWHERE ? firsts[1] : alone[1]] as const;
    const failing = ([0, 1] as const).filter((which) => alone[which] !== NOWHERE && failed(which, alone[which]));
    const noise = failing.length > 0 && failing.every((which) => isNoise(sides[which].trace, alone[which]));
    const isAboutPath = isAboutPathIn(0, event[0]);
    // Of descriptors and of calls about nothing, many are alike: one more that works is chance.
    return { group, kind: 'outcome', event, weak: (noise || failing.length === 0) && !isAboutPath && !hangs(cells), noise };
  }

  function onlyIn(which: Which, group: number, event: [number, number], chance: boolean): Candidate | null {
    const { trace } = sides[which];
    const first = event[which];
    if (first === NOWHERE) return null;
    const isNamed = trace.kind(first) === 'signal' || isAboutPathIn(which, first) || /^(?:connect|bind)$/.test(trace.name(first));
    // What is done with a descriptor follows from its open.
    if (!isNamed && !failed(which, first)) return null;
    const noise = failed(which, first) && isNoise(trace, first);
    return { group, kind: which === 0 ? 'only-a' : 'only-b', event, weak: noise || (chance && !isNamed), noise };
  }

  function slower(group: number, event: [number, number], took: [number, number]): Candidate | null {
    const [less, more] = took[0] < took[1] ? took : [took[1], took[0]];
    if (more - less < slow || more < less * SLOWER_TIMES) return null;
    return { group, kind: 'time', event, weak: more - less < grave, noise: false };
  }

  function hangs(cells: readonly number[]): boolean {
    return cells.some((cell) => tally.outcome(cell) === NEVER_RETURNED);
  }

  /** An empty path stands for a descriptor (AT_EMPTY_PATH). */
  function isAboutPathIn(which: Which, event: number): boolean {
    const path = sides[which].trace.path(event);
    return path !== null && path !== '';
  }

  function failed(which: Which, event: number): boolean {
    return (sides[which].trace.flags(event) & CALL_FAILED) !== 0;
  }
}

/** From how much more time on a call is what made one run stall; of runs that took about the same time, never. */
function stallNs(elapsed: readonly number[]): number {
  const [less, more] = [Math.min(...elapsed), Math.max(...elapsed)];
  return more - less >= STALLED_NS && more >= less * STALLED_TIMES ? (more - less) / 2 : Number.POSITIVE_INFINITY;
}
