// A byte range as a string of the same length, one character a byte: for patterns, and for slicing by position.

/** `bytes[start..end)` as Latin-1, whatever encoding the bytes are in. */
export const latin1 = (bytes: Uint8Array, start = 0, end = bytes.length): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
