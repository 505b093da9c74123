// Gives up the columns of records whose lines were dropped from a file that grows: its memory stays as flat as the file. Numbers of records stay.
import { type GoneRecords, isGone } from '../model/gone.ts';
import { BufferPool } from './buffer-pool.ts';
import type { Pieces } from './pieces.ts';
import { goneSegment, SEGMENT_BYTES, SEGMENT_EVENTS, type Segment } from './segment.ts';

/** The first records tell what runs, and what it began with: their columns stay. */
const KEPT_SEGMENTS = 1;

/** What of a store is gone, and what stands in its place. */
export interface GoneColumns {
  readonly records: GoneRecords;
  /** Stands for each segment of them. */
  readonly segment: Segment;
  /** Blocks of pieces that are gone, in the order in which they went; and what stands for each. */
  readonly pieceBlocks: readonly number[];
  readonly pieceBlock: SharedArrayBuffer;
}

export class ColumnRelease {
  gone: (GoneColumns & { readonly pieceBlocks: number[] }) | null = null;
  /** What new segments are made of. */
  readonly pool = new BufferPool(SEGMENT_BYTES);
  private readonly segments: Segment[];
  private readonly pieces: Pieces;

  constructor(segments: Segment[], pieces: Pieces) {
    this.segments = segments;
    this.pieces = pieces;
  }

  /** Whether a record is gone. */
  has(event: number): boolean {
    return isGone(event, this.gone?.records ?? null);
  }

  /**
   * Gives up whole segments of records that begin before `offset`, which must be in order. The last segment stays, whatever is in it.
   * @returns whether there were any
   */
  giveUpBefore(offset: number): boolean {
    const { segments, gone } = this;
    const first = gone === null ? KEPT_SEGMENTS : gone.records.to / SEGMENT_EVENTS;
    let end = first;
    while (end + 1 < segments.length && segments[end + 1]!.offset(0) <= offset) end++;
    if (end === first) return false;
    const before = gone ?? this.standIns(first);
    const to = end * SEGMENT_EVENTS;
    for (let index = first; index < end; index++) {
      this.pool.giveUp(segments[index]!.buffer, to);
      segments[index] = before.segment;
    }
    const records = { from: KEPT_SEGMENTS * SEGMENT_EVENTS, to };
    this.gone = { ...before, records };
    before.pieceBlocks.push(...this.pieces.giveUp(records, before.pieceBlock));
    return true;
  }

  /** Nobody reads any more what was given up with the records before `before`. */
  letGo(before: number): void {
    this.pool.letGo(before);
    this.pieces.table.pool.letGo(before);
  }

  /** Offsets of what stands in their place must be in order, too: those of the first that goes. */
  private standIns(first: number): NonNullable<ColumnRelease['gone']> {
    const segment = this.segments[first]!;
    const [offset, line, event] = [segment.offset(0), segment.line[0]!, first * SEGMENT_EVENTS];
    return {
      records: { from: event, to: event },
      segment: goneSegment(offset, line),
      pieceBlocks: [],
      pieceBlock: this.pieces.goneBlock({ offset, line, sizeBytes: 0 }, event),
    };
  }
}
