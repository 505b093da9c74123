// A file that grows gives the same records as the whole file.
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { memorySource } from '../../src/model/byte-source.ts';
import { rawText } from '../../src/model/raw-text.ts';
import { CALL_PENDING, type Trace } from '../../src/model/trace.ts';
import { CaptureParser } from '../../src/parse/capture-parser.ts';
import { LineFeed } from '../../src/session/line-feed.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
import type { StoredTrace } from '../../src/store/stored-trace.ts';
import { traceOf } from '../../src/store/trace-of.ts';
import { TraceStore } from '../../src/store/trace-store.ts';
import { captureBytes } from '../parse/any-input.ts';

const directory = mkdtempSync(join(tmpdir(), 'line-feed-'));
afterAll(() => rmSync(directory, { recursive: true }));

const facts = (trace: Trace) =>
  Array.from({ length: trace.eventCount }, (_, event) => [
    trace.kind(event),
    trace.tid(event),
    trace.process(event),
    trace.text(event),
    trace.result(event),
    trace.flags(event),
    trace.errno(event),
    trace.path(event),
    trace.sinceStartNs(event),
    trace.lines(event),
  ]);

test('a growing file gives what the whole file gives', () => {
  const path = join(directory, 'growing');
  fc.assert(
    fc.property(captureBytes, fc.array(fc.nat(200), { minLength: 1, maxLength: 6 }), fc.integer({ min: 8, max: 300 }), (bytes, steps, chunkBytes) => {
      writeFileSync(path, '');
      const fd = openSync(path, 'r');
      const store = new TraceStore();
      const parser = new CaptureParser(store.symbols, store);
      const feed = new LineFeed(fd, parser, chunkBytes);
      let written = 0;
      for (let at = 0; written < bytes.length; at++) {
        const more = bytes.subarray(written, written + (steps[at % steps.length] ?? 0) + 1);
        appendFileSync(path, more);
        written += more.length;
        while (feed.feed(written, false));
      }
      while (feed.feed(written, true));
      closeSync(fd);
      const trace = traceOf(store, {
        files: [{ name: rawText('-'), base: 0 }],
        source: memorySource(bytes),
        lines: () => parser.lines,
        ended: () => true,
      });
      expect(facts(trace)).toEqual(facts(traceFromText(bytes)));
      expect(feed.parsedBytes).toBe(bytes.length);
    }),
    { numRuns: 150 },
  );
});

test('a call that waits is there before its line ends, and is completed by the rest', () => {
  const path = join(directory, 'waiting');
  writeFileSync(path, '7 1.000000 read(0</dev/tty>, ');
  const fd = openSync(path, 'r');
  const store = new TraceStore();
  const parser = new CaptureParser(store.symbols, store);
  const feed = new LineFeed(fd, parser, 4096);
  const text = '7 1.000000 read(0</dev/tty>, "x", 1) = 1 <2.000000>\n7 3.000000 +++ exited with 0 +++\n';
  const trace = traceOf(store, {
    files: [{ name: rawText('-'), base: 0 }],
    source: memorySource(Buffer.from(text)),
    lines: () => parser.lines,
    ended: () => false,
  });
  feed.feed(29, false);
  expect(trace.eventCount).toBe(0);
  expect(feed.feedBegun()).toBe(true);
  expect([trace.eventCount, trace.flags(0) & CALL_PENDING, trace.result(0)]).toEqual([1, CALL_PENDING, null]);
  writeFileSync(path, text);
  while (feed.feed(text.length, false));
  closeSync(fd);
  expect(trace.eventCount).toBe(2);
  expect([trace.text(0), trace.flags(0) & CALL_PENDING, trace.tookNs(0)]).toEqual(['read(0</dev/tty>, "x", 1) = 1 <2.000000>', 0, 2e9]);
  expect([trace.lines(0), trace.lines(1)]).toMatchObject([{ line: 1, endLine: 1 }, { line: 2 }]);
});

test('a line that may have been cut inside of an argument is not taken', () => {
  const path = join(directory, 'cut');
  writeFileSync(path, '7 openat(AT_FDCWD, "/lib/libgc');
  const fd = openSync(path, 'r');
  const store = new TraceStore();
  const feed = new LineFeed(fd, new CaptureParser(store.symbols, store), 4096);
  feed.feed(30, false);
  expect(feed.feedBegun()).toBe(false);
  closeSync(fd);
});

describe('a hole, which a capture has that had to stay within a size', () => {
  const before = '7 1.000000 execve("/bin/sh", ["sh"], 0x7) = 0\n7 1.100000 close(3) = 0\n';
  const behind = '7 9.000000 close(4) = 0\n7 9.100000 exit_group(0) = ?\n7 9.200000 +++ exited with 0 +++\n';
  const path = join(directory, 'holed');

  const read = (bytes: Uint8Array, chunkBytes: number): StoredTrace => {
    writeFileSync(path, bytes);
    const fd = openSync(path, 'r');
    const store = new TraceStore();
    const feed = new LineFeed(fd, new CaptureParser(store.symbols, store), chunkBytes);
    while (feed.feed(bytes.length, true));
    expect(feed.parsedBytes).toBe(bytes.length);
    closeSync(fd);
    return traceOf(store, { files: [{ name: rawText('x'), base: 0 }], source: memorySource(bytes), lines: () => 0, ended: () => true });
  };
  const holed = (zeros: number): Uint8Array => Buffer.concat([Buffer.from(before), Buffer.alloc(zeros), Buffer.from(behind)]);

  test.each([64, 1000, 5000, 70_000, 1 << 20])('is one record, whatever is read at a time: %i bytes', (chunkBytes) => {
    const trace = read(holed(200_000), chunkBytes);
    expect(Array.from({ length: trace.eventCount }, (_, event) => trace.kind(event))).toEqual(['call', 'call', 'notice', 'call', 'call', 'exit']);
    expect(trace.text(2)).toBe('whytrace: dropped 200000 bytes here, to stay within --max-size');
    expect(trace.rawLines(2)).toEqual([trace.text(2)]);
    expect([trace.text(3), trace.process(3)]).toEqual(['close(4) = 0', 0]);
  });

  test('that breaks a line off leaves its beginning', () => {
    const trace = read(Buffer.concat([Buffer.from(`${before}7 1.200000 read(3, "ab`), Buffer.alloc(9000), Buffer.from(behind)]), 1 << 20);
    expect([trace.kind(2), trace.name(2), trace.result(2)]).toEqual(['call', 'read', null]);
    expect(trace.text(3)).toContain('dropped 9000 bytes');
  });

  test('and a few zeros are none: they are binary rubbish, and kept', () => {
    const trace = read(holed(100), 1 << 20);
    expect(Array.from({ length: trace.eventCount }, (_, event) => trace.text(event)).join()).not.toContain('dropped');
  });

  test('and a line that is nothing but zeros, as a program prints them, is what it is', () => {
    expect(read(Buffer.from(`${before}\0\n\0\0\n${behind}`), 1 << 20).text(2)).toBe('\0');
    expect(read(Buffer.from('\0\n'), 1 << 20).text(0)).toBe('\0');
    expect(read(Buffer.from('\0'), 1 << 20).text(0)).toBe('\0');
  });

  test('printed lines that it covers are gone, too', () => {
    const bytes = Buffer.from(`${before}hello\nyou\n${behind}`);
    const trace = read(bytes, 1 << 20);
    bytes.fill(0, 0, before.length + 'hello\nyou'.length);
    expect(trace.text(2)).toContain('dropped 5 bytes');
    expect(trace.text(3)).toContain('dropped 3 bytes');
  });

  test('that came after its lines were read leaves what was counted, and tells of each line that it is gone', () => {
    const bytes = Buffer.from(before + behind);
    const trace = read(bytes, 1 << 20);
    bytes.fill(0, 0, before.length);
    expect([trace.name(1), trace.text(1), trace.callText(1), trace.args(1), trace.timeText(1)]).toEqual([
      'close',
      'whytrace: dropped 23 bytes here, to stay within --max-size',
      '',
      [],
      null,
    ]);
    expect(trace.text(2)).toBe('close(4) = 0');
  });
});
