// Sorts many rows with pauses: nobody waits for the whole of it.
import type { Surveying } from '../../model/survey.ts';

/** Rows that are looked at between two yields. */
export const ROWS_AT_ONCE = 4096;
const SORTED_AT_ONCE = 1024;

/** Merge sort, stable: runs that are sorted at once, then merged. Yields 1. */
export function* sortInSlices(rows: ArrayLike<number>, compare: (a: number, b: number) => number): Surveying<Uint32Array> {
  let from = Uint32Array.from(rows);
  for (let at = 0; at < from.length; at += SORTED_AT_ONCE) {
    from.subarray(at, at + SORTED_AT_ONCE).sort(compare);
    yield 1;
  }
  let to = new Uint32Array(from.length);
  for (let width = SORTED_AT_ONCE; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) yield* merge(from, to, start, width, compare);
    [from, to] = [to, from];
  }
  return from;
}

function* merge(from: Uint32Array, to: Uint32Array, start: number, width: number, compare: (a: number, b: number) => number): Surveying<void> {
  const middle = Math.min(start + width, from.length);
  const end = Math.min(middle + width, from.length);
  let left = start;
  let right = middle;
  for (let at = start; at < end; at++) {
    const takesLeft = left < middle && (right >= end || compare(from[left]!, from[right]!) <= 0);
    to[at] = takesLeft ? from[left++]! : from[right++]!;
    if (at % ROWS_AT_ONCE === 0) yield 1;
  }
}
