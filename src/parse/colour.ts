// Takes colours out of a line: strace 7 writes them to a terminal, and `script` keeps them.
import { ESCAPE } from './ascii.ts';

/** A copy of `bytes[start..end)` without SGR sequences; null when there are none. */
export function withoutColour(bytes: Uint8Array, start: number, end: number): Uint8Array | null {
  let first = start;
  while (first < end && bytes[first] !== ESCAPE) first++;
  if (first === end) return null;
  const plain = new Uint8Array(end - start);
  let length = 0;
  for (let at = start; at < end; at++) {
    const close = bytes[at] === ESCAPE && bytes[at + 1] === 0x5b ? sequenceEnd(bytes, at + 2, end) : -1;
    if (close < 0) plain[length++] = bytes[at]!;
    else at = close;
  }
  return length === plain.length ? null : plain.subarray(0, length);
}

/** Index of the `m` that ends an SGR sequence; -1 when it is something else. */
function sequenceEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && ((bytes[at]! >= 0x30 && bytes[at]! <= 0x39) || bytes[at] === 0x3b)) at++;
  return bytes[at] === 0x6d && at < end ? at : -1;
}
