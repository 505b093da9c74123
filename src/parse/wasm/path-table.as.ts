// All paths of a capture, each once: ids from 0 in the order they were met. Paths stay where they are: path-table.ts tells other threads where that is.
import { hashOf, isSame, quoteOrBackslash } from './bytes.as';
import { baseOf, endOf, firstIn } from './directory-table.as';

const BLOCK_BYTES: u32 = 1 << 18;
const FIRST_BLOCK_BYTES: u32 = 1 << 14;
/**
 * Before the bytes of a path stand, 4 bytes each: its id, its length, the first path in its directory, and a hash of the last component, whose lowest
 * bit says that something in it is escaped.
 */
export const HEAD_BYTES: u32 = 16;
export const SLASH: u32 = 0x2f;

// A slot: hash, address of the path's head (0: free).
let slotCount: u32 = 1024;
let slots: usize = 0;
// Addresses of heads, by id.
let heads: usize = 0;
let headsCapacity: u32 = 0;
let paths: u32 = 0;

// Blocks that hold the paths: address and size, by number.
let blocks: usize = 0;
let blocksCapacity: u32 = 0;
let blockCount: u32 = 0;
let used: u32 = 0;
let room: u32 = 0;

export function pathCount(): u32 {
  return paths;
}
/** Address of the addresses of what stands before the bytes of each path, by id. */
export function pathHeads(): usize {
  return heads;
}
/** Address of what stands before the bytes of a path. */
export function pathHead(id: u32): usize {
  return load<u32>(heads + (id << 2));
}
export function pathBlock(number: u32): usize {
  return load<u32>(blocks + (number << 3));
}
export function pathBlockBytes(number: u32): u32 {
  return load<u32>(blocks + (number << 3), 4);
}

// Paths of the lines of a scan, to be looked up together: of 4096 lines at most.
const WANTED_ADDRESS: usize = memory.data(16384, 8);
const WANTED_LENGTH: usize = memory.data(16384, 8);
const WANTED_HASH: usize = memory.data(16384, 8);
const WANTED_HEAD: usize = memory.data(16384, 8);
const WANTED_AT: usize = memory.data(16384, 8);
let wanted: u32 = 0;

/** The id of this path is to be stored at `at` by {@link findWanted}. */
export function wantPath(address: usize, length: u32, at: usize): void {
  const place: usize = wanted << 2;
  store<u32>(WANTED_ADDRESS + place, address);
  store<u32>(WANTED_LENGTH + place, length);
  store<u32>(WANTED_HASH + place, hashOf(address, length));
  store<u32>(WANTED_AT + place, at);
  wanted++;
}

/**
 * Looks up all wanted paths, in their order. In two passes that each wait for memory once a path: the table is larger than the processor's caches,
 * and accesses that do not depend on each other are waited for together.
 */
export function findWanted(): void {
  if (slots === 0) slots = zeroed(slotCount << 3);
  const mask = slotCount - 1;
  for (let i: u32 = 0; i < wanted; i++) {
    const place: usize = i << 2;
    store<u32>(WANTED_HEAD + place, load<u32>(slots + ((load<u32>(WANTED_HASH + place) & mask) << 3), 4));
  }
  for (let i: u32 = 0; i < wanted; i++) {
    const place: usize = i << 2;
    const head = load<u32>(WANTED_HEAD + place);
    const address = load<u32>(WANTED_ADDRESS + place);
    const length = load<u32>(WANTED_LENGTH + place);
    const isIt = head !== 0 && load<u32>(head, 4) === length && isSame(head + HEAD_BYTES, address, length);
    store<u32>(load<u32>(WANTED_AT + place), isIt ? load<u32>(head) : idOf(address, length, load<u32>(WANTED_HASH + place)));
  }
  wanted = 0;
}

/** The id of a path; it is new if it was never met. */
export function pathId(address: usize, length: u32): u32 {
  return idOf(address, length, hashOf(address, length));
}

function idOf(address: usize, length: u32, hash: u32): u32 {
  if (slots === 0) slots = zeroed(slotCount << 3);
  const mask = slotCount - 1;
  let slot = hash & mask;
  while (true) {
    const at = slots + (slot << 3);
    const head = load<u32>(at, 4);
    if (head === 0) {
      const added = add(address, length);
      store<u32>(at, hash);
      store<u32>(at, added, 4);
      if (paths << 1 > slotCount) rehash();
      return load<u32>(added);
    }
    if (load<u32>(at) === hash && load<u32>(head, 4) === length && isSame(head + HEAD_BYTES, address, length)) return load<u32>(head);
    slot = (slot + 1) & mask;
  }
}

function add(address: usize, length: u32): usize {
  const bytes = (HEAD_BYTES + length + 3) & ~3;
  if (used + bytes > room) newBlock(bytes);
  const head = pathBlock(blockCount - 1) + used;
  used += bytes;
  store<u32>(head, paths);
  store<u32>(head, length, 4);
  memory.copy(head + HEAD_BYTES, address, length);
  if (paths === headsCapacity) {
    headsCapacity = headsCapacity === 0 ? 1024 : headsCapacity << 1;
    heads = moved(heads, paths << 2, headsCapacity << 2);
  }
  store<u32>(heads + (paths << 2), head);
  findParts(head, length);
  paths++;
  return head;
}

/** Slashes at the end of a path count for nothing. */
function findParts(head: usize, length: u32): void {
  const start = head + HEAD_BYTES;
  const end = endOf(start, length);
  const base = baseOf(start, end);
  const hash = hashOf(base, <u32>(end - base));
  const directory = <u32>(base - start);
  store<u32>(head, firstIn(start, directory, hashOf(start, directory), paths), 8);
  store<u32>(head, (hash & ~1) | <u32>(quoteOrBackslash(base, end) < end), 12);
}

function newBlock(least: u32): void {
  if (blockCount === blocksCapacity) {
    blocksCapacity = blocksCapacity === 0 ? 64 : blocksCapacity << 1;
    blocks = moved(blocks, blockCount << 3, blocksCapacity << 3);
  }
  room = max(blockCount === 0 ? FIRST_BLOCK_BYTES : BLOCK_BYTES, least);
  used = 0;
  store<u32>(blocks + (blockCount << 3), heap.alloc(room));
  store<u32>(blocks + (blockCount << 3), room, 4);
  blockCount++;
}

function rehash(): void {
  const before = slots;
  const count = slotCount;
  slotCount <<= 1;
  slots = zeroed(slotCount << 3);
  const mask = slotCount - 1;
  for (let old: u32 = 0; old < count; old++) {
    const head = load<u32>(before + (old << 3), 4);
    if (head === 0) continue;
    const hash = load<u32>(before + (old << 3));
    let slot = hash & mask;
    while (load<u32>(slots + (slot << 3), 4) !== 0) slot = (slot + 1) & mask;
    store<u32>(slots + (slot << 3), hash);
    store<u32>(slots + (slot << 3), head, 4);
  }
  heap.free(before);
}

function zeroed(bytes: u32): usize {
  const at = heap.alloc(bytes);
  memory.fill(at, 0, bytes);
  return at;
}

function moved(from: usize, filled: u32, bytes: u32): usize {
  const to = heap.alloc(bytes);
  if (from !== 0) {
    memory.copy(to, from, filled);
    heap.free(from);
  }
  return to;
}
