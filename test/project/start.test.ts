// `npm start`, as a newcomer runs it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { olderNode } from './installed.ts';

const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));
const started = (node: string, args: readonly string[] = []) =>
  spawnSync(node, [script, ...args], { encoding: 'utf8', env: { ...process.env, WHYTRACE_NO_INSTALL: '1' } });

test('without a terminal it prints the cause of the demo world, and that is no failure', () => {
  expect(started(process.execPath)).toMatchObject({ status: 0, stdout: expect.stringContaining('exec/not-on-path') });
});

test('with arguments it is whytrace itself, exit status and all', () => {
  expect(started(process.execPath, ['diagnose', '/no/such/capture'])).toMatchObject({ status: 2, stdout: '' });
});

const older = olderNode();
test.skipIf(older === null)('runs under an older Node too', () => {
  expect(started(older as string, ['--version'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});
