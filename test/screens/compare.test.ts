// Two captures beside each other, driven by keys in a real pty.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import { whytrace } from './harness.ts';

const captures = fileURLToPath(new URL('../../demo/captures', import.meta.url));

test('c and the name of a file: the difference that decided, its call, and the way back', async () => {
  using session = whytrace(['open', join(captures, 'command-not-on-path.strace.gz')], { size: '120x40' });
  await session.waitFor('go is in none of the');
  await session.press('c');
  await session.waitFor('Compare with');
  session.type(`${join(captures, 'healthy.strace.gz')}\r`);
  await session.waitFor('First difference that matters');
  await session.waitFor(/▸only in B .*\/go/);
  await session.press('enter');
  await session.waitFor(/Compare ▸ Calls/);
  await session.press('esc');
  await session.waitFor('First difference that matters');
});
