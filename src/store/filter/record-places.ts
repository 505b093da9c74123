// Which event a place in the file belongs to. For a file whose lines are in order.
import type { Pieces } from '../pieces.ts';
import { HAS_PIECES, SEGMENT_BITS, type Segment, slotOf } from '../segment.ts';

export class RecordPlaces {
  /** Where the line that {@link eventAt} found ends; behind the place when it found none. */
  end = 0;
  private readonly segments: readonly Segment[];
  private readonly pieces: Pieces;

  constructor(segments: readonly Segment[], pieces: Pieces) {
    this.segments = segments;
    this.pieces = pieces;
  }

  /** Where the first line of an event begins. */
  startOf(event: number): number {
    return this.segments[event >>> SEGMENT_BITS]!.offset(slotOf(event));
  }

  /** Where its first line ends. */
  firstEnd(event: number): number {
    const segment = this.segments[event >>> SEGMENT_BITS]!;
    const slot = slotOf(event);
    const size = segment.size[slot]!;
    return segment.offset(slot) + ((segment.flags[slot]! & HAS_PIECES) === 0 ? size : this.pieces.firstSizeBytes(size));
  }

  /** Where the last of `count` events ends, with all lines of calls that go on further down. */
  endOf(count: number): number {
    const last = this.pieces.table.rows - 1;
    const behind = last < 0 ? 0 : this.pieces.offset(last) + this.pieces.sizeBytes(last);
    return count === 0 ? behind : Math.max(this.firstEnd(count - 1), behind);
  }

  /**
   * The event one of whose lines holds `length` bytes at `offset`.
   * @param from,to events among which the last one that begins at or before `offset` is
   * @returns -1 when they are not in one line
   */
  eventAt(offset: number, length: number, from: number, to: number): number {
    const event = this.lastBefore(offset, from, to);
    this.end = event < 0 ? 0 : this.firstEnd(event);
    if (event >= 0 && offset + length <= this.end) return event;
    const { pieces } = this;
    const row = this.pieceBefore(offset);
    this.end = row < 0 ? 0 : pieces.offset(row) + pieces.sizeBytes(row);
    if (row >= 0 && offset + length <= this.end) return pieces.event(row);
    this.end = offset + 1;
    return -1;
  }

  private lastBefore(offset: number, from: number, to: number): number {
    let low = from - 1;
    for (let high = to - 1; low < high; ) {
      const middle = low + ((high - low + 1) >> 1);
      if (this.startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low < from ? -1 : low;
  }

  private pieceBefore(offset: number): number {
    let low = -1;
    for (let high = this.pieces.table.rows - 1; low < high; ) {
      const middle = low + ((high - low + 1) >> 1);
      if (this.pieces.offset(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Pieces of an event that begin at or behind `offset`: calls `look` with each until it says true. @returns whether it did */
  laterPiece(event: number, offset: number, look: (row: number) => boolean): boolean {
    const segment = this.segments[event >>> SEGMENT_BITS]!;
    const slot = slotOf(event);
    if ((segment.flags[slot]! & HAS_PIECES) === 0) return false;
    for (let row = segment.size[slot]!; row >= 0; row = this.pieces.next(row)) if (this.pieces.offset(row) >= offset && look(row)) return true;
    return false;
  }
}
