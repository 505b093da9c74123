// Reads a capture's text from its opened files, in small blocks that are kept: lines that are asked for stand close together, or are asked for again.
import { readSync } from 'node:fs';
import type { ByteSource } from '../model/byte-source.ts';

const BLOCK_BYTES = 1 << 13;
const KEPT_BLOCKS = 1024;

/** Where one file's bytes begin in the capture. */
export interface FilePart {
  readonly fd: number;
  readonly base: number;
}

interface Block {
  readonly bytes: Uint8Array;
  /** How much of it was there when it was read: a file may grow. */
  filled: number;
}

/** The files of a capture as one run of bytes. `parts` in the order of their bases. */
export class FileSource implements ByteSource {
  private readonly parts: readonly FilePart[];
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
    if (block.filled < start + length) block.filled = readSync(this.parts[0]!.fd, block.bytes, 0, BLOCK_BYTES, number * BLOCK_BYTES);
    return block.bytes.subarray(start, Math.min(start + length, block.filled));
  }

  close(): void {
    this.blocks.clear();
    this.last = null;
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

  readInto(offset: number, into: Uint8Array): number {
    const part = this.parts.findLast(({ base }) => base <= offset) ?? this.parts[0]!;
    return readSync(part.fd, into, 0, into.length, offset - part.base);
  }

  private readDirectly(offset: number, length: number): Uint8Array {
    // Not cleared: all of it that is given away has been read.
    const bytes = Buffer.allocUnsafeSlow(length);
    return bytes.subarray(0, this.readInto(offset, bytes));
  }
}
