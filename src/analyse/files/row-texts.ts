// The texts of rows, and the rows by their texts. What a path of the capture says is not kept again: a million strings are a hundred megabytes.
import { grown, sharedInts } from './shared-columns.ts';

export class RowTexts {
  length = 0;
  /** The path of the capture that says the same; where there is none, -1 minus the place in {@link own}. */
  ids: Int32Array;
  readonly own: string[] = [];
  private readonly pathText: (id: number) => string;
  /** Other names of rows. */
  private readonly aliases = new Map<string, number>();
  private hashes: Int32Array;
  /** Rows plus one, by the low bits of the hash of their text; 0: free. */
  private slots: Int32Array;

  /** @param rows for which there is room at first */
  constructor(pathText: (id: number) => string, rows: number) {
    this.pathText = pathText;
    this.ids = sharedInts(rows);
    this.hashes = new Int32Array(rows);
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * rows)));
  }

  of(row: number): string {
    const id = this.ids[row]!;
    return id >= 0 ? this.pathText(id) : this.own[-1 - id]!;
  }

  /** -1 for none. */
  find(text: string): number {
    const known = this.slots[this.slotOf(text, hashOf(text))]!;
    return known > 0 ? known - 1 : (this.aliases.get(text) ?? -1);
  }

  /**
   * The row of a text, a new one where it has none.
   * @param id a path of the capture that says just this; -1 for none
   */
  rowOf(text: string, id: number): number {
    const hash = hashOf(text);
    const slot = this.slotOf(text, hash);
    const known = this.slots[slot]!;
    if (known > 0) return known - 1;
    const alias = this.aliases.size > 0 ? this.aliases.get(text) : undefined;
    if (alias !== undefined) return alias;
    const row = this.length++;
    if (row === this.ids.length) this.grow();
    this.ids[row] = id >= 0 ? id : -this.own.push(text);
    this.hashes[row] = hash;
    this.slots[slot] = row + 1;
    if (2 * this.length > this.slots.length) this.spread();
    return row;
  }

  alias(text: string, row: number): void {
    this.aliases.set(text, row);
  }

  /** Where the row of the text stands, or would stand. */
  private slotOf(text: string, hash: number): number {
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    let at = hash & mask;
    for (; slots[at]! > 0; at = (at + 1) & mask) {
      const row = slots[at]! - 1;
      if (hashes[row] === hash && this.of(row) === text) break;
    }
    return at;
  }

  private grow(): void {
    this.ids = grown(this.ids);
    this.hashes = grown(this.hashes);
  }

  private spread(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let row = 0; row < this.length; row++) {
      let at = this.hashes[row]! & mask;
      while (slots[at]! > 0) at = (at + 1) & mask;
      slots[at] = row + 1;
    }
    this.slots = slots;
  }
}

/** FNV-1a over UTF-16 units, its high bits mixed into the low ones. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
