// Finds a word in a whole range of the file at once, and says which events it hit.
import type { Pieces } from '../pieces.ts';
import { HAS_PIECES, type Segment } from '../segment.ts';
import type { LineFile } from './line-markers.ts';
import type { Range } from './marker.ts';

const BLOCK_BYTES = 1 << 22;

/** Marks the events in `range` and `mask` one of whose lines contains `needle`. Needs a file whose lines are in order. */
export function markHits(needle: Buffer, range: Range, mask: Uint8Array, out: Uint8Array, file: LineFile): void {
  const { segment, base, from, to } = range;
  const start = segment.offset(from);
  const lastSlot = to - 1;
  const end = segment.offset(lastSlot) + firstSize(segment, lastSlot, file.pieces);
  const mark = (slot: number): void => {
    if (slot >= from && slot < to && mask[slot] === 1) out[slot] = 1;
  };
  forEachHit(needle, start, end, file, (hit) => {
    const slot = slotAt(segment, from, to, hit);
    if (hit + needle.length <= segment.offset(slot) + firstSize(segment, slot, file.pieces)) mark(slot);
    else {
      // In the second half of a call that may have begun in this range.
      const row = pieceAt(file.pieces, hit);
      if (row >= 0 && hit + needle.length <= file.pieces.offset(row) + file.pieces.sizeBytes(row)) mark(file.pieces.event(row) - base);
    }
  });
  // Second halves that stand behind the range.
  for (let slot = from; slot < to; slot++) {
    if (mask[slot] !== 1 || out[slot] === 1 || (segment.flags[slot]! & HAS_PIECES) === 0) continue;
    for (let row = segment.size[slot]!; row >= 0; row = file.pieces.next(row)) {
      if (file.pieces.offset(row) < end) continue;
      const line = file.source.read(file.pieces.offset(row), file.pieces.sizeBytes(row));
      if (Buffer.from(line.buffer, line.byteOffset, line.length).includes(needle)) out[slot] = 1;
    }
  }
}

function forEachHit(needle: Buffer, start: number, end: number, file: LineFile, found: (offset: number) => void): void {
  for (let at = start; at < end; ) {
    const read = file.source.read(at, Math.min(BLOCK_BYTES, end - at));
    const block = Buffer.from(read.buffer, read.byteOffset, read.length);
    for (let hit = block.indexOf(needle); hit >= 0; hit = block.indexOf(needle, hit + 1)) found(at + hit);
    if (at + block.length >= end || block.length < needle.length) return;
    // A hit may lie across the border of two blocks.
    at += block.length - needle.length + 1;
  }
}

/** The last slot whose line begins at or before `offset`. */
function slotAt(segment: Segment, from: number, to: number, offset: number): number {
  let low = from;
  for (let high = to - 1; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if (segment.offset(middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The last piece that begins at or before `offset`; -1 for none. */
function pieceAt(pieces: Pieces, offset: number): number {
  let low = -1;
  for (let high = pieces.table.rows - 1; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if (pieces.offset(middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const firstSize = (segment: Segment, slot: number, pieces: Pieces): number =>
  (segment.flags[slot]! & HAS_PIECES) === 0 ? segment.size[slot]! : pieces.firstSizeBytes(segment.size[slot]!);
