// Tests on the record's lines as they stand in the file: words and patterns.

import { latin1 } from '../../parse/latin1.ts';
import { decoded } from '../record-reader.ts';
import { HAS_PIECES, SEGMENT_EVENTS, type Segment } from '../segment.ts';
import type { StoredTrace } from '../stored-trace.ts';
import { ByteFinder } from './byte-finder.ts';
import type { TextTest } from './expression.ts';
import type { LineFile } from './line-file.ts';
import { holds, markHits } from './line-hits.ts';
import type { Marker } from './marker.ts';
import { literalOf } from './pattern-literal.ts';
import { RecordPlaces } from './record-places.ts';
import { passesText } from './text-test.ts';

/** Above this share of events still in question, the whole range is searched at once. */
const DENSE = 1 / 16;

export function lineMarker(test: TextTest, file: LineFile, trace: StoredTrace): Marker {
  const passes = bytesTest(test);
  const read = (offset: number, sizeBytes: number): boolean => passes(file.source.read(offset, sizeBytes));
  const whole = (segment: Segment, slot: number): boolean => {
    const chained = (segment.flags[slot]! & HAS_PIECES) !== 0;
    const row = segment.size[slot]!;
    if (read(segment.offset(slot), chained ? file.pieces.firstSizeBytes(row) : row)) return true;
    for (let next = chained ? row : -1; next >= 0; next = file.pieces.next(next)) {
      if (read(file.pieces.offset(next), file.pieces.sizeBytes(next))) return true;
    }
    return false;
  };
  const text = test.kind === 'matches' ? literalOf(test.pattern) : test.text;
  const finder = file.inOrder && text !== '' ? new ByteFinder(Buffer.from(text), file.source) : null;
  const places = new RecordPlaces(trace.data.segments, file.pieces);
  let hits: Uint8Array | null = null;
  return {
    cost: 2,
    mark(range, mask, out) {
      const { segment, from, to } = range;
      if (finder === null || share(mask, from, to) <= DENSE) {
        for (let slot = from; slot < to; slot++) if (mask[slot] === 1 && whole(segment, slot)) out[slot] = 1;
        return;
      }
      if (test.kind === 'contains') {
        markHits(finder, places, range, mask, out, file);
        return;
      }
      // Lines with the pattern's literal: the pattern has to be tried on them, and what another alternative has marked stays.
      hits ??= new Uint8Array(SEGMENT_EVENTS);
      hits.fill(0, from, to);
      markHits(finder, places, range, mask, hits, file);
      for (let slot = from; slot < to; slot++) if (hits[slot] === 1 && whole(segment, slot)) out[slot] = 1;
    },
  };
}

function share(mask: Uint8Array, from: number, to: number): number {
  let left = 0;
  for (let slot = from; slot < to; slot++) left += mask[slot]!;
  return left / Math.max(1, to - from);
}

/** A text test on bytes, without making a string where none is needed. */
function bytesTest(test: TextTest): (bytes: Uint8Array) => boolean {
  if (test.kind === 'contains') {
    const needle = Buffer.from(test.text);
    return (bytes) => holds(bytes, needle);
  }
  return (bytes) => passesText(test, decoded(latin1(bytes)));
}
