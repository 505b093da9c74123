// SIGKILL can't be handled: what whytrace started must end by itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAlive, tracerOf } from '../../src/capture/tracees.ts';
import { place, start } from './whytrace.ts';

test('when whytrace is killed its strace ends, and the command goes on untraced', async () => {
  const pidFile = join(place, 'pid');
  const { child } = start(['diagnose', '--', 'sh', '-c', `echo $$ > ${pidFile}; exec sleep 60`]);
  const pid = (): number => {
    try {
      return Number(readFileSync(pidFile, 'utf8'));
    } catch {
      return 0;
    }
  };
  const children = (): string[] => readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ');
  // strace, and the guard that ends it.
  await expect.poll(() => (tracerOf(pid()) === 0 ? 0 : children().length)).toBe(2);
  child.kill('SIGKILL');
  await expect.poll(() => tracerOf(pid())).toBe(0);
  expect(isAlive(pid())).toBe(true);
  process.kill(pid());
});
