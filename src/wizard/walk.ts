// A walk through a card, as data: what was found so far, where it stands, and how it goes on. Pure: steps are run elsewhere.
import type { CardStep, WalkedCard } from '../knowledge/card-steps.ts';
import type { Finding } from '../model/report.ts';
import type { StepReport } from '../model/wizard.ts';
import { holds } from './condition.ts';
import type { StepRecord, StepResult } from './step-result.ts';

/** What the walk is about. */
export interface Given {
  /** The command that fails; null while it is not known, or where a process is looked at. */
  readonly argv: readonly string[] | null;
  readonly cwd: string;
  /** The command's environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly pid: number | null;
  /** When the symptom was seen (ms since 1970); the walk's first step when it is not known. */
  readonly seenAtMs?: number;
}

export interface Walk {
  readonly card: string;
  readonly given: Given;
  /** In the order they were taken; a step that is repeated replaces its record and drops those behind it. */
  readonly taken: readonly StepRecord[];
  /** The step it stands at; null: it has ended. */
  readonly at: string | null;
}

export const beginWalk = (card: WalkedCard, given: Given): Walk => settle(card, { card: card.card, given, taken: [], at: card.steps[0]?.id ?? null });

export const stepAt = (card: WalkedCard, { at }: Walk): CardStep | null => card.steps.find(({ id }) => id === at) ?? null;

/** The step it stands at has come to a result: goes on to where that leads. */
export function take(card: WalkedCard, walk: Walk, result: StepResult): Walk {
  const step = stepAt(card, walk);
  if (step === null) return walk;
  const taken = [...walk.taken.filter((record) => record.step !== step.id), { ...result, step: step.id, kind: step.kind }];
  const branch = step.next?.find(({ when }) => when.every((condition) => holds(condition, taken, step.id)));
  return settle(card, { ...walk, taken, at: branch?.go ?? following(card, step.id) });
}

/** Not taken, because the person would not. */
export const skip = (card: WalkedCard, walk: Walk): Walk =>
  take(card, walk, { status: 'skipped', says: 'skipped', command: null, evidence: [], facts: {} });

/** Back to a step that was taken, to take it again; what came of it and behind it is forgotten. The last one when none is named. */
export function goBack(walk: Walk, to?: string): Walk {
  const index = to === undefined ? walk.taken.length - 1 : walk.taken.findIndex(({ step }) => step === to);
  const record = walk.taken[index];
  return record === undefined ? walk : { ...walk, at: record.step, taken: walk.taken.slice(0, index) };
}

/** What causes were found so far, the first judgement's first. */
export const findingsOf = ({ taken }: Walk): readonly Finding[] => taken.findLast(({ findings }) => findings !== undefined)?.findings ?? [];

export const reportsOf = ({ taken }: Walk): readonly StepReport[] =>
  taken.map(({ step, kind, says, command, status, evidence }) => ({ id: step, kind, says, command, status, evidence }));

/** Passes steps over whose conditions do not hold. */
function settle(card: WalkedCard, walk: Walk): Walk {
  let at = walk.at;
  // Each step once: a card whose branches lead in a circle ends.
  for (let passed = 0; at !== null && passed <= card.steps.length; passed++) {
    const step = card.steps.find(({ id }) => id === at);
    if (step === undefined || (step.if ?? []).every((condition) => holds(condition, walk.taken, step.id))) break;
    at = following(card, step.id);
  }
  return at === walk.at ? walk : { ...walk, at };
}

const following = ({ steps }: WalkedCard, id: string): string | null => steps[steps.findIndex((step) => step.id === id) + 1]?.id ?? null;
