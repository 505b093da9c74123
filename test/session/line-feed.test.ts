// A file that grows gives the same records as the whole file.
import { appendFileSync, closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { memorySource } from '../../src/model/byte-source.ts';
import { rawText } from '../../src/model/raw-text.ts';
import type { Trace } from '../../src/model/trace.ts';
import { CaptureParser } from '../../src/parse/capture-parser.ts';
import { LineFeed } from '../../src/session/line-feed.ts';
import { traceFromText } from '../../src/session/load-trace.ts';
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
