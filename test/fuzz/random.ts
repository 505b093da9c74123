// Chance that repeats: the same seed gives the same input, in every run and on every machine.

export interface Random {
  /** A whole number from 0 to `below` - 1. */
  int(below: number): number;
  /** True once in `times`. */
  once(times: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Between `least` and `most`, both included; small ones more often. */
  few(least: number, most: number): number;
}

/** @param seed any text, `7:1234` */
export function randomOf(seed: string): Random {
  let state = hash(seed);
  /** mulberry32. @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return {
    int,
    once: (times) => int(times) === 0,
    pick: (from) => from[int(from.length)]!,
    few: (least, most) => least + Math.floor(next() * next() * (most - least + 1)),
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value;
}
