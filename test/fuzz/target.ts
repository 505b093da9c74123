// What is tried with an input: something that must hold whatever comes in.
import type { Random } from './random.ts';

export interface Target {
  readonly name: string;
  /** One input in so many is tried: what costs much is tried less often. */
  readonly every: number;
  /** @throws when a law does not hold */
  try(bytes: Uint8Array, random: Random): void | Promise<void>;
}

/** @throws an Error that says which law does not hold */
export function must(holds: boolean, says: () => string): asserts holds {
  if (!holds) throw new Error(says());
}

/** As {@link must}, for two plain values. */
export function mustEqual(found: unknown, wanted: unknown, says: string): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  must(a === b, () => `${says}: ${a?.slice(0, 2000)} instead of ${b?.slice(0, 2000)}`);
}
