// Why runners-up lost: the reason that speaks most against each.
import { expect, test } from 'vitest';
import { diagnoseScenario } from './fixtures.ts';

test('a question of configure that was answered with no, and then an error about something else', async () => {
  const { runnersUp } = await diagnoseScenario('decoy-configure');
  expect(runnersUp).toMatchObject([
    { finding: { code: 'exec/not-on-path', subject: 'no-such-cc' }, lostBecause: expect.stringMatching(/speak|went on/) },
  ]);
});
