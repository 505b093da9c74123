// How much of a file is read for the lines that are asked for.
import { expect, test } from 'vitest';
import { memorySource } from '../../src/model/byte-source.ts';
import { Windows } from '../../src/store/windows.ts';

const bytes = new Uint8Array(1 << 21).map((_, at) => (at * 31 + (at >> 8)) & 0xff);

function counted() {
  const memory = memorySource(bytes);
  const reads: number[] = [];
  const source = {
    ...memory,
    read: (offset: number, length: number) => {
      reads.push(length);
      return memory.read(offset, length);
    },
    readInto: (offset: number, into: Uint8Array) => {
      reads.push(into.length);
      return memory.readInto(offset, into);
    },
  };
  return { source, reads };
}

test('lines that follow each other are read in large pieces', () => {
  const { source, reads } = counted();
  const windows = new Windows(source, () => ({ file: 0, files: 1 }));
  for (let at = 0; at + 100 <= bytes.length; at += 100) windows.read(at, 100);
  expect(reads.length).toBeLessThan(12);
});

test('a line that lies far from the one before is read alone', () => {
  const { source, reads } = counted();
  const windows = new Windows(source, () => ({ file: 0, files: 1 }));
  for (let at = 0; at < bytes.length; at += 50_000) expect(windows.read(at, 100)).toEqual(bytes.subarray(at, at + 100));
  expect(Math.max(...reads)).toBe(100);
});

test('a capture that gets a second file goes on being read', () => {
  const { source } = counted();
  let files = 1;
  const windows = new Windows(source, () => ({ file: 0, files }));
  for (let at = 0; at < 1000; at += 100) windows.read(at, 100);
  files = 2;
  for (let at = 1_000_000; at < 1_001_000; at += 100) expect(windows.read(at, 100)).toEqual(bytes.subarray(at, at + 100));
  expect(windows.read(500, 100)).toEqual(bytes.subarray(500, 600));
});
