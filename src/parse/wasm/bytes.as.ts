// Looks at bytes by address.

/** The byte at an address. */
export function byteAt(address: usize): u32 {
  return load<u8>(address);
}

export function isDigit(byte: u32): bool {
  return byte - 0x30 <= 9;
}

/** Address of the first line feed; `end` when there is none. */
export function lineEnd(from: usize, end: usize): usize {
  const feeds = i8x16.splat(0x0a);
  let at = from;
  for (; at + 16 <= end; at += 16) {
    const hits = i8x16.bitmask(i8x16.eq(v128.load(at), feeds));
    if (hits !== 0) return at + ctz(hits);
  }
  while (at < end && byteAt(at) !== 0x0a) at++;
  return at;
}

/** Address of the first quote or backslash; `end` when there is none. */
export function quoteOrBackslash(from: usize, end: usize): usize {
  const quotes = i8x16.splat(0x22);
  const backslashes = i8x16.splat(0x5c);
  let at = from;
  for (; at + 16 <= end; at += 16) {
    const bytes = v128.load(at);
    const hits = i8x16.bitmask(v128.or(i8x16.eq(bytes, quotes), i8x16.eq(bytes, backslashes)));
    if (hits !== 0) return at + ctz(hits);
  }
  while (at < end && byteAt(at) !== 0x22 && byteAt(at) !== 0x5c) at++;
  return at;
}

/** Address of the last `=` behind `from` and up to `last`; 0 when there is none. */
export function lastEquals(from: usize, last: usize): usize {
  const equals = i8x16.splat(0x3d);
  let at = last;
  for (; at > from + 15; at -= 16) {
    const hits = i8x16.bitmask(i8x16.eq(v128.load(at - 15), equals));
    if (hits !== 0) return at - clz(hits << 16);
  }
  for (; at > from; at--) if (byteAt(at) === 0x3d) return at;
  return 0;
}

/** A hash of so many bytes. */
export function hashOf(address: usize, length: u32): u32 {
  let hash: u64 = <u64>length * 0x9e3779b97f4a7c15;
  let at = address;
  const end = address + length;
  for (; at + 8 <= end; at += 8) hash = mixed(hash ^ load<u64>(at));
  const left = <u32>(end - at);
  if (left >= 4) hash = mixed(hash ^ (<u64>load<u32>(at) | ((<u64>load<u32>(end - 4)) << 32)));
  else if (left > 0) hash = mixed(hash ^ (<u64>load<u8>(at) | ((<u64>load<u8>(at + (left >> 1))) << 8) | ((<u64>load<u8>(end - 1)) << 16)));
  return <u32>(hash ^ (hash >> 29));
}

function mixed(word: u64): u64 {
  const product = word * 0x9fb21c651e98df25;
  return product ^ (product >> 32);
}

/** Whether so many bytes are the same. */
export function isSame(a: usize, b: usize, length: u32): bool {
  let at: u32 = 0;
  for (; at + 8 <= length; at += 8) if (load<u64>(a + at) !== load<u64>(b + at)) return false;
  if (length - at >= 4) {
    if (load<u32>(a + at) !== load<u32>(b + at)) return false;
    at += 4;
  }
  for (; at < length; at++) if (load<u8>(a + at) !== load<u8>(b + at)) return false;
  return true;
}
