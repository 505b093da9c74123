// Finds a run of bytes in a capture's files, block by block: about 5 GB a second from the page cache (wasm/find.as.ts).
import type { ByteSource } from '../../model/byte-source.ts';
import module from '../wasm/find.wasm';
import { rarePlaces } from './rare-bytes.ts';

/** What wasm/find.as.ts exports. Addresses, counts, places in the block. */
interface FindExports {
  readonly memory: WebAssembly.Memory;
  blockFor(bytes: number): number;
  needleFor(bytes: number, firstPlace: number, secondPlace: number): number;
  find(from: number, to: number): number;
  findLast(from: number, to: number): number;
}

/** Stays in the processor's second cache. */
const BLOCK_BYTES = 1 << 18;

/** One for all finders of a thread: the block that was read last, and whose needle is in it. */
const shared = { exports: null as FindExports | null, user: null as ByteFinder | null, address: 0 };

export class ByteFinder {
  readonly needle: Buffer;
  private readonly source: ByteSource;
  private readonly places: readonly [number, number];
  /** Where the block begins in the capture, and how much it holds. */
  private start = 0;
  private filled = 0;

  /** @param needle one byte at least */
  constructor(needle: Buffer, source: ByteSource) {
    this.needle = needle;
    this.source = source;
    this.places = rarePlaces(needle);
  }

  /** The first offset from `from` on where the needle stands wholly before `to`; -1 for none. */
  next(from: number, to: number): number {
    const { length } = this.needle;
    for (let at = from; at + length <= to; ) {
      const ends = this.holds(at, at + length) ? false : !this.load(at);
      const end = Math.min(this.start + this.filled, to);
      const hit = shared.exports!.find(at - this.start, end - this.start);
      if (hit >= 0) return this.start + hit;
      if (ends || end - length + 1 <= at) return -1;
      at = end - length + 1;
    }
    return -1;
  }

  /** The last offset from `from` on where the needle stands wholly before `to`; -1 for none. */
  last(from: number, to: number): number {
    const { length } = this.needle;
    for (let end = to; from + length <= end; ) {
      if (!this.holds(end - length, end)) this.load(Math.max(from, end - this.capacity));
      const stop = Math.min(end, this.start + this.filled);
      const begin = Math.max(from, this.start);
      const hit = shared.exports!.findLast(begin - this.start, stop - this.start);
      if (hit >= 0) return this.start + hit;
      end = begin + length - 1;
      if (begin === from) return -1;
    }
    return -1;
  }

  private get capacity(): number {
    return Math.max(BLOCK_BYTES, this.needle.length * 2);
  }

  private holds(from: number, to: number): boolean {
    return shared.user === this && from >= this.start && to <= this.start + this.filled;
  }

  /** @returns whether more follows the block */
  private load(offset: number): boolean {
    const { capacity } = this;
    shared.exports ??= newFind();
    const { exports } = shared;
    if (shared.user !== this) {
      const address = exports.needleFor(this.needle.length, ...this.places);
      shared.address = exports.blockFor(capacity);
      new Uint8Array(exports.memory.buffer, address, this.needle.length).set(this.needle);
      shared.user = this;
    }
    this.start = offset;
    this.filled = this.source.readInto(offset, new Uint8Array(exports.memory.buffer, shared.address, capacity));
    return this.filled === capacity;
  }
}

function newFind(): FindExports {
  return new WebAssembly.Instance(new WebAssembly.Module(module)).exports as unknown as FindExports;
}
