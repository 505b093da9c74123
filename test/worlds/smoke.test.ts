// One world of each card, walked without a person: its cause is named. All worlds, with fix and way back: `npm run test:worlds`.
import { expect, test } from 'vitest';
import { WorldNeeds } from '../../demo/world.ts';
import { builtInCards } from '../../src/knowledge/card-book.ts';
import { hostTools } from '../../src/wizard/host-tools.ts';
import { findingsOf } from '../../src/wizard/walk.ts';
import { walkUnasked } from '../../src/wizard/walk-unasked.ts';
import { CARD_WORLDS } from './card-worlds.ts';
import { makeWorld, type WorldAtHand } from './walk-a-world.ts';

const first = CARD_WORLDS.filter((world, index) => CARD_WORLDS.findIndex(({ card }) => card === world.card) === index);

test.each(first)('$card: $name', { timeout: 60_000 }, async (world) => {
  let atHand: WorldAtHand;
  try {
    atHand = await makeWorld(world);
  } catch (error) {
    if (error instanceof WorldNeeds) return console.log(`not made here: ${world.name}: ${error.message}`);
    throw error;
  }
  try {
    const { run, pid } = atHand;
    const card = builtInCards().find((one) => one.card === world.card);
    if (card === undefined) throw new Error(`there is no card ${world.card}`);
    const given = { argv: pid === null ? run.argv : null, cwd: run.cwd, env: run.env, pid };
    const walk = await walkUnasked(card, given, hostTools, { signal: new AbortController().signal, progress: () => {} });
    const [finding] = findingsOf(walk);
    expect(world.codes ?? [world.expects]).toContain(finding?.code);
    if (run.subject !== '') expect(finding?.subject).toBe(run.subject);
  } finally {
    await atHand.remove();
  }
});
