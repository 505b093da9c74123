// A short run of the fuzzer: always the same inputs. `npm run fuzz` makes others, for hours.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Inputs } from './inputs.ts';
import { round } from './rounds.ts';
import { TARGETS } from './targets/index.ts';

/** About a tenth of a second of processor time each: the code is cold. */
const INPUTS = 80;

test(`every law holds for ${INPUTS} inputs`, { timeout: 300_000 }, async () => {
  const inputs = new Inputs(fileURLToPath(new URL('../fixtures', import.meta.url)));
  let tried = 0;
  for (let at = 0; at < INPUTS; at++) {
    const result = await round(`suite.0:${at}`, inputs, TARGETS);
    for (const { target, seed, error } of result.finds)
      expect.fail(`${target}, ${seed}: ${error.stack}\nnpm run fuzz -- --processes 1 --seed suite --only ${target} makes it small`);
    tried += result.tried;
  }
  console.log(`fuzz: ${INPUTS} inputs, ${tried} trials`);
  expect(tried).toBeGreaterThan(INPUTS * 2);
});
