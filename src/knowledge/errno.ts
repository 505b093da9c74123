// Errors in words: what each means, how much it weighs, and whether programs usually go on after it.
import * as v from 'valibot';
import table from './errno.yaml';

export const errnoTable = v.record(
  v.pipe(v.string(), v.regex(/^E[A-Z0-9_]+$/)),
  v.object({
    says: v.string(),
    means: v.string(),
    priority: v.picklist(['high', 'medium', 'low', 'noise']),
    recoverable: v.picklist(['no', 'sometimes', 'usually']),
  }),
);

export interface ErrnoMeaning {
  readonly errno: string;
  /** strerror's words, in English. */
  readonly says: string;
  /** What it means, in a plain sentence without full stop. */
  readonly means: string;
  /** How likely a failure of this kind is what a program gave up for. */
  readonly priority: 'high' | 'medium' | 'low' | 'noise';
  readonly recoverable: 'no' | 'sometimes' | 'usually';
}

/** @returns null for an errno that is not in the table */
export function errnoMeaning(errno: string): ErrnoMeaning | null {
  const entry = (table as v.InferOutput<typeof errnoTable>)[errno];
  return entry === undefined ? null : { errno, ...entry };
}

/** All errnos of the table. */
export const errnoNames = (): readonly string[] => Object.keys(table as v.InferOutput<typeof errnoTable>);
