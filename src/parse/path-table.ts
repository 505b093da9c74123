// The paths of a capture, each once, by small integers. The quick scanner keeps them, in memory that other threads read: what is new is told to them.
import { HEAD_BYTES } from './interned-paths.ts';
import { ENTRIES_BITS, ENTRIES_PER_BLOCK, ENTRY_WORDS, InternedBytes } from './interner.ts';
import type { ScannerMemory } from './scanner-module.ts';

export class PathTable extends InternedBytes {
  /** Paths that have been published: what other threads may read. */
  size = 0;
  private readonly memory: ScannerMemory;
  /** The scanner's block that holds the path published last, and its addresses; -1 before the first. */
  private block = -1;
  private blockStart = 0;
  private blockEnd = 0;

  constructor(memory: ScannerMemory) {
    super();
    this.memory = memory;
  }

  /** The id of `bytes[start..end)`, a new one when it was never met. */
  idOf(bytes: Uint8Array, start: number, end: number): number {
    const id = this.memory.exports.pathId(this.memory.put(bytes, start, end), end - start);
    this.memory.settle();
    return id;
  }

  override bytes(id: number): Uint8Array {
    if (id >= this.size) this.publish();
    return super.bytes(id);
  }

  /** Says where what is new is. */
  publish(): void {
    const { exports } = this.memory;
    const count = exports.pathCount();
    if (count === this.size) return;
    const words = new Uint32Array(exports.memory.buffer);
    const heads = exports.pathHeads() >>> 2;
    for (let id = this.size; id < count; id++) {
      const head = words[heads + id]!;
      // A block is only left behind when the next path did not fit: that one is in the next.
      if (head < this.blockStart || head >= this.blockEnd) this.nextBlock();
      if (id % ENTRIES_PER_BLOCK === 0) this.buffers.entries.push(new SharedArrayBuffer(ENTRIES_PER_BLOCK * ENTRY_WORDS * 4));
      const entries = this.entriesView(id >>> ENTRIES_BITS);
      const at = (id & (ENTRIES_PER_BLOCK - 1)) * ENTRY_WORDS;
      entries[at] = this.block;
      entries[at + 1] = head + HEAD_BYTES - this.blockStart;
      entries[at + 2] = words[(head >>> 2) + 1]!;
    }
    this.size = count;
  }

  private nextBlock(): void {
    const { exports } = this.memory;
    // Addresses beyond 2 GiB come as negative numbers.
    this.blockStart = exports.pathBlock(++this.block) >>> 0;
    const size = exports.pathBlockBytes(this.block);
    this.blockEnd = this.blockStart + size;
    this.buffers.blocks.push(new Uint8Array(exports.memory.buffer, this.blockStart, size));
  }
}
