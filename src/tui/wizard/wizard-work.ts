// Takes the step that is due: probes, captures and the judgement. Loaded when the first one is.
import { hostTools } from '../../wizard/host-tools.ts';
import { keepProgress } from '../../wizard/progress.ts';
import { isAutomatic, runStep } from '../../wizard/run-step.ts';
import type { StepTools } from '../../wizard/tools.ts';
import { stepAt, take, type Walk } from '../../wizard/walk.ts';
import { atStep, type WizardModel } from './wizard-model.ts';

type Change = (model: WizardModel) => WizardModel;

/** @param tell shows progress while the step is at work. @returns what becomes of the model */
export async function takeDueStep(
  model: WizardModel,
  tell: (change: Change) => void,
  onWalk: (walk: Walk) => void,
  tools: StepTools = hostTools,
): Promise<Change> {
  const { card, walk } = model;
  const step = stepAt(card, walk);
  if (step === null || !isAutomatic(step)) return (now) => now;
  const cut = new AbortController();
  tell((now) => ({ ...now, running: { step: step.id, startedAtMs: Date.now(), says: '', cut } }));
  const progress = (says: string) => tell((now) => (now.running === null ? now : { ...now, running: { ...now.running, says } }));
  const result = await runStep(step, walk, tools, { signal: cut.signal, progress });
  const next = take(card, walk, result);
  keepProgress(next);
  onWalk(next);
  // Skipped or left meanwhile: its result is nobody's any more.
  return (now) => (now.running?.cut === cut ? atStep({ ...now, walk: next }) : now);
}
