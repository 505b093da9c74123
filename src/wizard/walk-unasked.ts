// Walks through a card as far as it goes without a person: for scripts and tickets. Nothing is changed.
import type { WalkedCard } from '../knowledge/card-steps.ts';
import { isAutomatic, runStep } from './run-step.ts';
import type { StepResult } from './step-result.ts';
import { fillAll } from './template.ts';
import type { StepTools, StepWatch } from './tools.ts';
import { beginWalk, type Given, skip, stepAt, take, type Walk } from './walk.ts';

/** Ends where it is interrupted. A card may lead back to a step; without a person nothing is different the second time, so it ends there, too. */
export async function walkUnasked(card: WalkedCard, given: Given, tools: StepTools, watch: StepWatch): Promise<Walk> {
  let walk = beginWalk(card, given);
  for (let step = stepAt(card, walk); step !== null; step = stepAt(card, walk)) {
    if (watch.signal.aborted || walk.taken.some((record) => record.step === step?.id)) return { ...walk, at: null };
    watch.progress(step.says);
    if (step.kind === 'trace' && step.command !== undefined && card.own === true) walk = take(card, walk, notAgreed(step.command));
    else if (isAutomatic(step)) walk = take(card, walk, await runStep(step, walk, tools, watch));
    else if (step.kind === 'ask') walk = take(card, walk, byDefault(step.default, walk));
    else walk = skip(card, walk);
  }
  return walk;
}

function byDefault(template: string | undefined, walk: Walk): StepResult {
  const filled = template === undefined ? { missing: 'an answer' } : fillAll([template], walk);
  const shared = { command: null, evidence: [] };
  if ('missing' in filled) return { ...shared, status: 'skipped', says: 'nobody was asked', facts: {} };
  const answer = filled.args[0] ?? '';
  return { ...shared, status: 'pass', says: `taken as usual: ${answer}`, facts: { answer } };
}

/** A card from elsewhere may run anything: a person has to see it first. */
const notAgreed = (command: readonly string[]): StepResult => ({
  status: 'skipped',
  says: 'this card would run a command of its own: nobody has agreed to it',
  command,
  evidence: ['walk through the card in a terminal: the command is shown there before it is run'],
  facts: {},
});
