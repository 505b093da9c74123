// Programs that probes run: what they answer, and how they are taken away.
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { probeRunner } from '../../src/wizard/probe-run.ts';

const defaults = { cwd: '/', env: { PATH: process.env.PATH ?? '', MARK: 'ours' }, signal: new AbortController().signal };
const run = probeRunner(defaults);

test('status, both streams, and the given environment alone', async () => {
  const { stdout, stderr, status, trouble } = await run(['sh', '-c', 'echo "$MARK $HOME."; echo bad >&2; exit 3']);
  expect([stdout.toString(), stderr.toString(), status, trouble]).toEqual(['ours .\n', 'bad\n', 3, null]);
});

test('a program that is not there is missing, one that may not be run is denied', async () => {
  expect((await run(['no-such-program'])).trouble).toBe('missing');
  expect((await run(['/etc/passwd'])).trouble).toBe('denied');
});

test('a program that takes too long is cut off, with what it started, and what it said stays', async () => {
  const { stdout, trouble } = await run(['sh', '-c', 'sleep 300 & echo $!; wait'], { timeoutSeconds: 0.4 });
  expect(trouble).toBe('cut-off');
  const child = Number(stdout.toString());
  expect(child).toBeGreaterThan(1);
  await expect.poll(() => existsSync(`/proc/${child}/exe`)).toBe(false);
});

test('what a program leaves behind holds nobody up', async () => {
  const startedMs = performance.now();
  const { stdout } = await run(['sh', '-c', 'sleep 20 & echo done']);
  expect(stdout.toString()).toBe('done\n');
  expect(performance.now() - startedMs).toBeLessThan(10_000);
});

test('output beyond the limit is read and dropped', async () => {
  const { stdout, status } = await run(['sh', '-c', 'head -c 3000000 /dev/zero'], { mostBytes: 10 });
  expect([stdout.length, status]).toEqual([10, 0]);
});

test('the person cuts it short', async () => {
  const controller = new AbortController();
  const running = probeRunner({ ...defaults, signal: controller.signal })(['sleep', '300']);
  controller.abort();
  expect((await running).trouble).toBe('cut-off');
});
