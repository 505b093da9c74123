// The cards with their steps: symptom and order from cards.yaml, each card's steps from a file of its name.
import * as v from 'valibot';
import { cardSteps, type WalkedCard } from './card-steps.ts';
import commandNotFound from './cards/command-not-found.yaml';
import lastSteps from './cards/last-steps.yaml';
import { CARDS } from './cards.ts';

/** What a file below `cards` holds. */
export const cardFile = v.strictObject({ concerns: v.array(v.string()), steps: cardSteps });
type CardFile = v.InferOutput<typeof cardFile>;

export const CARD_FILES: Readonly<Record<string, unknown>> = {
  'command-not-found': commandNotFound,
};
export const LAST_STEPS = lastSteps as CardFile['steps'];

/** @returns null for a card that is not in the book */
export function walkedCard(name: string): WalkedCard | null {
  const card = CARDS.find((one) => one.card === name);
  const file = CARD_FILES[name] as CardFile | undefined;
  return card === undefined || file === undefined ? null : { ...card, concerns: file.concerns, steps: [...file.steps, ...LAST_STEPS] };
}
