// Finds a word in a whole range of the file at once, and says which events it hit.
import type { ByteFinder } from './byte-finder.ts';
import type { LineFile } from './line-file.ts';
import type { Range } from './marker.ts';
import type { RecordPlaces } from './record-places.ts';

/** Marks the events in `range` and `mask` one of whose lines contains the needle. Needs a file whose lines are in order. */
export function markHits(finder: ByteFinder, places: RecordPlaces, range: Range, mask: Uint8Array, out: Uint8Array, file: LineFile): void {
  const { pieces, source } = file;
  const { base, from, to } = range;
  const { length } = finder.needle;
  const start = places.startOf(base + from);
  const end = places.firstEnd(base + to - 1);
  for (let hit = finder.next(start, end); hit >= 0; ) {
    // In the second half of a call it may be an event of another range.
    const slot = places.eventAt(hit, length, base + from, base + to) - base;
    if (slot >= from && slot < to && mask[slot] === 1) out[slot] = 1;
    hit = finder.next(Math.max(hit + 1, places.end - length + 1), end);
  }
  // Second halves that stand behind the range.
  const isHit = (row: number): boolean => holds(source.read(pieces.offset(row), pieces.sizeBytes(row)), finder.needle);
  for (let slot = from; slot < to; slot++) if (mask[slot] === 1 && out[slot] !== 1 && places.laterPiece(base + slot, end, isHit)) out[slot] = 1;
}

/** Whether bytes contain others. */
export const holds = (bytes: Uint8Array, needle: Buffer): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(needle);
