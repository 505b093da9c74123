// The wizard on the screen, as data: the walk, where the person looks, and what is running.
import type { CardStep, WalkedCard } from '../../knowledge/card-steps.ts';
import type { AppliedFix } from '../../model/fix.ts';
import type { VisibleText } from '../../model/raw-text.ts';
import type { UndoResult } from '../../wizard/fix-tools.ts';
import type { StepRecord } from '../../wizard/step-result.ts';
import { findingsOf, goBack, stepAt, type Walk } from '../../wizard/walk.ts';
import type { UnderWay } from '../dialog.ts';
import { type EditedLine, lineOf } from '../line-editor.ts';
import { type FixPart, openFix } from './fix-part.ts';

export interface WizardModel {
  readonly card: WalkedCard;
  readonly walk: Walk;
  /** The line of the list that is looked at; null: the step the walk stands at. */
  readonly cursor: number | null;
  /** The first line shown of what is said about the step. */
  readonly top: number;
  /** For questions: what is typed, or which choice. */
  readonly line: EditedLine;
  readonly choice: number;
  /** A step that runs the person's command begins on Enter only. */
  readonly begun: boolean;
  readonly running: Running | null;
  /** At the step that mends; null before it. */
  readonly fix: FixPart | null;
  /** The person wants the fix taken back. */
  readonly undo: boolean;
  /** What taking the fix back came to. */
  readonly undone: UndoResult | null;
  /** An earlier walk through this card about the same command: it can be gone on with. */
  readonly earlier: { readonly walk: Walk; readonly savedAtMs: number } | null;
  readonly problem: VisibleText | null;
}

/** A step at work. */
export interface Running extends UnderWay {
  readonly step: string;
  /** Its last word of progress. */
  readonly says: string;
}

export const openWizard = (card: WalkedCard, walk: Walk, earlier: WizardModel['earlier'] = null): WizardModel =>
  atStep({
    card,
    walk,
    cursor: null,
    top: 0,
    line: lineOf(''),
    choice: 0,
    begun: false,
    running: null,
    fix: null,
    undo: false,
    undone: null,
    earlier,
    problem: null,
  });

/** One line of the list of steps: what was taken, where it stands, what may come. */
export type StepLine =
  | { readonly kind: 'taken'; readonly step: CardStep; readonly record: StepRecord }
  | { readonly kind: 'at'; readonly step: CardStep }
  | { readonly kind: 'ahead'; readonly step: CardStep };

export function stepLines({ card, walk }: WizardModel): readonly StepLine[] {
  const byId = (id: string) => card.steps.find((step) => step.id === id);
  const taken = walk.taken.flatMap((record): StepLine[] => {
    const step = byId(record.step);
    return step === undefined ? [] : [{ kind: 'taken', step, record }];
  });
  const at = stepAt(card, walk);
  if (at === null) return taken;
  const ahead = card.steps.slice(card.steps.indexOf(at) + 1).filter(({ id }) => !walk.taken.some(({ step }) => step === id));
  return [...taken, { kind: 'at', step: at }, ...ahead.map((step): StepLine => ({ kind: 'ahead', step }))];
}

/** Which line is looked at; -1 when there is none. */
export function lineLookedAt(model: WizardModel): number {
  const lines = stepLines(model);
  const at = lines.findIndex(({ kind }) => kind === 'at');
  return model.cursor ?? (at < 0 ? lines.length - 1 : at);
}

/** The walk has moved: its question gets an empty line or its first choice, the step that mends the remedies of what was found. */
export function atStep(model: WizardModel): WizardModel {
  const fix = stepAt(model.card, model.walk)?.kind === 'fix' ? openFix(findingsOf(model.walk)[0]?.remedies ?? []) : null;
  return { ...model, cursor: null, top: 0, line: lineOf(''), choice: 0, begun: false, running: null, fix };
}

/** Back to the step looked at, or to the last that was taken. */
export function backTo(model: WizardModel, step?: string): WizardModel {
  const walk = goBack(model.walk, step);
  return walk === model.walk ? model : atStep({ ...model, walk });
}

/** Whether something begins by itself now: probes only look; a command is run, and a fix applied, when the person says so. */
export function isDue({ card, walk, begun, running, earlier, fix, undo }: WizardModel): boolean {
  const step = stepAt(card, walk);
  if (running !== null || earlier !== null) return false;
  if (undo || fix?.due != null) return true;
  return step !== null && (step.kind === 'probe' || step.kind === 'judge' || (begun && step.kind !== 'fix'));
}

/** Symptom and command stand above the list; on small screens the command alone. */
export const headRows = (rows: number): number => (rows < 14 ? 1 : 3);

/** The part of the list of steps that is shown: half of the screen at most, around the step that is looked at. */
export function listOf(model: WizardModel, rows: number): { readonly top: number; readonly rows: number } {
  const { length } = stepLines(model);
  const shown = Math.min(length, Math.max(2, Math.floor((rows - headRows(rows) - 1) / (rows < 14 ? 3 : 2))));
  const top = Math.max(0, Math.min(length - shown, lineLookedAt(model) - Math.floor(shown / 2)));
  return { top, rows: shown };
}

/** The fix that was applied on this walk. */
export const fixOf = ({ walk }: WizardModel): AppliedFix | null => walk.taken.findLast(({ fix }) => fix !== undefined)?.fix ?? null;
