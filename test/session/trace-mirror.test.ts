// The screen's and the analyst's trace while the writer goes on: what has not been told is not there.
import { expect, test } from 'vitest';
import { memorySource } from '../../src/model/byte-source.ts';
import { rawText } from '../../src/model/raw-text.ts';
import { CaptureParser } from '../../src/parse/capture-parser.ts';
import { GrowthSender } from '../../src/session/growth-sender.ts';
import { TraceMirror } from '../../src/session/trace-mirror.ts';
import { TraceStore } from '../../src/store/trace-store.ts';

test('the last event of a process is one that can be asked for, although the writer is ahead', () => {
  const bytes = Buffer.from('7 getpid() = 7\n7 getppid() = 1\n7 getuid() = 0\n');
  const store = new TraceStore();
  const parser = new CaptureParser(store.symbols, store);
  const sender = new GrowthSender(store);
  const mirror = new TraceMirror();
  mirror.open([{ name: rawText('-'), base: 0 }], memorySource(bytes));
  const reading = { lines: 0, ended: false, stopped: false, bytesRead: 0, bytesTotal: null, troubles: [], says: null };
  const feed = (from: number, to: number): void => void parser.parse(bytes, from, to, 0, false);
  feed(0, 31);
  mirror.grow(sender.next(reading));
  feed(31, bytes.length);
  const [process] = mirror.trace.processes;
  expect([mirror.trace.eventCount, process?.lastEvent]).toEqual([2, 1]);
  mirror.grow(sender.next(reading));
  expect([mirror.trace.eventCount, mirror.trace.processes[0]?.lastEvent]).toEqual([3, 2]);
});
