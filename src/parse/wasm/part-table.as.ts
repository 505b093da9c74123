// Which path was the first with a last component, or in a directory.
import { hashOf, isSame } from './bytes.as';

export const BASES: usize = 0;
export const DIRECTORIES: usize = 1;

// A slot: hash, address and length of the part, id of the path plus one (0: free).
const SLOT_BYTES: u32 = 16;
const FIRST_SLOTS: u32 = 1024;

// Of each table: address of its slots, how many there are, how many are taken.
const TABLE: usize = memory.data(24, 8);

/** The first path with this part; `path` itself when it is the first. The bytes must stay where they are. */
export function firstWith(which: usize, part: usize, length: u32, path: u32): u32 {
  const table = TABLE + which * 12;
  if (load<u32>(table) === 0) create(table, FIRST_SLOTS);
  const hash = hashOf(part, length);
  const slots: usize = load<u32>(table);
  const mask = load<u32>(table, 4) - 1;
  let slot = hash & mask;
  while (true) {
    const at = slots + slot * SLOT_BYTES;
    const known = load<u32>(at, 12);
    if (known === 0) {
      fill(at, hash, part, length, path + 1);
      const taken = load<u32>(table, 8) + 1;
      store<u32>(table, taken, 8);
      if (taken << 1 > mask) double(table);
      return path;
    }
    if (load<u32>(at) === hash && load<u32>(at, 8) === length && isSame(load<u32>(at, 4), part, length)) return known - 1;
    slot = (slot + 1) & mask;
  }
}

function create(table: usize, count: u32): void {
  const slots = heap.alloc(count * SLOT_BYTES);
  memory.fill(slots, 0, count * SLOT_BYTES);
  store<u32>(table, slots);
  store<u32>(table, count, 4);
}

function fill(slot: usize, hash: u32, part: usize, length: u32, id: u32): void {
  store<u32>(slot, hash);
  store<u32>(slot, part, 4);
  store<u32>(slot, length, 8);
  store<u32>(slot, id, 12);
}

function double(table: usize): void {
  const before: usize = load<u32>(table);
  const count = load<u32>(table, 4);
  create(table, count << 1);
  const slots: usize = load<u32>(table);
  const mask = (count << 1) - 1;
  for (let old: u32 = 0; old < count; old++) {
    const from = before + old * SLOT_BYTES;
    if (load<u32>(from, 12) === 0) continue;
    let slot = load<u32>(from) & mask;
    while (load<u32>(slots + slot * SLOT_BYTES, 12) !== 0) slot = (slot + 1) & mask;
    memory.copy(slots + slot * SLOT_BYTES, from, SLOT_BYTES);
  }
  heap.free(before);
}
