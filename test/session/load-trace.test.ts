// Opening captures: sets, compressed files, and what can't be read.
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captureSets } from '../../src/capture/open-set.ts';
import type { Trace } from '../../src/model/trace.ts';
import { loadTrace } from '../../src/session/load-trace.ts';
import { fixtureBytes, fixturePath } from '../fixtures/captures.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'load-trace-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const load = async (...paths: string[]): Promise<Trace> => {
  const [set, ...others] = captureSets(paths);
  expect(others).toEqual([]);
  return loadTrace(set!);
};
const texts = (trace: Trace): string[] => Array.from({ length: trace.eventCount }, (_, event) => `${trace.tid(event)} ${trace.text(event)}`);
const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(directory, name), content);
  return join(directory, name);
};

describe('compressed files', () => {
  const plain = fixturePath('6.1/recorded/family.f.strace');

  test('gzip, also of several members, reads as what it holds', async () => {
    const bytes = fixtureBytes(plain);
    const middle = bytes.length >> 1;
    const path = file('two-members.gz', Buffer.concat([zlib.gzipSync(bytes.subarray(0, middle)), zlib.gzipSync(bytes.subarray(middle))]));
    expect(texts(await load(path))).toEqual(texts(await load(plain)));
  });

  test('gzip that was cut off: what came before is there', async () => {
    const packed = zlib.gzipSync(fixtureBytes(plain), { level: 0 });
    const trace = await load(file('cut.gz', packed.subarray(0, packed.length - 600)));
    expect(trace.eventCount).toBeGreaterThan(20);
  });

  test.runIf(typeof zlib.zstdCompressSync === 'function')('zstd, of several frames too', async () => {
    const bytes = fixtureBytes(plain);
    const middle = bytes.length >> 1;
    const path = file(
      'two-frames.zst',
      Buffer.concat([zlib.zstdCompressSync(bytes.subarray(0, middle)), zlib.zstdCompressSync(bytes.subarray(middle))]),
    );
    expect(texts(await load(path))).toEqual(texts(await load(plain)));
  });
});

describe('sets of files', () => {
  test.each(['6.1/recorded/set', '6.1/recorded/set/trace'])('%s is one capture', async (path) => {
    const trace = await load(fixturePath(path));
    expect(trace.files).toHaveLength(5);
    expect(trace.processes).toHaveLength(5);
  });

  test('stamps order the records of all files', async () => {
    const trace = await load(fixturePath('6.1/recorded/set-ttt'));
    const times = Array.from({ length: trace.eventCount }, (_, event) => trace.sinceStartNs(event));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('without stamps a child comes behind its fork and before the wait that found it ended', async () => {
    const trace = await load(fixturePath('6.1/recorded/set'));
    for (const { bornBy, firstEvent, lastEvent, parent, pid } of trace.processes) {
      if (bornBy === null) continue;
      expect(firstEvent).toBe(bornBy);
      const waits = Array.from({ length: trace.eventCount }, (_, event) => event).filter(
        (event) => trace.process(event) === parent && trace.name(event) === 'wait4' && trace.result(event) === String(pid),
      );
      expect(waits).toHaveLength(1);
      expect(waits[0]).toBeGreaterThan(lastEvent);
    }
  });

  test('nothing of the files is lost or doubled', async () => {
    const whole = await load(fixturePath('6.1/recorded/set'));
    const lines = ['trace'].flatMap(() => whole.files.map((path) => fixtureBytes(path).filter((byte) => byte === 10).length));
    expect(whole.lineCount).toBe(lines.reduce((a, b) => a + b, 0));
    expect(whole.eventCount).toBe(whole.lineCount);
  });

  test('other files are captures of their own, also beside a set', () => {
    const sets = captureSets([
      fixturePath('6.1/recorded/family.f.strace'),
      fixturePath('6.1/recorded/set'),
      fixturePath('6.1/recorded/true.r.strace.gz'),
    ]);
    expect(sets.map(({ paths }) => paths.length)).toEqual([1, 5, 1]);
  });
});

describe('what can not be read is said in one sentence', () => {
  test.each([
    ['a missing file', () => join(directory, 'nothing'), 'there is no such file'],
    ['an empty file', () => file('empty', ''), 'it is empty'],
    ['an empty compressed file', () => file('empty.gz', zlib.gzipSync('')), 'it is empty'],
    ['a binary', () => file('binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 10])), 'it is a binary file'],
    ['some other text', () => file('text', 'Dear diary,\ntoday nothing was traced.\n'), 'no line in it is strace output'],
    ['no gzip behind a gzip head', () => file('bad.gz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4])), 'cannot unpack'],
  ])('%s', async (_, path, says) => {
    await expect(load(path())).rejects.toMatchObject({ name: 'Problem', code: 'unreadable-input', message: expect.stringContaining(says) });
  });

  test('a directory with other files in it, and an empty one', () => {
    mkdirSync(join(directory, 'mixed'));
    copyFileSync(fixturePath('6.1/recorded/family.f.strace'), join(directory, 'mixed', 'trace.1'));
    writeFileSync(join(directory, 'mixed', 'notes'), '');
    mkdirSync(join(directory, 'nobody'));
    expect(() => captureSets([join(directory, 'mixed')])).toThrow('is a directory; give a file');
    expect(() => captureSets([join(directory, 'nobody')])).toThrow('with nothing in it');
  });

  test.runIf(process.getuid?.() !== 0)('a file that may not be read', async () => {
    const path = file('secret', 'close(3) = 0\n');
    chmodSync(path, 0);
    await expect(load(path)).rejects.toThrow('permission denied');
  });
});
