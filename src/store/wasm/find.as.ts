// Finds a run of bytes in a block of a file: two of its bytes are compared for sixteen places at a time, and all of it where both are there.

let needle: usize = 0;
let length: u32 = 0;
/** Places in the needle of the two bytes that are looked for: see ../filter/rare-bytes.ts. */
let first: u32 = 0;
let second: u32 = 0;

/** Behind the block: whole vectors are read, also at its end. */
const MARGIN_BYTES: u32 = 64;
let block: usize = 0;
let capacity: u32 = 0;

/** Address where so many bytes can be put. What was there before stays when they fit. */
export function blockFor(bytes: u32): usize {
  if (bytes > capacity) {
    if (block !== 0) heap.free(block);
    capacity = bytes;
    block = heap.alloc(bytes + MARGIN_BYTES);
  }
  return block;
}

/** Address where a needle of so many bytes, one at least, is to be put before it is looked for. */
export function needleFor(bytes: u32, firstPlace: u32, secondPlace: u32): usize {
  if (needle !== 0) heap.free(needle);
  needle = heap.alloc(bytes);
  length = bytes;
  first = firstPlace;
  second = secondPlace;
  return needle;
}

function isHit(at: usize): bool {
  for (let i: u32 = 0; i < length; i++) if (load<u8>(at + i) !== load<u8>(needle + i)) return false;
  return true;
}

/** Where the needle stands first among the places `from` to `to` of the block; -1 when it is not wholly in them. */
export function find(from: u32, to: u32): i32 {
  if (to < from + length) return -1;
  const last = block + to - length;
  const firstByte = i8x16.splat(load<i8>(needle + first));
  const secondByte = i8x16.splat(load<i8>(needle + second));
  const toFirst: usize = first;
  const toSecond: usize = second;
  let at = block + from;
  for (; at + 48 <= last; at += 64) {
    const a = v128.and(i8x16.eq(v128.load(at + toFirst), firstByte), i8x16.eq(v128.load(at + toSecond), secondByte));
    const b = v128.and(i8x16.eq(v128.load(at + toFirst, 16), firstByte), i8x16.eq(v128.load(at + toSecond, 16), secondByte));
    const c = v128.and(i8x16.eq(v128.load(at + toFirst, 32), firstByte), i8x16.eq(v128.load(at + toSecond, 32), secondByte));
    const d = v128.and(i8x16.eq(v128.load(at + toFirst, 48), firstByte), i8x16.eq(v128.load(at + toSecond, 48), secondByte));
    if (!v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) continue;
    let hits = <u64>i8x16.bitmask(a) | ((<u64>i8x16.bitmask(b)) << 16) | ((<u64>i8x16.bitmask(c)) << 32) | ((<u64>i8x16.bitmask(d)) << 48);
    for (; hits !== 0; hits &= hits - 1) {
      const place = at + <usize>ctz(hits);
      if (place <= last && isHit(place)) return <i32>(place - block);
    }
  }
  for (; at <= last; at++) if (isHit(at)) return <i32>(at - block);
  return -1;
}

/** Where it stands last there. */
export function findLast(from: u32, to: u32): i32 {
  if (to < from + length) return -1;
  const start = block + from;
  const firstByte = i8x16.splat(load<i8>(needle + first));
  const secondByte = i8x16.splat(load<i8>(needle + second));
  let at = block + to - length + 1;
  for (; at >= start + 16; at -= 16) {
    const a = i8x16.eq(v128.load(at - 16 + first), firstByte);
    let hits = i8x16.bitmask(v128.and(a, i8x16.eq(v128.load(at - 16 + second), secondByte)));
    while (hits !== 0) {
      const high = 31 - clz(hits);
      if (isHit(at - 16 + high)) return <i32>(at - 16 + high - block);
      hits ^= 1 << high;
    }
  }
  while (at > start) if (isHit(--at)) return <i32>(at - block);
  return -1;
}
