// The look-up behind an event.
import { expect, test } from 'vitest';
import { commandLookup } from '../../src/analyse/diagnose.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { openScenario, UNKNOWN } from './fixtures.ts';

const lookup = async (id: string, pattern: RegExp) => {
  const trace = await openScenario(id);
  const event = Array.from({ length: trace.eventCount }, (_, at) => at).findLast((at) => pattern.test(trace.text(at)));
  return commandLookup(trace, event!, UNKNOWN, offlineAnswers);
};

test("a shell's message leads to the look-up before its fork", async () => {
  const found = await lookup('path-bash-no-follow', /wait4.*127/);
  expect(found).toMatchObject({ command: 'deployctl', state: 'not-found', found: null });
  expect(found?.tries.length).toBeGreaterThan(3);
  expect(found?.tries.every(({ says }) => says === 'no such file')).toBe(true);
});

test('a try of execve leads to all of them', async () => {
  expect(await lookup('path-env', /execve\(.*deployctl.*ENOENT/)).toMatchObject({ command: 'deployctl', state: 'not-found' });
});

test('a dangling link says where it leads', async () => {
  const found = await lookup('path-dangling-which', /write\(2.*deployctl/);
  expect(found?.tries.find(({ says }) => says.startsWith('link to'))?.says).toBe('link to ../opt/gone/deployctl, which is missing');
});

test('a call about no command has none', async () => {
  expect(await lookup('ok-noisy', /brk\(/)).toBeNull();
});
