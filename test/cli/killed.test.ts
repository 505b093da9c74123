// SIGKILL can't be handled: what whytrace started must end by itself.
import { existsSync, readFileSync } from 'node:fs';
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
  const wordsOfChildren = (): string[][] =>
    readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .map((one) => (existsSync(`/proc/${one}/cmdline`) ? readFileSync(`/proc/${one}/cmdline`, 'latin1').split('\0') : []));
  // The guard is told which strace it is to end. Other children come and go: those that pipes were made with.
  await expect.poll(() => tracerOf(pid()) !== 0 && wordsOfChildren().some((words) => words.includes(String(tracerOf(pid()))))).toBe(true);
  child.kill('SIGKILL');
  await expect.poll(() => tracerOf(pid())).toBe(0);
  expect(isAlive(pid())).toBe(true);
  process.kill(pid());
});
