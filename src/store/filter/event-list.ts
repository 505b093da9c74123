// A list of events in order, in shared memory: the filter's thread writes, the screen's reads.
import { weigh } from '../../parse/weigh.ts';

const FIRST_LENGTH = 1 << 12;

const newList = (length: number): Uint32Array<SharedArrayBuffer> => new Uint32Array(weigh(new SharedArrayBuffer(length * 4), length * 4));

export class EventList {
  events = newList(FIRST_LENGTH);
  length = 0;

  push(event: number): void {
    if (this.length === this.events.length) {
      const grown = newList(Math.max(FIRST_LENGTH, this.length * 2));
      grown.set(this.events);
      this.events = grown;
    }
    this.events[this.length++] = event;
  }

  /** Begins anew. Who reads keeps the old list. */
  clear(): void {
    this.events = newList(this.events.length);
    this.length = 0;
  }

  has(event: number): boolean {
    const at = this.indexOf(event);
    return at < this.length && this.events[at] === event;
  }

  /** Puts events in their places and takes others out. Who reads keeps the old list until it is told of the new one. */
  change(add: readonly number[], remove: ReadonlySet<number>): void {
    if (add.length === 0 && remove.size === 0) return;
    const changed = newList(Math.max(FIRST_LENGTH, this.events.length, this.length + add.length));
    let length = 0;
    let from = 0;
    const copyBefore = (event: number): void => {
      for (; from < this.length && this.events[from]! < event; from++) if (!remove.has(this.events[from]!)) changed[length++] = this.events[from]!;
    };
    for (const event of add.toSorted((a, b) => a - b)) {
      copyBefore(event);
      changed[length++] = event;
    }
    copyBefore(Number.POSITIVE_INFINITY);
    this.events = changed;
    this.length = length;
  }

  /** Takes out a range of events. What stays before it moves to its end, in place: who reads sees it twice until told of the new list. */
  remove(from: number, to: number): void {
    const [first, behind] = [this.indexOf(from), this.indexOf(to)];
    if (first === behind) return;
    this.events.copyWithin(behind - first, 0, first);
    this.events = this.events.subarray(behind - first);
    this.length -= behind - first;
  }

  /** Index of the first event that is not before `event`. */
  indexOf(event: number): number {
    let low = 0;
    for (let high = this.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.events[middle]! < event) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
