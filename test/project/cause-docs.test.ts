// docs/causes is what the data and the recorded worlds say.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { outOfDate } from '../../scripts/cause-docs/main.ts';

test('docs/causes is up to date: node scripts/with-node.mjs scripts/cause-docs.mjs', async () => {
  expect(await outOfDate(fileURLToPath(new URL('../../', import.meta.url)))).toEqual([]);
});
