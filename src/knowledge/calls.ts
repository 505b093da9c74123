// System calls and their flags in words: names of arguments, what a call is for, what a flag asks for.
import * as v from 'valibot';
import table from './calls.yaml';

export const callsTable = v.object({
  calls: v.record(v.pipe(v.string(), v.regex(/^[a-z_0-9]+$/)), v.object({ does: v.string(), args: v.string() })),
  flags: v.record(v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9_]+$/)), v.string()),
});

const { calls, flags } = table as v.InferOutput<typeof callsTable>;

export interface CallWords {
  /** What it is for, in a few words with a capital letter and no full stop. */
  readonly does: string;
  /** Names of the arguments in the order strace prints them. */
  readonly args: readonly string[];
}

/** @returns null for a call that is not in the table */
export function callWords(name: string): CallWords | null {
  const entry = Object.hasOwn(calls, name) ? calls[name] : undefined;
  return entry === undefined ? null : { does: entry.does, args: entry.args === '' ? [] : entry.args.split(' ') };
}

/** What a flag or constant (`O_CREAT`, `SIGCHLD`) asks for or means; null when it is not in the table. */
export const flagWords = (flag: string): string | null => (Object.hasOwn(flags, flag) ? (flags[flag] ?? null) : null);
