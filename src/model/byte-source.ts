// Where the text of a capture is read from, by offset: a file, a spool, or memory.

export interface ByteSource {
  /** Reads at most `length` bytes at `offset`; shorter at the end. The result may be a view that the next read overwrites: use it at once. */
  read(offset: number, length: number): Uint8Array;
  /** Fills a buffer with what stands at `offset`, and says how much that is: less at the end. */
  readInto(offset: number, into: Uint8Array): number;
  /** Gives up what it holds open. */
  close(): void;
}

/** Bytes in memory. */
export const memorySource = (bytes: Uint8Array): ByteSource => ({
  read: (offset, length) => bytes.subarray(offset, offset + length),
  readInto: (offset, into) => {
    const found = bytes.subarray(offset, offset + into.length);
    into.set(found);
    return found.length;
  },
  close: () => {},
});
