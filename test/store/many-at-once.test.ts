// Calls that the store takes many at a time are the same as if each was added by itself.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CaptureParser } from '../../src/parse/capture-parser.ts';
import type { RecordSink } from '../../src/parse/record-sink.ts';
import { TraceStore } from '../../src/store/trace-store.ts';
import type { WordTable } from '../../src/store/word-table.ts';
import { captureFixtures, fixtureBytes } from '../fixtures/captures.ts';
import { captureBytes } from '../parse/any-input.ts';

const oneByOne = (store: TraceStore): RecordSink => ({
  add: (kind, line) => store.add(kind, line),
  join: (event, line, done) => store.join(event, line, done),
  rootIs: (tid) => store.rootIs(tid),
});

function read(bytes: Uint8Array, tid: number, sinkOf: (store: TraceStore) => RecordSink): TraceStore {
  const store = new TraceStore();
  const parser = new CaptureParser(store.symbols, sinkOf(store), 0, tid);
  parser.parse(bytes, 0, bytes.length, 5e9, true);
  return store;
}

const told = ({ events, clock, finished, outputs, processes }: TraceStore) => [events, clock.kind, finished, outputs, processes.processes];

const wordsOf = (table: WordTable): number[] =>
  Array.from({ length: table.rows * table.width }, (_, at) => table.get(Math.floor(at / table.width), at % table.width));

function expectSame(bytes: Uint8Array, tid = 0): void {
  const [atOnce, slowly] = [read(bytes, tid, (store) => store), read(bytes, tid, oneByOne)];
  expect(told(atOnce)).toEqual(told(slowly));
  for (const table of [(store: TraceStore) => store.processes.threads.table, (store: TraceStore) => store.pieces.table])
    expect(wordsOf(table(atOnce))).toEqual(wordsOf(table(slowly)));
  // Not by toEqual: a difference in megabytes is no message.
  for (const which of ['names', 'errnos'] as const)
    expect(Buffer.from(atOnce.tallies[which]).equals(Buffer.from(slowly.tallies[which])), which).toBe(true);
  for (const [at, segment] of atOnce.segments.entries())
    expect(Buffer.from(segment.buffer).equals(Buffer.from(slowly.segments[at]!.buffer)), `segment ${at}`).toBe(true);
}

test.each(captureFixtures().filter((_, at) => at % 3 === 0))('$name', ({ path }) => expectSame(fixtureBytes(path)));

test('any bytes', () => {
  fc.assert(
    fc.property(captureBytes, fc.constantFrom(0, 4711), (bytes, tid) => expectSame(bytes, tid)),
    { numRuns: 60 },
  );
});

test('calls of threads that come, go and come again, over the end of a segment', () => {
  const lines = Array.from({ length: 70_000 }, (_, at) =>
    at % 9000 === 0
      ? `${100 + (at % 7)} +++ exited with 0 +++`
      : `${100 + (at % 7)} 1700000000.${String(at).padStart(6, '0')} close(${at % 5}) = ${at % 3 === 0 ? '-1 EBADF (Bad file descriptor)' : '0'}`,
  );
  expectSame(Buffer.from(`${lines.join('\n')}\n`));
});
