// A byte range as a string of the same length, one character a byte: for patterns, and for slicing by position.

/** What toString('latin1') of a Buffer calls. It takes any bytes, so that no Buffer is made for each text: that costs twice the text. @see lib/buffer.js of Node */
const { latin1Slice } = Buffer.prototype as unknown as { latin1Slice(this: Uint8Array, start: number, end: number): string };

/** `bytes[start..end)` as Latin-1, whatever encoding the bytes are in. */
export const latin1 = (bytes: Uint8Array, start = 0, end = bytes.length): string => (start < end ? latin1Slice.call(bytes, start, end) : '');
