// Names of calls and errnos that the parser has met: it teaches them here, with their ids. What is not known is not judged here.
import { hashOf, isSame } from './bytes.as';

const SLOTS: u32 = 4096;
const MOST_WORDS: u32 = 2048;
// A slot: hash, address of the bytes (0: free), length, id, traits.
const SLOT_BYTES: u32 = 20;

const names: usize = memory.data(81920, 8);
const errnos: usize = memory.data(81920, 8);
let nameCount: u32 = 0;
let errnoCount: u32 = 0;

/** `traits`: the call's traits of ../call-traits.ts. */
export function teachName(address: usize, length: u32, id: u32, traits: u32): void {
  if (nameCount++ < MOST_WORDS) teach(names, address, length, id, traits);
}

export function teachErrno(address: usize, length: u32, id: u32): void {
  if (errnoCount++ < MOST_WORDS) teach(errnos, address, length, id, 0);
}

function teach(table: usize, address: usize, length: u32, id: u32, traits: u32): void {
  const kept = heap.alloc(length);
  memory.copy(kept, address, length);
  const hash = hashOf(address, length);
  let slot = hash & (SLOTS - 1);
  while (load<u32>(table + slot * SLOT_BYTES, 4) !== 0) slot = (slot + 1) & (SLOTS - 1);
  const at = table + slot * SLOT_BYTES;
  store<u32>(at, hash);
  store<u32>(at, kept, 4);
  store<u32>(at, length, 8);
  store<u32>(at, id, 12);
  store<u32>(at, traits, 16);
}

/** Address of the word's slot; 0 when it is not known. */
function find(table: usize, address: usize, length: u32): usize {
  const hash = hashOf(address, length);
  let slot = hash & (SLOTS - 1);
  while (true) {
    const at = table + slot * SLOT_BYTES;
    const known = load<u32>(at, 4);
    if (known === 0) return 0;
    if (load<u32>(at) === hash && load<u32>(at, 8) === length && isSame(known, address, length)) return at;
    slot = (slot + 1) & (SLOTS - 1);
  }
}

export function findName(address: usize, length: u32): usize {
  return find(names, address, length);
}
export function findErrno(address: usize, length: u32): usize {
  return find(errnos, address, length);
}
export function idOf(slot: usize): u32 {
  return load<u32>(slot, 12);
}
export function traitsOf(slot: usize): u32 {
  return load<u32>(slot, 16);
}
