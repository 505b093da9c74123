// Programs in sessions of their own: what is cut short goes with all that it started.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runInOwnSession } from '../../src/wizard/own-session.ts';

test('a program that ends at SIGTERM does not leave behind what it started and what ignores that', async () => {
  const controller = new AbortController();
  let said = '';
  const { cut, signal } = await runInOwnSession(['sh', '-c', `sh -c 'trap "" TERM; echo $$; exec sleep 300' & exec sleep 300`], {
    cwd: '/',
    env: { PATH: process.env.PATH ?? '' },
    timeoutSeconds: 60,
    signal: controller.signal,
    graceMs: 500,
    hear: {
      stdout(part) {
        said += part.toString();
        controller.abort();
      },
    },
  });
  expect([cut, signal]).toEqual(['short', 'SIGTERM']);
  expect(said).toMatch(/^\d+\n$/);
  await expect.poll(() => existsSync(`/proc/${said.trim()}/exe`)).toBe(false);
});
