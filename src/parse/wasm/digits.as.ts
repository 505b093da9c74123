// Numbers of a few digits, read eight bytes at a time: without a loop whose end the processor has to guess.

const ZEROS: u64 = 0x3030303030303030;
const HIGH_HALVES: u64 = 0xf0f0f0f0f0f0f0f0;

/** How many of the eight bytes of a word, from the lowest on, are digits. */
export function digitsOf(word: u64): u32 {
  const values = word ^ ZEROS;
  const others = (((values & 0x7f7f7f7f7f7f7f7f) + 0x7676767676767676) | values) & 0x8080808080808080;
  return others === 0 ? 8 : <u32>ctz(others) >> 3;
}

/** The number that the first digits of a word are, of which there are `count`: 1 to 8. */
export function numberOf(word: u64, count: u32): u32 {
  // What stands in front of them then is zero.
  return eight((word ^ ZEROS) << ((8 - count) << 3));
}

/** The number of six digits at an address; -1 when one of them is none. Two bytes more are read. */
export function sixDigits(address: usize): i32 {
  const word = (load<u64>(address) << 16) | 0x3030;
  const isNumber = (word & HIGH_HALVES) === ZEROS && ((word + 0x0606060606060606) & HIGH_HALVES) === ZEROS;
  return isNumber ? <i32>eight(word ^ ZEROS) : -1;
}

/** Eight values of 0 to 9, the lowest byte's weighs most: pairs, then pairs of pairs, then both. */
function eight(values: u64): u32 {
  const pairs = values * 10 + (values >> 8);
  return <u32>(((pairs & 0x000000ff000000ff) * 0x000f424000000064 + ((pairs >> 16) & 0x000000ff000000ff) * 0x0000271000000001) >> 32);
}
