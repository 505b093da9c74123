// Numbers for triples of integers, in the order in which they come: a hash table in typed arrays, no object an entry.

export class IntTable {
  private keys = new Int32Array(3 << 12);
  /** Index plus one of the entry in a slot; 0: free. */
  private slots = new Uint32Array(1 << 13);
  private entries = 0;

  get size(): number {
    return this.entries;
  }

  /** The number of a triple; the next free one when it is new. */
  add(first: number, second: number, third: number): number {
    const slot = this.slotOf(first, second, third);
    const known = this.slots[slot]!;
    if (known > 0) return known - 1;
    const index = this.entries++;
    const at = index * 3;
    if (at >= this.keys.length) {
      const keys = new Int32Array(this.keys.length * 2);
      keys.set(this.keys);
      this.keys = keys;
    }
    this.keys[at] = first;
    this.keys[at + 1] = second;
    this.keys[at + 2] = third;
    this.slots[slot] = this.entries;
    if (this.entries * 2 > this.slots.length) this.spread();
    return index;
  }

  /** -1: it was never added. */
  find(first: number, second: number, third: number): number {
    return this.slots[this.slotOf(first, second, third)]! - 1;
  }

  part(index: number, which: 0 | 1 | 2): number {
    return this.keys[index * 3 + which]!;
  }

  private slotOf(first: number, second: number, third: number): number {
    const { slots, keys } = this;
    const mask = slots.length - 1;
    // The finalizer of MurmurHash3 over the three parts.
    let hash = Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b) + Math.imul(third, 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot]!;
      if (entry === 0) return slot;
      const at = (entry - 1) * 3;
      if (keys[at] === first && keys[at + 1] === second && keys[at + 2] === third) return slot;
    }
  }

  private spread(): void {
    this.slots = new Uint32Array(this.slots.length * 4);
    const { slots, keys, entries } = this;
    for (let index = 0; index < entries; index++) {
      const at = index * 3;
      slots[this.slotOf(keys[at]!, keys[at + 1]!, keys[at + 2]!)] = index + 1;
    }
  }
}
