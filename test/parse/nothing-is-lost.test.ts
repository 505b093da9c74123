// Whatever comes in, every byte of it belongs to exactly one record, and where chunks end does not matter.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CaptureParser } from '../../src/parse/capture-parser.ts';
import type { Line } from '../../src/parse/line.ts';
import type { RecordSink } from '../../src/parse/record-sink.ts';
import { Symbols } from '../../src/parse/symbols.ts';
import { captureFixtures, fixtureBytes } from '../fixtures/captures.ts';
import { captureBytes } from './any-input.ts';

interface Piece {
  readonly what: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

/** Notes each piece that the parser hands over, and what it is. */
function notes(): { readonly sink: RecordSink; readonly pieces: Piece[] } {
  const pieces: Piece[] = [];
  let handles = 0;
  const note = (what: string, line: Line) =>
    pieces.push({
      what: `${what} ${line.tid} ${line.shape} ${line.flags} ${line.errno} ${line.tookNs}`,
      offset: line.offset,
      sizeBytes: line.sizeBytes,
    });
  return {
    pieces,
    sink: {
      add(kind, line) {
        note(`add ${kind}`, line);
        return handles++;
      },
      join(handle, line, done) {
        note(`join ${handle} ${done}`, line);
      },
      rootIs(tid) {
        pieces.push({ what: `root ${tid}`, offset: -1, sizeBytes: 0 });
      },
    },
  };
}

function parseInChunks(bytes: Uint8Array, sizes: readonly number[]): readonly Piece[] {
  const { sink, pieces } = notes();
  const parser = new CaptureParser(new Symbols(), sink);
  let parsed = 0;
  let available = 0;
  for (let at = 0; available < bytes.length; at++) {
    available = Math.min(bytes.length, available + (sizes[at % sizes.length] ?? 1) + 1);
    // A chunk of its own, as a reader hands it over.
    const chunk = bytes.slice(parsed, available);
    parsed += parser.parse(chunk, 0, chunk.length, parsed, available === bytes.length);
  }
  return pieces;
}

/** Newlines lie between pieces; all else is in one. */
function expectCovered(bytes: Uint8Array, pieces: readonly Piece[]): void {
  const sorted = pieces.filter(({ offset }) => offset >= 0).sort((a, b) => a.offset - b.offset || a.sizeBytes - b.sizeBytes);
  let at = 0;
  for (const { offset, sizeBytes } of sorted) {
    if (offset > at) {
      expect(offset).toBe(at + 1);
      expect(bytes[at]).toBe(10);
    } else expect(offset).toBe(at);
    at = offset + sizeBytes;
  }
  if (at < bytes.length) expect([bytes[at], at]).toEqual([10, bytes.length - 1]);
}

test('every byte belongs to exactly one record', () => {
  fc.assert(
    fc.property(captureBytes, (bytes) => expectCovered(bytes, parseInChunks(bytes, [bytes.length]))),
    { numRuns: 500 },
  );
});

test('where a chunk ends changes nothing', () => {
  fc.assert(
    fc.property(captureBytes, fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }), (bytes, sizes) => {
      expect(parseInChunks(bytes, sizes)).toEqual(parseInChunks(bytes, [bytes.length]));
    }),
    { numRuns: 300 },
  );
});

test.each(captureFixtures().filter((_, at) => at % 4 === 0))('$name: every byte belongs to one record, in chunks too', ({ path }) => {
  const bytes = fixtureBytes(path);
  const whole = parseInChunks(bytes, [bytes.length]);
  expectCovered(bytes, whole);
  expect(parseInChunks(bytes, [997])).toEqual(whole);
});
