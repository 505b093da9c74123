// Takes the step that a walk stands at, where that needs no answer: what each kind of step is done by.
import type { WalkedCard } from '../knowledge/card-steps.ts';
import type { FixTools } from './fix-tools.ts';
import { isAutomatic, runStep } from './run-step.ts';
import type { StepResult } from './step-result.ts';
import type { StepTools, StepWatch } from './tools.ts';
import { stepAt, type Walk } from './walk.ts';

/** @returns null for questions and fixes: they need the person */
export async function takeStep(card: WalkedCard, walk: Walk, steps: StepTools, fixes: FixTools, watch: StepWatch): Promise<StepResult | null> {
  const step = stepAt(card, walk);
  if (step === null) return null;
  if (isAutomatic(step)) return runStep(step, walk, steps, watch);
  if (step.kind === 'verify') return fixes.verify(walk, steps, watch);
  return step.kind === 'save' ? fixes.save(walk) : null;
}
