// Where the further lines of a call are: the resumed half, or what came after a message in the middle of its line.
import { OFFSET_HIGH } from './segment.ts';
import { WordTable } from './word-table.ts';

const OFFSET_LOW_WORD = 0;
const OFFSET_HIGH_WORD = 1;
const SIZE = 2;
const LINE = 3;
/** Row of the next piece plus one; 0: none. */
const NEXT = 4;
const EVENT = 5;
/** First piece of a chain: size of the call's first line, whose column holds the chain. */
const FIRST_SIZE = 6;
const WIDTH = 7;

export interface Piece {
  readonly offset: number;
  readonly sizeBytes: number;
  readonly line: number;
}

/** Chains of pieces, by the row of the first. In the order they were read, so sorted by offset in a single file. */
export class Pieces {
  readonly table: WordTable;

  constructor(blocks: SharedArrayBuffer[] = []) {
    this.table = new WordTable(WIDTH, blocks);
  }

  /** Adds a piece; `before` is the row it follows, or null and the size of the event's first line. */
  add(event: number, piece: Piece, before: { readonly row: number } | { readonly firstSizeBytes: number }): number {
    const row = this.table.add();
    this.table.set(row, OFFSET_LOW_WORD, piece.offset % OFFSET_HIGH);
    this.table.set(row, OFFSET_HIGH_WORD, Math.floor(piece.offset / OFFSET_HIGH));
    this.table.set(row, SIZE, piece.sizeBytes);
    this.table.set(row, LINE, piece.line);
    this.table.set(row, EVENT, event);
    if ('firstSizeBytes' in before) this.table.set(row, FIRST_SIZE, before.firstSizeBytes);
    else this.table.set(before.row, NEXT, row + 1);
    return row;
  }

  firstSizeBytes(row: number): number {
    return this.table.get(row, FIRST_SIZE);
  }

  event(row: number): number {
    return this.table.get(row, EVENT);
  }

  offset(row: number): number {
    return this.table.get(row, OFFSET_HIGH_WORD) * OFFSET_HIGH + this.table.get(row, OFFSET_LOW_WORD);
  }

  sizeBytes(row: number): number {
    return this.table.get(row, SIZE);
  }

  line(row: number): number {
    return this.table.get(row, LINE);
  }

  /** Row of the next piece; -1 for none. */
  next(row: number): number {
    return this.table.get(row, NEXT) - 1;
  }

  last(row: number): number {
    let last = row;
    for (let next = this.next(row); next >= 0; next = this.next(next)) last = next;
    return last;
  }
}
