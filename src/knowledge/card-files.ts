// What a card's own file holds, beside its symptom.
import * as v from 'valibot';
import { cardSteps } from './card-steps.ts';

export const cardFile = v.strictObject({
  /** Codes that it is about, `*` for a part: a finding with one of them leads here. */
  concerns: v.array(v.string()),
  steps: cardSteps,
});
export type CardFile = v.InferOutput<typeof cardFile>;
