// Finds interned paths by their last component without making strings of them all: chains by its hash, made when first asked for.
import { latin1 } from '../parse/latin1.ts';
import { hashOfPart, type InternedPaths } from '../parse/path-table.ts';
import { bytesToText, cStringBytes } from '../text/c-string.ts';

/** strace writes no escape for these. */
const PLAIN = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/;

export class PathParts {
  private readonly paths: InternedPaths;
  private known = 0;
  /** By hash: the last path that is the first with its last component, plus one; then from each to the one before it. */
  private heads = new Int32Array(1024);
  private before = new Int32Array(1024);
  /** From each path to the next with the same last component, plus one; and, at the first of them, the last so far. */
  private next = new Int32Array(1024);
  private last = new Int32Array(1024);
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
    for (let id = first; id >= 0 && id < count; id = this.next[id]! - 1) ids.push(id);
    return ids;
  }

  private find(base: Uint8Array): number {
    const slot = hashOfPart(base) & (this.heads.length - 1);
    for (let id = this.heads[slot]! - 1; id >= 0; id = this.before[id]! - 1) if (this.paths.hasBase(id, base)) return id;
    return -1;
  }

  private decodedBase(id: number): string {
    const path = bytesToText(cStringBytes(latin1(this.paths.bytes(id)))).replace(/(.)\/+$/, '$1');
    return path.slice(path.lastIndexOf('/') + 1);
  }

  private learn(count: number): void {
    if (count > this.next.length) this.grow(count);
    for (let id = this.known; id < count; id++) {
      const first = this.paths.baseIdOf(id);
      if (first === id) {
        this.link(id);
        if (this.paths.baseHasEscape(id)) this.escaped.push(id);
      } else this.next[this.last[first]!] = id + 1;
      this.last[first] = id;
    }
    this.known = Math.max(this.known, count);
  }

  private link(id: number): void {
    const slot = this.paths.hashOfBase(id) & (this.heads.length - 1);
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
    this.next = grown(this.next);
    this.last = grown(this.last);
    this.before = new Int32Array(size);
    this.heads = new Int32Array(size);
    for (let id = 0; id < this.known; id++) if (this.paths.baseIdOf(id) === id) this.link(id);
  }
}
