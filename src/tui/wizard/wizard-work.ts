// Does what is due in a walk: probes, captures, the judgement, fixes, verification, the case.
import type { VisibleText } from '../../model/raw-text.ts';
import { toVisible } from '../../text/visible.ts';
import type { FixTools } from '../../wizard/fix-tools.ts';
import { keepProgress } from '../../wizard/progress.ts';
import type { StepResult } from '../../wizard/step-result.ts';
import type { StepWatch } from '../../wizard/tools.ts';
import { stepAt, take } from '../../wizard/walk.ts';
import type { WalkParts } from '../../wizard/walk-parts.ts';
import { atStep, fixOf, type WizardModel } from './wizard-model.ts';

export type Change = (model: WizardModel) => WizardModel;
export type Tell = (change: Change) => void;

/** @param tell shows progress meanwhile. @returns what becomes of the model */
export function doWhatIsDue(model: WizardModel, tell: Tell, parts: Omit<WalkParts, 'shelf'>): Promise<Change> {
  const cut = new AbortController();
  const { promise: ended, resolve } = Promise.withResolvers<Change>();
  tell((now) => ({ ...now, running: { step: now.walk.at ?? '', says: '', cut, ended } }));
  resolve(whatIsDue(model, tell, parts, cut));
  return ended;
}

async function whatIsDue(model: WizardModel, tell: Tell, parts: Omit<WalkParts, 'shelf'>, cut: AbortController): Promise<Change> {
  const { card, walk, fix } = model;
  const step = stepAt(card, walk);
  const watch: StepWatch = {
    signal: cut.signal,
    progress: (says) => tell((now) => (now.running === null ? now : { ...now, running: { ...now.running, says } })),
  };
  /** Left meanwhile: it is nobody's any more. */
  const unlessLeft =
    (change: Change): Change =>
    (now) =>
      now.running?.cut === cut ? change({ ...now, running: null }) : now;
  if (model.undo) return unlessLeft(await takenBack(model, parts.fixes));
  if (fix?.due != null) return unlessLeft(await fixed(model, watch, parts.fixes));
  if (step === null) return unlessLeft((now) => now);
  try {
    const result = await parts.takeStep(card, walk, watch);
    return unlessLeft(result === null ? (now) => now : walkedOn(model, result));
  } catch (error) {
    return unlessLeft((now) => ({ ...now, begun: false, problem: sentenceOf(error) }));
  }
}

const sentenceOf = (error: unknown): VisibleText => toVisible(error instanceof Error ? error.message : String(error));

/** The walk goes on with a result, and is kept. */
function walkedOn({ card, walk }: WizardModel, result: StepResult): Change {
  const next = take(card, walk, result);
  keepProgress(next);
  return (now) => atStep({ ...now, walk: next, problem: null });
}

async function fixed(model: WizardModel, watch: StepWatch, fixes: FixTools): Promise<Change> {
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
    return walkedOn(model, result);
  } catch (error) {
    return (now) => ({ ...settled({})(now), problem: sentenceOf(error) });
  }
}

async function takenBack(model: WizardModel, fixes: FixTools): Promise<Change> {
  const fix = fixOf(model);
  const undone = fix === null ? null : await fixes.undo(fix.caseId);
  return (now) => ({ ...now, undo: false, undone, cursor: null, top: 0 });
}
