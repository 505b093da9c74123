// The step that mends, as data: which remedy, what it would do, and what the person has said to it.
import type { FixPlan } from '../../model/fix.ts';
import type { Remedy } from '../../model/report.ts';

export interface FixPart {
  readonly remedies: readonly Remedy[];
  readonly choice: number;
  /** What the chosen remedy would do; null while the person chooses. */
  readonly plan: FixPlan | null;
  /** What a dry run, or a command that only looks, has said. */
  readonly heard: readonly string[];
  /** What is to be done next, off the screen's thread of thought. */
  readonly due: 'plan' | 'dry-run' | 'apply' | null;
}

export const openFix = (remedies: readonly Remedy[]): FixPart => ({ remedies, choice: 0, plan: null, heard: [], due: null });

/** What a key does to the step that mends; null: nothing, it is for the wizard. */
export function updateFix(fix: FixPart, key: string): FixPart | null {
  if (fix.due !== null) return null;
  const { plan, remedies } = fix;
  if (plan === null) {
    const direct = Number(key) - 1;
    if (remedies[direct] !== undefined) return { ...fix, choice: direct, due: 'plan' };
    if (key === 'enter' && remedies[fix.choice] !== undefined) return { ...fix, due: 'plan' };
    const move = key === 'j' || key === 'down' ? 1 : key === 'k' || key === 'up' ? -1 : 0;
    return move === 0 || remedies.length === 0 ? null : { ...fix, choice: (fix.choice + move + remedies.length) % remedies.length };
  }
  switch (key) {
    case 'y':
      return { ...fix, due: 'apply' };
    case 'n':
    case 'b':
    case 'esc':
      return { ...fix, plan: null, heard: [] };
    case 'd':
      return canDryRun(plan) ? { ...fix, due: 'dry-run' } : null;
    case 'f':
      return plan.startUp === null ? null : { ...fix, plan: plan.startUp, heard: [] };
    default:
      return null;
  }
}

export const canDryRun = ({ kind, steps }: FixPlan): boolean =>
  kind === 'change' && steps.some(({ touches }) => touches.some((one) => one.kind === 'packages'));
