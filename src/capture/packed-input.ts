// Packed bytes that unpackers read one after the other: what one was given and did not use, the next one gets.
import type { InflateRaw, ZstdDecompress } from 'node:zlib';

/** A stream of node:zlib that ends where its packed data do: `bytesWritten` says what it took. */
export type Unpacker = InflateRaw | ZstdDecompress;

/** The first write. Of one that fails node:zlib drops what it had unpacked: none is longer than all before it, so that of a small file, too, only a part is lost. */
const FIRST_BYTES = 256;

export class PackedInput {
  private readonly input: AsyncIterator<Uint8Array>;
  /** What was read and not taken. */
  private rest: Uint8Array = new Uint8Array(0);
  /** How many bytes were taken: what comes next stands there. */
  taken = 0;

  constructor(packed: AsyncIterable<Uint8Array>) {
    this.input = packed[Symbol.asyncIterator]();
  }

  /** The next bytes, which stay: `count` and more, fewer at the end. */
  async head(count: number): Promise<Uint8Array> {
    while (this.rest.length < count) {
      const { done, value } = await this.input.next();
      if (done === true) break;
      this.rest = this.rest.length === 0 ? value : Buffer.concat([this.rest, value]);
    }
    return this.rest;
  }

  skip(count: number): void {
    this.rest = this.rest.subarray(count);
    this.taken += count;
  }

  /** What an unpacker makes of the bytes that come next. @throws the unpacker's error, behind what it could unpack */
  async *through(unpacker: Unpacker): AsyncGenerator<Uint8Array> {
    const fed = { bytes: 0, last: new Uint8Array(0) as Uint8Array };
    this.feed(unpacker, fed).catch((error) => unpacker.destroy(error));
    for await (const piece of unpacker) yield piece as Buffer;
    // It is given nothing new before it is done with a piece: what it left is the end of the last one.
    const left = fed.last.subarray(fed.last.length - (fed.bytes - unpacker.bytesWritten));
    if (left.length > 0) this.rest = Buffer.concat([left, this.rest]);
    this.taken += unpacker.bytesWritten;
  }

  async close(): Promise<void> {
    await this.input.return?.();
  }

  private async feed(unpacker: Unpacker, fed: { bytes: number; last: Uint8Array }): Promise<void> {
    while ((await this.head(1)).length > 0) {
      if (unpacker.destroyed) return;
      fed.last = this.rest.subarray(0, Math.max(FIRST_BYTES, fed.bytes));
      this.rest = this.rest.subarray(fed.last.length);
      fed.bytes += fed.last.length;
      const failed = await new Promise((resolve) => unpacker.write(fed.last, resolve));
      // Its data end within the piece.
      if (failed || unpacker.bytesWritten < fed.bytes) return;
    }
    unpacker.end();
  }
}
