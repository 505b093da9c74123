// A trace with what a filter needs beside it, for tests.
import { memorySource } from '../../../src/model/byte-source.ts';
import { rawText } from '../../../src/model/raw-text.ts';
import { CaptureParser } from '../../../src/parse/capture-parser.ts';
import type { FilterSubject } from '../../../src/store/filter/compile-filter.ts';
import { traceOf } from '../../../src/store/trace-of.ts';
import { TraceStore } from '../../../src/store/trace-store.ts';

/** Noise: failing calls on paths with "locale"; evidence: every seventh event. */
export function subjectOf(bytes: Uint8Array): FilterSubject {
  const store = new TraceStore();
  const parser = new CaptureParser(store.symbols, store);
  parser.parse(bytes, 0, bytes.length, 0, true);
  const source = memorySource(bytes);
  const trace = traceOf(store, { files: [{ name: rawText('-'), base: 0 }], source, lines: () => parser.lines, ended: () => true });
  return {
    trace,
    lines: { pieces: store.pieces, source, inOrder: true },
    isNoise: (event) => trace.errno(event) !== null && (trace.path(event) ?? '').includes('locale'),
    isEvidence: (event) => event % 7 === 0,
    evidenceRevision: () => 0,
  };
}
