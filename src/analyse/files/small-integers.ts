// From small integers, also negative ones, to small integers: columns that grow.

export class SmallIntegers {
  private readonly unset: number;
  private values: Int32Array;
  private below: Int32Array;

  /** @param unset what is told of one that was never set */
  constructor(unset = -1) {
    this.unset = unset;
    this.values = new Int32Array(1024).fill(unset);
    this.below = new Int32Array(0);
  }

  get(key: number): number {
    return (key < 0 ? this.below[-1 - key] : this.values[key]) ?? this.unset;
  }

  set(key: number, value: number): void {
    if (key < 0) {
      this.below = this.reaching(this.below, -1 - key);
      this.below[-1 - key] = value;
    } else {
      this.values = this.reaching(this.values, key);
      this.values[key] = value;
    }
  }

  private reaching(column: Int32Array, place: number): Int32Array {
    if (place < column.length) return column;
    const larger = new Int32Array(Math.max(place + 1, column.length * 2)).fill(this.unset);
    larger.set(column);
    return larger;
  }
}
