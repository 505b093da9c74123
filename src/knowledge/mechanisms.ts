// How each cause comes about, and where that can be looked up: see mechanisms.yaml.
import * as v from 'valibot';
import table from './mechanisms.yaml';

export const mechanismsTable = v.record(
  v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z-]+$/)),
  v.strictObject({ mechanism: v.pipe(v.string(), v.regex(/\.$/)), source: v.string() }),
);

export type Mechanism = v.InferOutput<typeof mechanismsTable>[string];

const mechanisms = table as v.InferOutput<typeof mechanismsTable>;

/** @returns null for a code that is not in the table */
export const mechanismOf = (code: string): Mechanism | null => mechanisms[code] ?? null;
/** In the order of the failure table. */
export const mechanismCodes = (): readonly string[] => Object.keys(mechanisms);
