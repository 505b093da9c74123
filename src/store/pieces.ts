// Where the further lines of a call are: the resumed half, or what came after a message in the middle of its line.
import type { GoneRecords } from '../model/gone.ts';
import { OFFSET_HIGH } from './segment.ts';
import { ROWS_PER_BLOCK, WordTable } from './word-table.ts';

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
  /** Blocks of the table that may have pieces of records that are left, in order. */
  private readonly held: number[] = [];
  private noticed = 0;

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

  /** A block that stands for others whose records are gone: no pieces, at one place in the file. */
  goneBlock(piece: Piece, event: number): SharedArrayBuffer {
    const one = new Pieces();
    for (let row = 0; row < ROWS_PER_BLOCK; row++) one.add(event, piece, { firstSizeBytes: 0 });
    return one.table.blocks[0]!;
  }

  /**
   * Gives up the blocks all of whose pieces belong to records that are gone.
   * @param standIn takes their place
   * @returns which blocks
   */
  giveUp(gone: GoneRecords, standIn: SharedArrayBuffer): readonly number[] {
    const { blocks, pool } = this.table;
    // Not the last one, which is being filled.
    for (; this.noticed < blocks.length - 1; this.noticed++) this.held.push(this.noticed);
    const given = this.held.filter((block) => this.isGone(block, gone));
    for (const block of given) {
      pool.giveUp(blocks[block]!, gone.to);
      this.table.replace(block, standIn);
    }
    this.held.splice(0, this.held.length, ...this.held.filter((block) => blocks[block] !== standIn));
    return given;
  }

  private isGone(block: number, { from, to }: GoneRecords): boolean {
    for (let row = block * ROWS_PER_BLOCK, end = row + ROWS_PER_BLOCK; row < end; row++) {
      const event = this.event(row);
      if (event < from || event >= to) return false;
    }
    return true;
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
