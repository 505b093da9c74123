// Where the threads of a session stand when processors are short.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

/** Nice values of our threads. See proc(5): the 19th field of `stat`, the 17th behind the name. */
const nices = () =>
  readdirSync('/proc/self/task').map((thread) => Number(readFileSync(`/proc/self/task/${thread}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[16]));

test('a worker gives way to the thread of the screen, which stays as it was', async () => {
  const ours = getPriority(process.pid);
  const worker = new Worker(new URL('../../bin/session-worker.js', import.meta.url), { workerData: { role: 'analyst', askHost: null } });
  await expect.poll(nices).toContain(Math.min(19, ours + 5));
  expect(getPriority(process.pid)).toBe(ours);
  worker.postMessage({ kind: 'close' });
  await once(worker, 'exit');
});
