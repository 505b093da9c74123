// The symptoms that a person can pick, as data.
import * as v from 'valibot';
import cardList from './cards.yaml';

export const cardsTable = v.array(
  v.strictObject({
    card: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/)),
    symptom: v.string(),
    begin: v.picklist(['run', 'attach']),
    looksAt: v.string(),
    example: v.optional(v.string()),
  }),
);

export interface Card {
  /** Its name on the command line. */
  readonly card: string;
  /** As the person sees it, a sentence without full stop. */
  readonly symptom: string;
  /** What is needed first. */
  readonly begin: 'run' | 'attach';
  /** What will be looked at; continues "looks at". */
  readonly looksAt: string;
  /** A command line that shows such a symptom. */
  readonly example?: string | undefined;
}

/** In the order of the start screen: the frequent ones first. */
export const CARDS: readonly Card[] = cardList as v.InferOutput<typeof cardsTable>;
