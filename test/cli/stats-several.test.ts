// Counts of several captures: one that can't be read leaves the others.
import { readdirSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { runStats } from '../../src/cli/stats.ts';
import { fixturePath } from '../fixtures/captures.ts';

afterEach(() => vi.restoreAllMocks());

const openFiles = (): number => readdirSync('/proc/self/fd').length;

test.runIf(process.platform === 'linux')('a capture whose filtered events were counted is closed', async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const before = openFiles();
  await runStats(
    Array.from({ length: 12 }, () => fixturePath('6.1/recorded/family.f.strace')),
    { json: true, filter: 'call:execve' },
  );
  expect(openFiles() - before).toBeLessThan(6);
});

test('the others are counted, it is named, and the status is 2', async () => {
  const printed: string[] = [];
  const said: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const status = await runStats([fixturePath('nothing'), fixturePath('6.1/recorded/family.f.strace')], { json: true, filter: null });
  expect(status).toBe(2);
  expect(printed).toHaveLength(1);
  expect(JSON.parse(printed[0]!).file).toContain('family.f.strace');
  expect(said).toEqual([expect.stringContaining('there is no such file')]);
});
