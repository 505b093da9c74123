// Reads a capture's text from its files, in small blocks that are kept: lines that are asked for stand close together, or are asked for again.
import { readSync } from 'node:fs';
import { FileHandles } from '../capture/file-handles.ts';
import type { ByteSource } from '../model/byte-source.ts';

const BLOCK_BYTES = 1 << 13;
const KEPT_BLOCKS = 1024;
/** Of one file: 2^45 bytes. */
const MOST_BLOCKS = 2 ** 32;

/** Where one file's bytes are, and where they begin in the capture. */
export interface FilePart {
  readonly base: number;
  /** Works in every thread; -1: it is one of many, opened by its path when it is read. */
  readonly fd: number;
  readonly path: string;
  /** Where in the file they begin: what was unpacked of several stands in one. */
  readonly from: number;
}

interface Block {
  readonly bytes: Uint8Array;
  /** How much of it was there when it was read: a file may grow. */
  filled: number;
}

/** The files of a capture as one run of bytes. `parts` in the order of their bases. */
export class FileSource implements ByteSource {
  private readonly parts: readonly FilePart[];
  private readonly handles = new FileHandles();
  /** By file and number in it. */
  private readonly blocks = new Map<number, Block>();
  /** The block that was used last, which is the last in order. */
  private last: { readonly key: number; readonly block: Block } | null = null;

  constructor(parts: readonly FilePart[]) {
    this.parts = parts;
  }

  read(offset: number, length: number): Uint8Array {
    const file = this.fileAt(offset);
    const place = offset - this.parts[file]!.base;
    const number = Math.floor(place / BLOCK_BYTES);
    const start = place - number * BLOCK_BYTES;
    if (start + length > BLOCK_BYTES) return this.readDirectly(offset, length);
    const key = file * MOST_BLOCKS + number;
    const block = this.last?.key === key ? this.last.block : this.blockOf(key);
    if (block.filled < start + length) block.filled = this.readInto(offset - start, block.bytes);
    return block.bytes.subarray(start, Math.min(start + length, block.filled));
  }

  readInto(offset: number, into: Uint8Array): number {
    const part = this.parts[this.fileAt(offset)]!;
    const fd = part.fd >= 0 ? part.fd : this.handles.of(part.path);
    return readSync(fd, into, 0, into.length, offset - part.base + part.from);
  }

  /** One of many files that is not read for now. */
  rest(part: FilePart): void {
    if (part.fd < 0) this.handles.forget(part.path);
  }

  close(): void {
    this.blocks.clear();
    this.last = null;
    this.handles.close();
  }

  private fileAt(offset: number): number {
    const { parts } = this;
    let low = 0;
    for (let high = parts.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if (parts[middle]!.base <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private blockOf(key: number): Block {
    let block = this.blocks.get(key);
    // To the end: the first in order is the one that was not used longest.
    if (block === undefined) block = this.freeBlock();
    else this.blocks.delete(key);
    this.blocks.set(key, block);
    this.last = { key, block };
    return block;
  }

  private freeBlock(): Block {
    const [oldest] = this.blocks;
    if (this.blocks.size < KEPT_BLOCKS || oldest === undefined) return { bytes: new Uint8Array(BLOCK_BYTES), filled: 0 };
    this.blocks.delete(oldest[0]);
    return { bytes: oldest[1].bytes, filled: 0 };
  }

  private readDirectly(offset: number, length: number): Uint8Array {
    // Not cleared: all of it that is given away has been read.
    const bytes = Buffer.allocUnsafeSlow(length);
    return bytes.subarray(0, this.readInto(offset, bytes));
  }
}
