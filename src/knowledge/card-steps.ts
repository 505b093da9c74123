// The steps of a card as data: what they look like in YAML, and the schema that they are checked against.
import * as v from 'valibot';

const identifier = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]*$/, 'a name has small letters, digits and hyphens'));
const sentence = v.pipe(v.string(), v.minLength(1));
const scalar = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/**
 * Holds when all of its parts hold. `step`: the step it is about; the one it stands in when not given.
 * `fact` with one of `is`, `isNot`, `has`: `has` is for lists and texts. `cause`: a code that was found so far, `*` for a part of it.
 */
export const cardCondition = v.strictObject({
  step: v.optional(identifier),
  status: v.optional(v.picklist(['pass', 'fail', 'unknown', 'skipped'])),
  fact: v.optional(v.string()),
  is: v.optional(scalar),
  isNot: v.optional(scalar),
  has: v.optional(v.string()),
  cause: v.optional(v.string()),
});

const shared = {
  id: identifier,
  /** What is checked: an imperative without full stop, "Look the command up along PATH". */
  says: sentence,
  /** Why it tells something: one or two sentences. */
  why: sentence,
  /** The step is passed over where one of these does not hold. */
  if: v.optional(v.array(cardCondition)),
  /** Where to go on: the first whose conditions all hold; else to the next step. */
  next: v.optional(v.array(v.strictObject({ when: v.array(cardCondition), go: identifier }))),
};

export const cardStep = v.variant('kind', [
  v.strictObject({
    ...shared,
    kind: v.literal('ask'),
    /** `choice` of {@link choices}; `command`: a command line; else one line of text. */
    input: v.picklist(['choice', 'command', 'text', 'path', 'pid']),
    choices: v.optional(v.array(v.strictObject({ value: v.string(), says: sentence }))),
    /** Taken where nobody can be asked; a template. Without it the step is skipped then. */
    default: v.optional(v.string()),
  }),
  v.strictObject({
    ...shared,
    kind: v.literal('probe'),
    probe: identifier,
    /** Templates: `{command}`, `{step.fact}`; `*{argv}` stands for several. */
    with: v.optional(v.array(v.string())),
    seconds: v.optional(v.number()),
  }),
  v.strictObject({
    ...shared,
    kind: v.literal('trace'),
    /** `run`: the given command, or {@link command}; `attach`: to the given process. */
    how: v.picklist(['run', 'attach']),
    command: v.optional(v.array(v.string())),
    env: v.optional(v.record(v.string(), v.string())),
    /** strace's own classes; the default set without it. */
    calls: v.optional(v.string()),
    /** Stopped and read after so long; by default 20. */
    seconds: v.optional(v.number()),
  }),
  v.strictObject({ ...shared, kind: v.literal('judge') }),
  v.strictObject({ ...shared, kind: v.literal('fix') }),
  v.strictObject({ ...shared, kind: v.literal('verify') }),
  v.strictObject({ ...shared, kind: v.literal('save') }),
]);

export const cardSteps = v.pipe(v.array(cardStep), v.minLength(1));

export type CardStep = v.InferOutput<typeof cardStep>;
export type CardCondition = v.InferOutput<typeof cardCondition>;
export type StepOf<K extends CardStep['kind']> = Extract<CardStep, { kind: K }>;

/** A card with all that a walk needs. */
export interface WalkedCard {
  readonly card: string;
  readonly symptom: string;
  readonly begin: 'run' | 'attach';
  readonly looksAt: string;
  readonly example?: string | undefined;
  /** Codes that it is about, `*` for a part: a finding with one of them opens the wizard here. */
  readonly concerns: readonly string[];
  readonly steps: readonly CardStep[];
  /** Added by the person: what it runs is shown and agreed to first. */
  readonly own?: true;
}
