// Gives each distinct byte string a small integer, straight from the bytes of a chunk: no string is made for one that is known.
import { latin1 } from './latin1.ts';

/** One block of interned bytes. Shared memory, so that another thread reads what this one interned. */
const BLOCK_BYTES = 1 << 18;
export const ENTRIES_BITS = 12;
export const ENTRIES_PER_BLOCK = 1 << ENTRIES_BITS;
/** Words an entry takes: block, offset in it, length. */
export const ENTRY_WORDS = 3;

/** The part of an interner that another thread needs to read it: plain shared buffers, only ever added to. */
export interface InternedBuffers {
  /** Of paths: the parts of the scanner's memory that hold them. */
  readonly blocks: Uint8Array<SharedArrayBuffer>[];
  readonly entries: SharedArrayBuffer[];
}

/** FNV-1a, 32 bits. Scanners that look at each byte anyway make the hash on the way. */
export const HASH_START = 0x811c9dc5 | 0;
export const HASH_FACTOR = 0x01000193;

export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, HASH_FACTOR);
  return hash;
}

/** Reads what an {@link Interner} holds, also in another thread. */
export class InternedBytes {
  readonly buffers: InternedBuffers;
  private readonly entryViews: Uint32Array[] = [];

  constructor(buffers: InternedBuffers = { blocks: [], entries: [] }) {
    this.buffers = buffers;
  }

  /** The bytes of an id: a view into shared memory. */
  bytes(id: number): Uint8Array {
    const entries = this.entriesView(id >>> ENTRIES_BITS);
    const at = (id & (ENTRIES_PER_BLOCK - 1)) * ENTRY_WORDS;
    const offset = entries[at + 1]!;
    return this.blockView(entries[at]!).subarray(offset, offset + entries[at + 2]!);
  }

  /** The bytes of an id as Latin-1: a string without a view. */
  latin1(id: number): string {
    const entries = this.entriesView(id >>> ENTRIES_BITS);
    const at = (id & (ENTRIES_PER_BLOCK - 1)) * ENTRY_WORDS;
    const offset = entries[at + 1]!;
    return latin1(this.blockView(entries[at]!), offset, offset + entries[at + 2]!);
  }

  protected blockView(block: number): Uint8Array {
    return this.buffers.blocks[block]!;
  }

  protected entriesView(block: number): Uint32Array {
    let view = this.entryViews[block];
    if (view === undefined) {
      view = new Uint32Array(this.buffers.entries[block]!);
      this.entryViews[block] = view;
    }
    return view;
  }
}

/** Byte strings by id, from 0 in the order they were met. Open addressing; ids never change. */
export class Interner extends InternedBytes {
  size = 0;
  private slots = new Int32Array(1024);
  private hashes = new Int32Array(512);
  private block = -1;
  private used = 0;

  /** The id of `bytes[start..end)`, whose {@link hashBytes} is `hash`; a new one when it was never met. */
  idOf(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const found = this.slots[slot]!;
      if (found === 0) return this.add(bytes, start, end, hash, slot);
      if (this.hashes[found - 1] === hash && this.same(found - 1, bytes, start, end)) return found - 1;
      slot = (slot + 1) & mask;
    }
  }

  private same(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const entries = this.entriesView(id >>> ENTRIES_BITS);
    const at = (id & (ENTRIES_PER_BLOCK - 1)) * ENTRY_WORDS;
    if (entries[at + 2] !== end - start) return false;
    const block = this.blockView(entries[at]!);
    for (let mine = entries[at + 1]!, i = start; i < end; i++, mine++) if (block[mine] !== bytes[i]) return false;
    return true;
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.size++;
    const length = end - start;
    if (this.block < 0 || this.used + length > this.blockView(this.block).length) {
      this.block = this.buffers.blocks.push(new Uint8Array(new SharedArrayBuffer(Math.max(this.block < 0 ? 1 << 14 : BLOCK_BYTES, length)))) - 1;
      this.used = 0;
    }
    this.blockView(this.block).set(bytes.subarray(start, end), this.used);
    if (id % ENTRIES_PER_BLOCK === 0) this.buffers.entries.push(new SharedArrayBuffer(ENTRIES_PER_BLOCK * ENTRY_WORDS * 4));
    const entries = this.entriesView(id >>> ENTRIES_BITS);
    const at = (id & (ENTRIES_PER_BLOCK - 1)) * ENTRY_WORDS;
    entries[at] = this.block;
    entries[at + 1] = this.used;
    entries[at + 2] = length;
    this.used += length;
    if (id === this.hashes.length) {
      const grown = new Int32Array(id * 2);
      grown.set(this.hashes);
      this.hashes = grown;
    }
    this.hashes[id] = hash;
    this.slots[slot] = id + 1;
    if (this.size * 2 > this.slots.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 0; id < this.size; id++) {
      const hash = this.hashes[id]!;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id + 1;
    }
    this.slots = slots;
  }
}
