// Expands a grammar by chance: `$name` in an alternative stands for one of the alternatives of that name.
import type { Random } from './random.ts';

/** Alternatives by name. One that stands twice is taken twice as often. */
export type Grammar = Readonly<Record<string, readonly string[]>>;

/** What is nested deeper than this becomes the first alternative, which must end. */
const DEEPEST = 12;

export function expand(grammar: Grammar, name: string, random: Random, depth = 0): string {
  const alternatives = grammar[name];
  if (alternatives === undefined) throw new Error(`the grammar has no $${name}`);
  const chosen = depth > DEEPEST ? alternatives[0]! : random.pick(alternatives);
  return chosen.replace(/\$([a-zA-Z]+)/g, (_, part: string) => expand(grammar, part, random, depth + 1));
}
