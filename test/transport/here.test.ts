// A command on this machine: its environment, its descriptors, its end.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { here } from '../../src/transport/here.ts';
import type { StartThere } from '../../src/transport/transport.ts';

const NOTHING: StartThere = { cwd: '/', env: { PATH: '/usr/bin:/bin' }, stdin: 'ignore', stdout: 'ignore', stderr: 'ignore', ownSession: false };

test('exit statuses and signals come back as they are', async () => {
  expect(await here.start(['sh', '-c', 'exit 5'], NOTHING).ended).toEqual({ status: 5, signal: null, notStarted: null });
  const running = here.start(['sleep', '30'], NOTHING);
  running.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ status: null, signal: 'SIGTERM' });
});
test('the environment is the one given, nothing of ours is added, and output goes to our descriptor', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'whytrace-here-'));
  const fd = openSync(join(directory, 'out'), 'w');
  await here.start(['sh', '-c', 'env | grep -v -e ^PWD= -e ^_= -e ^SHLVL=; pwd'], { ...NOTHING, env: { PATH: '/usr/bin:/bin', A: 'b' }, stdout: fd })
    .ended;
  closeSync(fd);
  expect(readFileSync(join(directory, 'out'), 'utf8').split('\n').toSorted()).toEqual(['', '/', 'A=b', 'PATH=/usr/bin:/bin']);
  rmSync(directory, { recursive: true });
});
test('what cannot be started says so and never throws', async () => {
  const running = here.start(['/no/such/program'], NOTHING);
  expect(running.pid).toBeNull();
  expect((await running.ended).notStarted).toContain('ENOENT');
});
