// What the parser hands over, piece by piece, for the laws that hold whatever comes in.
import assert from 'node:assert/strict';
import { CaptureParser } from '../../src/parse/capture-parser.ts';
import type { Line } from '../../src/parse/line.ts';
import type { RecordSink } from '../../src/parse/record-sink.ts';
import { Symbols } from '../../src/parse/symbols.ts';

export interface Piece {
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

/** @param sizes of the chunks, less one, taken in turns */
export function parseInChunks(bytes: Uint8Array, sizes: readonly number[]): readonly Piece[] {
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

/** Newlines lie between pieces; all else is in one. @throws AssertionError where it does not hold */
export function assertCovered(bytes: Uint8Array, pieces: readonly Piece[]): void {
  const sorted = pieces.filter(({ offset }) => offset >= 0).sort((a, b) => a.offset - b.offset || a.sizeBytes - b.sizeBytes);
  let at = 0;
  for (const { offset, sizeBytes } of sorted) {
    if (offset > at) {
      assert.equal(offset, at + 1);
      assert.equal(bytes[at], 10);
    } else assert.equal(offset, at);
    at = offset + sizeBytes;
  }
  if (at < bytes.length) assert.deepEqual([bytes[at], at], [10, bytes.length - 1]);
}
