// Tells which interned paths share their last component, or their directory, without making strings of them all.
import { hashBytes, type InternedBytes } from '../parse/interner.ts';
import { latin1 } from '../parse/latin1.ts';
import { cStringBytes } from '../text/c-string.ts';

const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/** Slashes at the end of a path count for nothing. */
export class PathParts {
  private readonly bases: SharedPart;
  private readonly directories: SharedPart;

  constructor(paths: InternedBytes) {
    this.bases = new SharedPart((id) => baseOf(paths.bytes(id)));
    this.directories = new SharedPart((id) => directoryOf(paths.bytes(id)));
  }

  /** The first path with the same last component. */
  baseIdOf(id: number): number {
    return this.bases.firstOf(id);
  }

  /** The first path in the same directory. */
  directoryIdOf(id: number): number {
    return this.directories.firstOf(id);
  }

  /** Paths whose last component is `base`, ascending. `count`: paths that there are. */
  idsOfBase(base: string, count: number): readonly number[] {
    return this.bases.idsOf(Buffer.from(base), count);
  }
}

/** Chains of ids by the hash of a part of their paths, made when first asked for. */
class SharedPart {
  private readonly partOf: (id: number) => Uint8Array;
  private known = 0;
  /** By hash: the id that came last, plus one; then from each to the one before it. */
  private heads = new Int32Array(1024);
  private before = new Int32Array(1024);
  private hashes = new Int32Array(1024);
  private firsts = new Int32Array(1024);

  constructor(partOf: (id: number) => Uint8Array) {
    this.partOf = partOf;
  }

  firstOf(id: number): number {
    this.learn(id + 1);
    return this.firsts[id]!;
  }

  idsOf(part: Uint8Array, count: number): readonly number[] {
    this.learn(count);
    const hash = hashBytes(part, 0, part.length);
    const ids: number[] = [];
    for (let id = this.heads[hash & (this.heads.length - 1)]! - 1; id >= 0; id = this.before[id]! - 1) {
      if (id < count && this.hashes[id] === hash && isSame(part, this.partOf(id))) ids.push(id);
    }
    return ids.reverse();
  }

  private learn(count: number): void {
    if (count <= this.known) return;
    if (count > this.before.length) this.grow(count);
    for (let id = this.known; id < count; id++) {
      const part = this.partOf(id);
      const hash = hashBytes(part, 0, part.length);
      this.hashes[id] = hash;
      this.firsts[id] = this.firstLike(part, hash) ?? id;
      this.link(id, hash);
    }
    this.known = count;
  }

  private firstLike(part: Uint8Array, hash: number): number | null {
    for (let id = this.heads[hash & (this.heads.length - 1)]! - 1; id >= 0; id = this.before[id]! - 1) {
      if (this.hashes[id] === hash && isSame(part, this.partOf(id))) return this.firsts[id]!;
    }
    return null;
  }

  private link(id: number, hash: number): void {
    const slot = hash & (this.heads.length - 1);
    this.before[id] = this.heads[slot]!;
    this.heads[slot] = id + 1;
  }

  private grow(count: number): void {
    const size = 2 ** Math.ceil(Math.log2(count));
    const grown = (column: Int32Array): Int32Array<ArrayBuffer> => {
      const larger = new Int32Array(size);
      larger.set(column);
      return larger;
    };
    this.hashes = grown(this.hashes);
    this.firsts = grown(this.firsts);
    this.before = new Int32Array(size);
    this.heads = new Int32Array(size);
    for (let id = 0; id < this.known; id++) this.link(id, this.hashes[id]!);
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** A path as strace wrote it, its escapes undone. */
const plain = (written: Uint8Array): Uint8Array => (written.includes(BACKSLASH) ? cStringBytes(latin1(written)) : written);

function endOf(path: Uint8Array): number {
  let end = path.length;
  while (end > 1 && path[end - 1] === SLASH) end--;
  return end;
}

function baseOf(written: Uint8Array): Uint8Array {
  const path = plain(written);
  const end = endOf(path);
  return path.subarray(path.lastIndexOf(SLASH, end - 1) + 1, end);
}

function directoryOf(written: Uint8Array): Uint8Array {
  const path = plain(written);
  return path.subarray(0, path.lastIndexOf(SLASH, endOf(path) - 1) + 1);
}
