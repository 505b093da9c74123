// Finds interned paths by their last component without making strings of them all: chains by its hash, made when first asked for.

import { hashOfPart, type InternedPaths } from '../parse/interned-paths.ts';
import { latin1 } from '../parse/latin1.ts';
import { bytesToText, cStringBytes } from '../text/c-string.ts';

/** strace writes no escape for these. */
const PLAIN = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/;

const PATHS_AT_ONCE = 4096;

export class PathParts {
  private readonly paths: InternedPaths;
  private known = 0;
  /** By hash: the last path whose last component has it, plus one; then from each to the one before it. */
  private heads = new Int32Array(1024);
  private before = new Int32Array(1024);
  /** Paths that are the first with a last component in which something is escaped. */
  private readonly escaped: number[] = [];

  constructor(paths: InternedPaths) {
    this.paths = paths;
  }

  /** Ids below `count` of the paths whose last component is `base`, slashes at the end aside. Ascending. `count`: paths that there are. */
  idsOfBase(base: string, count: number): readonly number[] {
    this.learn(count);
    const ids: number[] = [];
    const first = PLAIN.test(base) ? this.find(Buffer.from(base)) : (this.escaped.find((id) => this.decodedBase(id) === base) ?? -1);
    if (first < 0) return ids;
    for (let id = this.heads[this.slotOf(first)]! - 1; id >= 0; id = this.before[id]! - 1)
      if (id < count && this.paths.baseIdOf(id) === first) ids.push(id);
    return ids.reverse();
  }

  /** The first path with this last component. */
  private find(base: Uint8Array): number {
    for (let id = this.heads[hashOfPart(base) & (this.heads.length - 1)]! - 1; id >= 0; id = this.before[id]! - 1)
      if (this.paths.hasBase(id, base)) return this.paths.baseIdOf(id);
    return -1;
  }

  private decodedBase(id: number): string {
    const path = bytesToText(cStringBytes(latin1(this.paths.bytes(id)))).replace(/(.)\/+$/, '$1');
    return path.slice(path.lastIndexOf('/') + 1);
  }

  /** Only the hash of each path is looked at, which lies beside the one before: the tables are larger than the processor's caches. */
  private learn(count: number): void {
    if (count > this.before.length) this.grow(count);
    const words = new Uint32Array(PATHS_AT_ONCE);
    for (let first = this.known; first < count; first += PATHS_AT_ONCE) {
      const some = words.subarray(0, Math.min(PATHS_AT_ONCE, count - first));
      this.paths.baseWords(first, some);
      this.link(first, some);
      for (let place = 0; place < some.length; place++)
        if ((some[place]! & 1) !== 0 && this.paths.baseIdOf(first + place) === first + place) this.escaped.push(first + place);
    }
    this.known = Math.max(this.known, count);
  }

  private link(first: number, words: Uint32Array): void {
    const { heads, before } = this;
    const mask = heads.length - 1;
    for (let place = 0; place < words.length; place++) {
      const slot = (words[place]! >>> 1) & mask;
      before[first + place] = heads[slot]!;
      heads[slot] = first + place + 1;
    }
  }

  private slotOf(id: number): number {
    return this.paths.hashOfBase(id) & (this.heads.length - 1);
  }

  private grow(count: number): void {
    const size = 2 ** Math.ceil(Math.log2(count));
    this.before = new Int32Array(size);
    this.heads = new Int32Array(size);
    const words = new Uint32Array(this.known);
    this.paths.baseWords(0, words);
    this.link(0, words);
  }
}
