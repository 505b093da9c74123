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
/** For causes that no other card is about. */
const LAST_RESORT = 'command-not-found';

export const LAST_STEPS = lastSteps as CardFile['steps'];

/** @returns null for a card that is not in the book */
export function walkedCard(name: string): WalkedCard | null {
  const card = CARDS.find((one) => one.card === name);
  const file = CARD_FILES[name] as CardFile | undefined;
  return card === undefined || file === undefined ? null : { ...card, concerns: file.concerns, steps: [...file.steps, ...LAST_STEPS] };
}

/** The first card that is about a cause; the one for everything where none is, or no cause is known. */
export function cardAbout(code: string | null): WalkedCard {
  const names = Object.keys(CARD_FILES).filter(
    (name) => code !== null && (CARD_FILES[name] as CardFile).concerns.some((pattern) => matches(code, pattern)),
  );
  const card = walkedCard(names[0] ?? LAST_RESORT);
  if (card === null) throw new Error(`the card ${names[0] ?? LAST_RESORT} has no symptom in cards.yaml`);
  return card;
}

/** Whether a code fits a pattern; `*` stands for any part of it. */
export function matches(code: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.at(-1);
  return end === undefined ? code === start : code.startsWith(start) && code.endsWith(end) && code.length >= start.length + end.length;
}
