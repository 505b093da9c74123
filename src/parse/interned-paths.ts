// Reads the paths of a capture by their ids, also in another thread: their bytes, and which of them share a last component or a directory.
import { SLASH } from './ascii.ts';
import { ENTRIES_BITS, ENTRIES_PER_BLOCK, ENTRY_WORDS, InternedBytes } from './interner.ts';

/** What stands before each path, 4 bytes each: see wasm/path-table.as.ts. */
export const HEAD_BYTES = 16;
const DIRECTORY_WORD = 2;
const HASH_WORD = 3;

const EMPTY = new Uint32Array(0);

/** What a PathTable has published. */
export class InternedPaths extends InternedBytes {
  private readonly words: Uint32Array[] = [];
  /** What was asked for, plus one, by id: passes over calls ask of each path many times, and what stands before it lies far apart. */
  private bases = new Int32Array(1024);
  private directories = new Int32Array(1024);
  /** Hash of a last component, and the path that stands for it plus one (0: free): only of paths that were asked for, nobody waits for the rest. */
  private baseSlots = new Int32Array(1 << 11);
  private baseCount = 0;

  /** The path that stands for all with the same last component, slashes at the end aside. */
  baseIdOf(id: number): number {
    const known = id < this.bases.length ? this.bases[id]! : 0;
    return known > 0 ? known - 1 : this.learnBase(id);
  }

  /** The first path in the same directory. */
  directoryIdOf(id: number): number {
    const known = id < this.directories.length ? this.directories[id]! : 0;
    return known > 0 ? known - 1 : this.learnDirectory(id);
  }

  /** Hash and escape of the last components of paths from `first` on, see HASH_WORD: in one go, for all paths of a capture. */
  baseWords(first: number, into: Uint32Array): void {
    let words: Uint32Array = EMPTY;
    let block = -1;
    for (let place = 0; place < into.length; place++) {
      const id = first + place;
      const entries = this.entriesView(id >>> ENTRIES_BITS);
      const at = (id & (ENTRIES_PER_BLOCK - 1)) * ENTRY_WORDS;
      if (entries[at]! !== block) {
        block = entries[at]!;
        words = this.wordsOf(block);
      }
      into[place] = words[((entries[at + 1]! - HEAD_BYTES) >>> 2) + HASH_WORD]!;
    }
  }

  /** Which of two stands first, byte by byte. No objects: a sort asks millions of times. */
  compare(one: number, other: number): number {
    const entries = this.entriesView(one >>> ENTRIES_BITS);
    const others = this.entriesView(other >>> ENTRIES_BITS);
    const at = (one & (ENTRIES_PER_BLOCK - 1)) * ENTRY_WORDS;
    const otherAt = (other & (ENTRIES_PER_BLOCK - 1)) * ENTRY_WORDS;
    const bytes = this.blockView(entries[at]!);
    const otherBytes = this.blockView(others[otherAt]!);
    const [start, size] = [entries[at + 1]!, entries[at + 2]!];
    const [otherStart, otherSize] = [others[otherAt + 1]!, others[otherAt + 2]!];
    const shorter = Math.min(size, otherSize);
    for (let place = 0; place < shorter; place++) {
      const difference = bytes[start + place]! - otherBytes[otherStart + place]!;
      if (difference !== 0) return difference;
    }
    return size - otherSize;
  }

  /** {@link hashOfPart} of the last component as strace wrote it. */
  hashOfBase(id: number): number {
    return this.headWord(id, HASH_WORD) >>> 1;
  }

  /** Whether the last component is this, as strace wrote it. */
  hasBase(id: number, base: Uint8Array): boolean {
    this.seek(id);
    const { bytesAt, baseStart, baseEnd } = this;
    if (baseEnd - baseStart !== base.length) return false;
    for (let at = 0; at < base.length; at++) if (bytesAt[baseStart + at] !== base[at]) return false;
    return true;
  }

  // Where the last component of the path that was sought last stands. No objects: this is asked of all paths of a capture.
  private bytesAt: Uint8Array = new Uint8Array(0);
  private baseStart = 0;
  private baseEnd = 0;

  private seek(id: number): void {
    const entries = this.entriesView(id >>> ENTRIES_BITS);
    const at = (id & (ENTRIES_PER_BLOCK - 1)) * ENTRY_WORDS;
    const bytes = this.blockView(entries[at]!);
    const start = entries[at + 1]!;
    let end = start + entries[at + 2]!;
    while (end > start + 1 && bytes[end - 1] === SLASH) end--;
    let base = end;
    while (base > start && bytes[base - 1] !== SLASH) base--;
    this.bytesAt = bytes;
    this.baseStart = base;
    this.baseEnd = end;
  }

  private learnBase(id: number): number {
    if (id >= this.bases.length) this.bases = reaching(this.bases, id);
    const base = this.standsForBase(id, this.headWord(id, HASH_WORD));
    this.bases[id] = base + 1;
    return base;
  }

  /** The first that was asked for with this last component. */
  private standsForBase(id: number, hash: number): number {
    const slots = this.baseSlots;
    const mask = slots.length - 1;
    let at = hash & ~1 & mask;
    for (; slots[at + 1] !== 0; at = (at + 2) & mask) {
      const known = slots[at + 1]! - 1;
      if (slots[at] === (hash | 0) && this.sameBase(known, id)) return known;
    }
    slots[at] = hash;
    slots[at + 1] = id + 1;
    if (++this.baseCount * 4 > slots.length) this.baseSlots = moved(slots);
    return id;
  }

  private sameBase(one: number, other: number): boolean {
    this.seek(one);
    const { bytesAt, baseStart, baseEnd } = this;
    this.seek(other);
    const size = this.baseEnd - this.baseStart;
    if (baseEnd - baseStart !== size) return false;
    for (let at = 0; at < size; at++) if (bytesAt[baseStart + at] !== this.bytesAt[this.baseStart + at]) return false;
    return true;
  }

  private learnDirectory(id: number): number {
    if (id >= this.directories.length) this.directories = reaching(this.directories, id);
    const directory = this.headWord(id, DIRECTORY_WORD);
    this.directories[id] = directory + 1;
    return directory;
  }

  private headWord(id: number, word: number): number {
    const entries = this.entriesView(id >>> ENTRIES_BITS);
    const at = (id & (ENTRIES_PER_BLOCK - 1)) * ENTRY_WORDS;
    return this.wordsOf(entries[at]!)[((entries[at + 1]! - HEAD_BYTES) >>> 2) + word]!;
  }

  private wordsOf(block: number): Uint32Array {
    let words = this.words[block];
    if (words === undefined) {
      const { buffer, byteOffset, byteLength } = this.buffers.blocks[block]!;
      words = new Uint32Array(buffer, byteOffset, byteLength >> 2);
      this.words[block] = words;
    }
    return words;
  }
}

/** The same, long enough for an index. */
function reaching(column: Int32Array, index: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(2 ** Math.ceil(Math.log2(index + 1)));
  grown.set(column);
  return grown;
}

/** The same pairs of a hash and what has it, in twice the room. */
function moved(slots: Int32Array): Int32Array<ArrayBuffer> {
  const roomy = new Int32Array(slots.length * 2);
  const mask = roomy.length - 1;
  for (let from = 0; from < slots.length; from += 2) {
    if (slots[from + 1] === 0) continue;
    let at = slots[from]! & ~1 & mask;
    while (roomy[at + 1] !== 0) at = (at + 2) & mask;
    roomy[at] = slots[from]!;
    roomy[at + 1] = slots[from + 1]!;
  }
  return roomy;
}

/** The hash of a path's part, as wasm/bytes.as.ts makes it, without its lowest bit. */
export function hashOfPart(part: Uint8Array): number {
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  const { length } = part;
  const mixed = (word: bigint): bigint => {
    const product = BigInt.asUintN(64, word * 0x9fb21c651e98df25n);
    return product ^ (product >> 32n);
  };
  let hash = BigInt.asUintN(64, BigInt(length) * 0x9e3779b97f4a7c15n);
  let at = 0;
  for (; at + 8 <= length; at += 8) hash = mixed(hash ^ view.getBigUint64(at, true));
  const left = length - at;
  if (left >= 4) hash = mixed(hash ^ (BigInt(view.getUint32(at, true)) | (BigInt(view.getUint32(length - 4, true)) << 32n)));
  else if (left > 0) hash = mixed(hash ^ BigInt(part[at]! | (part[at + (left >> 1)]! << 8) | (part[length - 1]! << 16)));
  return Number(BigInt.asUintN(32, hash ^ (hash >> 29n))) >>> 1;
}
