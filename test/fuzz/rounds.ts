// One round: an input by its seed, tried by the targets whose turn it is.
import type { Inputs } from './inputs.ts';
import { randomOf } from './random.ts';
import type { Target } from './target.ts';

export interface Find {
  readonly target: string;
  /** Makes the same input again, and the same chances. */
  readonly seed: string;
  readonly input: Uint8Array;
  readonly error: Error;
}

/** @returns what was found, and how many targets were tried */
export async function round(
  seed: string,
  inputs: Inputs,
  targets: readonly Target[],
): Promise<{ readonly finds: readonly Find[]; readonly tried: number }> {
  const turn = randomOf(`${seed} turn`);
  const input = inputs.make(randomOf(seed));
  const finds: Find[] = [];
  let tried = 0;
  for (const target of targets) {
    if (targets.length > 1 && !turn.once(target.every)) continue;
    tried++;
    const error = await errorOf(target, input, seed);
    if (error !== null) finds.push({ target: target.name, seed, input, error });
  }
  return { finds, tried };
}

/** What waits for so long waits for ever: it takes a thousandth of it, and a machine may be busy. */
const NEVER_ENDS_AFTER_MS = 180_000;

/** null: every law holds. */
export async function errorOf(target: Target, input: Uint8Array, seed: string): Promise<Error | null> {
  let clock: NodeJS.Timeout | undefined;
  const never = new Promise<never>((_, reject) => {
    clock = setTimeout(() => reject(new Error('it waits for what never comes')), NEVER_ENDS_AFTER_MS);
  });
  try {
    await Promise.race([target.try(input, randomOf(`${seed} ${target.name}`)), never]);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(clock);
  }
}
