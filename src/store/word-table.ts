// Rows of 32-bit words in shared memory, added at the end: threads, and the second halves of calls.
import { BufferPool } from './buffer-pool.ts';

const BLOCK_BITS = 12;
export const ROWS_PER_BLOCK = 1 << BLOCK_BITS;
const ROW_MASK = ROWS_PER_BLOCK - 1;

/** Grows by blocks, so that rows never move and another thread may read them. */
export class WordTable {
  readonly width: number;
  readonly blocks: SharedArrayBuffer[];
  readonly pool: BufferPool;
  private readonly views: Uint32Array[] = [];
  rows = 0;

  constructor(width: number, blocks: SharedArrayBuffer[] = []) {
    this.width = width;
    this.blocks = blocks;
    this.pool = new BufferPool(ROWS_PER_BLOCK * width * 4);
  }

  /** Adds a row of zeros and returns its index. */
  add(): number {
    const row = this.rows++;
    if ((row & ROW_MASK) === 0) this.blocks.push(this.pool.take());
    return row;
  }

  get(row: number, word: number): number {
    return this.view(row)[this.at(row) + word]!;
  }

  set(row: number, word: number, value: number): void {
    this.view(row)[this.at(row) + word] = value;
  }

  increment(row: number, word: number): void {
    this.view(row)[this.at(row) + word]!++;
  }

  /** Another buffer takes the place of a block. */
  replace(block: number, buffer: SharedArrayBuffer): void {
    this.blocks[block] = buffer;
    this.views[block] = new Uint32Array(buffer);
  }

  /** Where a row's first word stands in its {@link view}. */
  at(row: number): number {
    return (row & ROW_MASK) * this.width;
  }

  /** The block that a row is in. */
  view(row: number): Uint32Array {
    const block = row >>> BLOCK_BITS;
    let view = this.views[block];
    if (view === undefined) {
      view = new Uint32Array(this.blocks[block]!);
      this.views[block] = view;
    }
    return view;
  }
}
