// Which path was the first in a directory.
import { byteAt, isSame } from './bytes.as';
import { HEAD_BYTES, pathHead, SLASH } from './path-table.as';

// A slot: hash of the directory, id of the first path in it plus one (0: free).
const SLOT_BITS: u32 = 3;
const FIRST_SLOTS: u32 = 1024;

let slots: usize = 0;
let slotCount: u32 = 0;
let taken: u32 = 0;

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

/** The first path in this directory; `path` itself when it is the first: it is added then. */
export function firstIn(directory: usize, length: u32, hash: u32, path: u32): u32 {
  if (slots === 0) create(FIRST_SLOTS);
  const mask = slotCount - 1;
  let slot = hash & mask;
  while (true) {
    const at = slots + (slot << SLOT_BITS);
    const known = load<u32>(at, 4);
    if (known === 0) {
      store<u32>(at, hash);
      store<u32>(at, path + 1, 4);
      if (++taken << 1 > mask) double();
      return path;
    }
    if (load<u32>(at) === hash && isIn(known - 1, directory, length)) return known - 1;
    slot = (slot + 1) & mask;
  }
}

function isIn(path: u32, directory: usize, length: u32): bool {
  const head = pathHead(path);
  const start = head + HEAD_BYTES;
  const base = baseOf(start, endOf(start, load<u32>(head, 4)));
  return <u32>(base - start) === length && isSame(start, directory, length);
}

function create(count: u32): void {
  slots = heap.alloc(count << SLOT_BITS);
  memory.fill(slots, 0, count << SLOT_BITS);
  slotCount = count;
}

function double(): void {
  const before = slots;
  const count = slotCount;
  create(count << 1);
  const mask = slotCount - 1;
  for (let old: u32 = 0; old < count; old++) {
    const from = before + (old << SLOT_BITS);
    if (load<u32>(from, 4) === 0) continue;
    let slot = load<u32>(from) & mask;
    while (load<u32>(slots + (slot << SLOT_BITS), 4) !== 0) slot = (slot + 1) & mask;
    store<u64>(slots + (slot << SLOT_BITS), load<u64>(from));
  }
  heap.free(before);
}
