// What may have decided a process's end, with the signs that speak for each.

import { EVIDENCE, type Sign } from '../../knowledge/evidence.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Aim } from '../aims/aim.ts';
import type { Child, UnseenChild } from '../family.ts';
import type { Edge } from '../hang/graph.ts';
import type { Saying } from '../spoken.ts';

/** A sign and what it is worth here. */
export interface Weighed {
  readonly sign: Sign | 'kind' | 'base';
  readonly points: number;
}

export type Explanation =
  | {
      readonly kind: 'aim';
      readonly process: ProcessIndex;
      readonly aim: Aim;
      readonly signs: readonly Weighed[];
      readonly weight: number;
      readonly saidBy: Saying | null;
    }
  | { readonly kind: 'child'; readonly process: ProcessIndex; readonly child: Child; readonly signs: readonly Weighed[]; readonly weight: number }
  | {
      readonly kind: 'unseen-child';
      readonly process: ProcessIndex;
      readonly child: UnseenChild;
      readonly signs: readonly Weighed[];
      readonly weight: number;
    }
  /** Nothing outside: the process decided it by itself. `said`: its last words. */
  | { readonly kind: 'own'; readonly process: ProcessIndex; readonly said: Saying | null; readonly weight: number };

/** Points of every sign, by its name: looked up for each sign of each aim. */
const WORTH = { ...EVIDENCE.signs, ...EVIDENCE.children };

const total = (signs: readonly Weighed[]): number => signs.reduce((sum, { points }) => sum + points, 0);

/** Collects signs with the points of the table. */
export class Scale {
  readonly signs: Weighed[] = [];
  constructor(base: number) {
    this.signs.push({ sign: 'base', points: base });
  }
  add(sign: Sign, when: boolean | number = true): this {
    const times = typeof when === 'number' ? when : when ? 1 : 0;
    if (times !== 0) this.signs.push({ sign, points: WORTH[sign] * times });
    return this;
  }
  get weight(): number {
    return total(this.signs);
  }
}

/** One stop of the walk from the root's end to what decided it. */
export interface WalkStep {
  readonly process: ProcessIndex;
  /** Where the process learned of it: the wait for the child; null at the last stop. */
  readonly learned: EventIndex | null;
  /** In a hang: whom it waits for. */
  readonly waitsFor?: Edge;
}
