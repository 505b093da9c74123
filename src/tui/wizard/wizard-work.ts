// Does what is due in a walk: probes, captures, the judgement, fixes, verification, the case.
import type { VisibleText } from '../../model/raw-text.ts';
import { toVisible } from '../../text/visible.ts';
import type { FixTools } from '../../wizard/fix-tools.ts';
import { keepProgress } from '../../wizard/progress.ts';
import type { StepResult } from '../../wizard/step-result.ts';
import type { StepWatch } from '../../wizard/tools.ts';
import { stepAt, take, type Walk } from '../../wizard/walk.ts';
import type { WalkParts } from '../../wizard/walk-parts.ts';
import { atStep, fixOf, type WizardModel } from './wizard-model.ts';

export type Change = (model: WizardModel) => WizardModel;
export type Tell = (change: Change) => void;

/** @param tell shows progress meanwhile. @param onWalk told of each step that was taken. @returns what becomes of the model */
export async function doWhatIsDue(model: WizardModel, tell: Tell, onWalk: (walk: Walk) => void, parts: Omit<WalkParts, 'shelf'>): Promise<Change> {
  const { card, walk, fix } = model;
  const step = stepAt(card, walk);
  const cut = new AbortController();
  const watch: StepWatch = {
    signal: cut.signal,
    progress: (says) => tell((now) => (now.running === null ? now : { ...now, running: { ...now.running, says } })),
  };
  tell((now) => ({ ...now, running: { step: step?.id ?? '', startedAtMs: Date.now(), says: '', cut } }));
  /** Left meanwhile: it is nobody's any more. */
  const unlessLeft =
    (change: Change): Change =>
    (now) =>
      now.running?.cut === cut ? change({ ...now, running: null }) : now;
  if (model.undo) return unlessLeft(await takenBack(model, parts.fixes));
  if (fix?.due != null) return unlessLeft(await fixed(model, watch, parts.fixes, onWalk));
  if (step === null) return unlessLeft((now) => now);
  try {
    const result = await parts.takeStep(card, walk, watch);
    return unlessLeft(result === null ? (now) => now : walkedOn(model, result, onWalk));
  } catch (error) {
    return unlessLeft((now) => ({ ...now, begun: false, problem: sentenceOf(error) }));
  }
}

const sentenceOf = (error: unknown): VisibleText => toVisible(error instanceof Error ? error.message : String(error));

/** The walk goes on with a result, and is kept. */
function walkedOn({ card, walk }: WizardModel, result: StepResult, onWalk: (walk: Walk) => void): Change {
  const next = take(card, walk, result);
  keepProgress(next);
  onWalk(next);
  return (now) => atStep({ ...now, walk: next, problem: null });
}

async function fixed(model: WizardModel, watch: StepWatch, fixes: FixTools, onWalk: (walk: Walk) => void): Promise<Change> {
  const { fix, walk } = model;
  const remedy = fix?.remedies[fix.choice];
  if (fix === null || remedy === undefined) return (now) => now;
  const settled =
    (change: Partial<NonNullable<WizardModel['fix']>>): Change =>
    (now) =>
      now.fix === null ? now : { ...now, fix: { ...now.fix, due: null, ...change } };
  try {
    if (fix.due === 'plan' || fix.plan === null) return settled({ plan: await fixes.plan(remedy, walk.given), heard: [] });
    if (fix.due === 'dry-run') {
      const blocks = await fixes.dryRun(fix.plan, watch);
      return settled({ heard: blocks.flatMap(({ lines }) => lines) });
    }
    const result = await fixes.apply(fix.plan, fixes.caseIdOf(walk), watch);
    // Nothing was changed: the person goes on choosing.
    if (result.status === 'unknown') return settled({ plan: null, heard: [result.says, ...result.evidence] });
    return walkedOn(model, result, onWalk);
  } catch (error) {
    return (now) => ({ ...settled({})(now), problem: sentenceOf(error) });
  }
}

async function takenBack(model: WizardModel, fixes: FixTools): Promise<Change> {
  const fix = fixOf(model);
  const undone = fix === null ? null : await fixes.undo(fix.caseId);
  return (now) => ({ ...now, undo: false, undone, cursor: null, top: 0 });
}
