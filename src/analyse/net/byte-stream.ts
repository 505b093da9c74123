// One direction of a connection: what the calls showed of its bytes. strace cuts strings (`-s`), so a stream has holes; lengths come from the results.
import type { EventIndex } from '../../model/event.ts';

/** What one call sent or received. */
export interface Chunk {
  readonly event: EventIndex;
  /** Bytes that the call moved. */
  readonly length: number;
  /** The first of them, as far as strace showed them. */
  readonly bytes: Uint8Array;
  /** Other calls lie between its beginning and its end: it may have begun before what it answers. */
  readonly isJoined: boolean;
  /** The address beside an unconnected datagram; null. */
  readonly address: string | null;
}

/** The text of a chunk's start, one character a byte; control characters stay. */
export const chunkText = ({ bytes }: Chunk): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

export class ByteStream {
  readonly #chunks: readonly Chunk[];
  readonly #starts: readonly number[];
  readonly length: number;

  constructor(chunks: readonly Chunk[]) {
    this.#chunks = chunks;
    let at = 0;
    this.#starts = chunks.map((chunk) => {
      const start = at;
      at += chunk.length;
      return start;
    });
    this.length = at;
  }

  /** Where the chunks begin. */
  get starts(): readonly number[] {
    return this.#starts;
  }

  /** The chunk that holds a position; -1 behind the end. */
  chunkAt(position: number): number {
    if (position < 0 || position >= this.length) return -1;
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  eventAt(position: number): EventIndex {
    return this.#chunks[Math.max(0, this.chunkAt(position))]?.event ?? 0;
  }

  /** A byte; null where it was not shown. */
  at(position: number): number | null {
    const index = this.chunkAt(position);
    return index < 0 ? null : (this.#chunks[index]!.bytes[position - this.#starts[index]!] ?? null);
  }

  /** Bytes from a position to the first that was not shown, at most `most`. */
  from(position: number, most: number): Uint8Array {
    const found: number[] = [];
    for (let at = position; found.length < most; at++) {
      const byte = this.at(at);
      if (byte === null) break;
      found.push(byte);
    }
    return Uint8Array.from(found);
  }

  /** The same as text, one character a byte. */
  textFrom(position: number, most: number): string {
    return Buffer.from(this.from(position, most)).toString('latin1');
  }
}
