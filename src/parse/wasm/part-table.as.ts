// Which path was the first with a last component, or in a directory.
import { byteAt, isSame } from './bytes.as';
import { HEAD_BYTES, pathHead, SLASH } from './path-table.as';

export const BASES: usize = 0;
export const DIRECTORIES: usize = 1;

// A slot: hash of the part, id of the first path that has it plus one (0: free).
const SLOT_BITS: u32 = 3;
const FIRST_SLOTS: u32 = 1024;

// Of each table: address of its slots, how many there are, how many are taken.
const TABLE: usize = memory.data(24, 8);

/** Where the last component of a path begins; slashes at its end aside, up to which `end` says. */
export function baseOf(start: usize, end: usize): usize {
  let base = end;
  while (base > start && byteAt(base - 1) !== SLASH) base--;
  return base;
}

/** Where a path ends, slashes at its end aside. */
export function endOf(start: usize, length: u32): usize {
  let end = start + length;
  while (end > start + 1 && byteAt(end - 1) === SLASH) end--;
  return end;
}

/** The first path with this part; `path` itself when it is the first: it is added then. */
export function firstWith(which: usize, part: usize, length: u32, hash: u32, path: u32): u32 {
  const table = TABLE + which * 12;
  if (load<u32>(table) === 0) create(table, FIRST_SLOTS);
  const slots: usize = load<u32>(table);
  const mask = load<u32>(table, 4) - 1;
  let slot = hash & mask;
  while (true) {
    const at = slots + (slot << SLOT_BITS);
    const known = load<u32>(at, 4);
    if (known === 0) {
      store<u32>(at, hash);
      store<u32>(at, path + 1, 4);
      const taken = load<u32>(table, 8) + 1;
      store<u32>(table, taken, 8);
      if (taken << 1 > mask) double(table);
      return path;
    }
    if (load<u32>(at) === hash && hasPart(which, known - 1, part, length)) return known - 1;
    slot = (slot + 1) & mask;
  }
}

function hasPart(which: usize, path: u32, part: usize, length: u32): bool {
  const head = pathHead(path);
  const start = head + HEAD_BYTES;
  const end = endOf(start, load<u32>(head, 4));
  const base = baseOf(start, end);
  if (which === BASES) return <u32>(end - base) === length && isSame(base, part, length);
  return <u32>(base - start) === length && isSame(start, part, length);
}

function create(table: usize, count: u32): void {
  const slots = heap.alloc(count << SLOT_BITS);
  memory.fill(slots, 0, count << SLOT_BITS);
  store<u32>(table, slots);
  store<u32>(table, count, 4);
}

function double(table: usize): void {
  const before: usize = load<u32>(table);
  const count = load<u32>(table, 4);
  create(table, count << 1);
  const slots: usize = load<u32>(table);
  const mask = (count << 1) - 1;
  for (let old: u32 = 0; old < count; old++) {
    const from = before + (old << SLOT_BITS);
    if (load<u32>(from, 4) === 0) continue;
    let slot = load<u32>(from) & mask;
    while (load<u32>(slots + (slot << SLOT_BITS), 4) !== 0) slot = (slot + 1) & mask;
    store<u64>(slots + (slot << SLOT_BITS), load<u64>(from));
  }
  heap.free(before);
}
