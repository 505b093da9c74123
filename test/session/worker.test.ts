// The engine in its worker, from the bundle: what it reads is read here through shared memory.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { rawText } from '../../src/model/raw-text.ts';
import { FileSource } from '../../src/session/file-source.ts';
import type { FromEngine, ToEngine } from '../../src/session/messages.ts';
import { TraceMirror } from '../../src/session/trace-mirror.ts';
import { fixturePath } from '../fixtures/captures.ts';

test('reads, filters and diagnoses beside this thread, and ends when it is closed', async () => {
  const path = fixturePath('6.1/recorded/family.f.strace');
  const worker = new Worker(new URL('../../bin/session-worker.js', import.meta.url), {
    workerData: { role: 'engine', task: { kind: 'stored', paths: [path], title: rawText(path), follow: false, prefix: null } },
  });
  const send = (message: ToEngine) => worker.postMessage(message);
  const mirror = new TraceMirror();
  const filtered = Promise.withResolvers<number[]>();
  const verdict = Promise.withResolvers<string>();
  worker.on('message', (message: FromEngine) => {
    if (message.kind === 'opened') mirror.open(message.files, new FileSource(message.files));
    else if (message.kind === 'growth') mirror.grow(message);
    else if (message.kind === 'report') verdict.resolve(message.report.verdict);
    else if (message.kind === 'filtered' && mirror.trace.ended) filtered.resolve([...message.events!.subarray(0, message.length)]);
  });
  expect(await verdict.promise).toBe('cause-found');
  send({ kind: 'filter', id: 1, expression: 'call:execve fail:', foldNoise: false });
  const { trace } = mirror;
  expect((await filtered.promise).map((event) => trace.text(event))).toEqual([
    expect.stringMatching(/^execve\("\/nonexistent\/program", .* = -1 ENOENT \(No such file or directory\)$/),
  ]);
  expect(trace.processes.map(({ comm }) => comm)).toEqual(['sh', 'sh', 'sh', 'cat', 'cat']);
  send({ kind: 'close' });
  expect(await once(worker, 'exit')).toEqual([0]);
});
