// Every world of every card, walked by keys through a pty: cause, fix, proof, case, and back to the byte. `npm run test:worlds`.
import { expect, test } from 'vitest';
import { WorldNeeds } from '../../demo/world.ts';
import { CARD_WORLDS } from './card-worlds.ts';
import { makeWorld, type WorldAtHand, walkWorld } from './walk-a-world.ts';

test.each(CARD_WORLDS)('$card: $name', { timeout: 180_000 }, async (world) => {
  let atHand: WorldAtHand;
  try {
    atHand = await makeWorld(world);
  } catch (error) {
    if (error instanceof WorldNeeds) return console.log(`not made here: ${world.name}: ${error.message}`);
    throw error;
  }
  try {
    const walked = await walkWorld(world, atHand);
    console.log(`${world.card}: ${world.name}: the cause after ${walked.keysToCause} keys and ${(walked.msToCause / 1000).toFixed(1)} s`);
    expect(world.codes ?? [world.expects]).toContain(walked.case?.code);
    if (atHand.run.subject !== '') expect(walked.case?.subject).toBe(atHand.run.subject);
    expect(walked.keysToCause).toBeLessThanOrEqual(12);
    if (world.mends === null) return;
    expect(walked.case?.outcome, walked.verified).toBe('fixed');
    expect(walked.hashes.undone, walked.last).toBe(walked.hashes.before);
  } finally {
    await atHand.remove();
  }
});
