// The address space of a process while its calls are followed: which mapping each range belongs to. A later mapping takes the place of what was there.

interface Range {
  readonly start: number;
  readonly end: number;
  /** Number of the mapping. */
  readonly owner: number;
  readonly protection: string;
}

/** What the kernel maps in whole pages. */
const PAGE = 4096;
const pages = (size: number): number => Math.ceil(size / PAGE) * PAGE;

export class AddressSpace {
  private ranges: Range[] = [];
  private readonly bytes = new Map<number, number>();
  /** Bytes that may be accessed in some way. */
  accessible = 0;

  constructor(from: AddressSpace | null = null) {
    if (from === null) return;
    this.ranges = [...from.ranges];
    this.accessible = from.accessible;
    for (const [owner, left] of from.bytes) this.bytes.set(owner, left);
  }

  /** @returns owners that lost ranges */
  map(start: number, size: number, owner: number, protection: string): ReadonlySet<number> {
    const lost = this.take(start, start + pages(size), null);
    this.insert({ start, end: start + pages(size), owner, protection });
    return lost;
  }

  unmap(start: number, size: number): ReadonlySet<number> {
    return this.take(start, start + pages(size), null);
  }

  /** @returns owners of the ranges whose protection changed */
  protect(start: number, size: number, protection: string): ReadonlySet<number> {
    return this.take(start, start + pages(size), protection);
  }

  /** Bytes of a mapping that are left. */
  left(owner: number): number {
    return this.bytes.get(owner) ?? 0;
  }

  owners(): ReadonlySet<number> {
    return new Set(this.ranges.map(({ owner }) => owner));
  }

  /** The mapping that an address is in; null for none known. */
  ownerAt(address: number): number | null {
    const range = this.ranges[this.firstBehind(address)];
    return range !== undefined && range.start <= address ? range.owner : null;
  }

  clear(): void {
    this.ranges = [];
    this.bytes.clear();
    this.accessible = 0;
  }

  /** Cuts a stretch out of all ranges; with a protection it stays, and has that. */
  private take(start: number, end: number, protection: string | null): ReadonlySet<number> {
    const touched = new Set<number>();
    const first = this.firstBehind(start);
    const pieces: Range[] = [];
    let last = first;
    for (; last < this.ranges.length && this.ranges[last]!.start < end; last++) {
      const range = this.ranges[last]!;
      touched.add(range.owner);
      const inside = { ...range, start: Math.max(start, range.start), end: Math.min(end, range.end) };
      if (range.start < start) pieces.push({ ...range, end: start });
      this.count(inside, -1);
      if (protection !== null) {
        pieces.push({ ...inside, protection });
        this.count({ ...inside, protection }, 1);
      }
      if (range.end > end) pieces.push({ ...range, start: end });
    }
    if (last > first) this.ranges.splice(first, last - first, ...pieces);
    return touched;
  }

  private insert(range: Range): void {
    this.ranges.splice(this.firstBehind(range.start), 0, range);
    this.count(range, 1);
  }

  private count({ start, end, owner, protection }: Range, sign: 1 | -1): void {
    this.bytes.set(owner, (this.bytes.get(owner) ?? 0) + sign * (end - start));
    if (protection !== '---') this.accessible += sign * (end - start);
  }

  /** Index of the first range that ends behind an address. */
  private firstBehind(address: number): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.ranges[middle]!.end > address) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
