// What the fuzzer has found, made small: every law holds for all of it, with other chances than it was found by.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { errorOf } from './rounds.ts';
import { CAPTURE_TARGETS } from './targets/index.ts';

const folder = fileURLToPath(new URL('../fixtures/fuzz/', import.meta.url));
const SEEDS = ['1', '2'];

test.each(readdirSync(folder))('%s', async (name) => {
  const input = new Uint8Array(readFileSync(folder + name));
  for (const target of CAPTURE_TARGETS) for (const seed of SEEDS) expect(await errorOf(target, input, seed), `${target.name}, ${seed}`).toBeNull();
});
