// Reads a capture's text from its files, in small blocks that are kept: lines that are asked for stand close together, or are asked for again.
import { readSync } from 'node:fs';
import { FileHandles } from '../capture/file-handles.ts';
import type { ByteSource } from '../model/byte-source.ts';

const BLOCK_BYTES = 1 << 13;
const KEPT_BLOCKS = 1024;

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
  private readonly blocks = new Map<number, Block>();
  /** The block that was used last, which is the last in order. */
  private last: { readonly number: number; readonly block: Block } | null = null;

  constructor(parts: readonly FilePart[]) {
    this.parts = parts;
  }

  read(offset: number, length: number): Uint8Array {
    const number = Math.floor(offset / BLOCK_BYTES);
    const start = offset - number * BLOCK_BYTES;
    if (this.parts.length > 1 || start + length > BLOCK_BYTES) return this.readDirectly(offset, length);
    const block = this.last?.number === number ? this.last.block : this.blockOf(number);
    if (block.filled < start + length) block.filled = this.readInto(number * BLOCK_BYTES, block.bytes);
    return block.bytes.subarray(start, Math.min(start + length, block.filled));
  }

  readInto(offset: number, into: Uint8Array): number {
    const part = this.partAt(offset);
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

  private partAt(offset: number): FilePart {
    const { parts } = this;
    let low = 0;
    for (let high = parts.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if (parts[middle]!.base <= offset) low = middle;
      else high = middle - 1;
    }
    return parts[low]!;
  }

  private blockOf(number: number): Block {
    let block = this.blocks.get(number);
    // To the end: the first in order is the one that was not used longest.
    if (block === undefined) block = this.freeBlock();
    else this.blocks.delete(number);
    this.blocks.set(number, block);
    this.last = { number, block };
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
