// The blame walk: from the root's end down to the process that failed by itself, and in it to what its end followed from.

import { EVIDENCE } from '../../knowledge/evidence.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { unmetAims } from '../aims/index.ts';
import { shows } from '../detectors/index.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { sayingsOf } from '../spoken.ts';
import type { Explanation, WalkStep } from './explanation.ts';
import { heardAll, weighAim } from './weigh-aim.ts';
import { weighChildren } from './weigh-child.ts';

export interface Walk {
  /** From the root to the process that decided. */
  readonly steps: readonly WalkStep[];
  readonly end: Explanation;
  /** What else spoke for itself on the way, best first. */
  readonly rivals: readonly Explanation[];
}

/** A chain of shells and wrappers is short; a longer one is a broken process table. */
const DEEPEST = 200;

/** Of a walk whose length nobody knows: the first processes have the most to tell of. */
const STEP_SHARE = 0.7;

export const walkBlame = (inquiry: Inquiry): Walk => remember(inquiry, 'walk', () => walkFrom(inquiry, inquiry.family.root));

/** The walk from any process that ended badly. */
export function walkFrom(inquiry: Inquiry, start: ProcessIndex): Walk {
  const steps: WalkStep[] = [];
  const rivals: Explanation[] = [];
  const seen = new Set<ProcessIndex>();
  let process = start;
  for (;;) {
    seen.add(process);
    const here = process;
    const candidates = inquiry.headway
      .within(STEP_SHARE, () => explanationsOf(inquiry, here))
      .filter((e) => e.kind !== 'child' || !seen.has(e.child.process));
    const best = candidates[0];
    const threshold = heardAll(inquiry, process) ? EVIDENCE['own-error'].heard : EVIDENCE['own-error']['not-heard'];
    // Thousands of failures may speak: more than a call takes arguments.
    for (const rival of candidates.slice(1)) rivals.push(rival);
    if (best === undefined || best.weight < threshold) {
      if (best !== undefined) rivals.push(best);
      steps.push({ process, learned: null });
      return { steps, end: { kind: 'own', process, said: sayingsOf(inquiry, process).at(-1) ?? null, weight: threshold }, rivals: sorted(rivals) };
    }
    if (best.kind !== 'child' || steps.length >= DEEPEST) {
      steps.push({ process, learned: null });
      return { steps, end: best, rivals: sorted(rivals) };
    }
    steps.push({ process, learned: best.child.learned });
    process = best.child.process;
  }
}

/** All that may explain a process's end, best first. */
function explanationsOf(inquiry: Inquiry, process: ProcessIndex): readonly Explanation[] {
  const { without } = inquiry;
  // Where the table is taken to lack a code, what shows it goes unseen as well.
  const seen = unmetAims(inquiry, process).filter((aim) => without?.unseen !== true || !shows(inquiry, aim, without.code));
  return sorted([...seen.map((aim) => weighAim(inquiry, process, aim)), ...weighChildren(inquiry, process)]);
}

const sorted = (explanations: readonly Explanation[]): readonly Explanation[] => [...explanations].sort((a, b) => b.weight - a.weight);
