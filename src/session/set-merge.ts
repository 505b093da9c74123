// The order of a set's records: by their stamps; where these are the same, or there are none, a process that a record says has ended comes before it.

import type { Symbols } from '../parse/symbols.ts';
import type { SetFile } from './set-file.ts';
import { endedChild } from './told-ends.ts';

export class SetMerge {
  private readonly symbols: Symbols;
  /** Those not begun, the first at the end. */
  private readonly waiting: SetFile[];
  /** A heap of those under way, the earliest on top. */
  private readonly heap: SetFile[] = [];
  private readonly byPid: ReadonlyMap<number, SetFile>;
  /** Files that wait at a record which tells of the end of the process of the next one in the stack. */
  private readonly stack: SetFile[] = [];

  constructor(files: readonly SetFile[], symbols: Symbols) {
    this.symbols = symbols;
    this.waiting = files.toSorted((a, b) => (isBefore(a, b) ? 1 : -1));
    this.byPid = new Map(files.map((file) => [file.pid, file]));
  }

  /** Reads on, about so many lines. @returns false at the end */
  read(lines: number): boolean {
    for (let left = lines; left > 0; ) {
      const file = this.stack.at(-1) ?? this.earliest();
      if (file === undefined) return false;
      const before = file.lines;
      const how = file.advance(this.limit(file), left);
      if (how === 'tie') {
        this.letOtherGo(file);
        continue;
      }
      left -= file.lines - before;
      this.settle(file);
      if (how !== 'enough' && this.stack.length > 0) this.stack.pop();
    }
    return true;
  }

  /** The file whose next record is the earliest. */
  private earliest(): SetFile | undefined {
    for (;;) {
      const next = this.waiting.at(-1);
      const [top] = this.heap;
      // Among equals the one that is being read goes on.
      if (next === undefined || (top !== undefined && top.key <= next.key)) return top;
      this.waiting.pop();
      if (!next.begun) this.begin(next);
    }
  }

  /** The time of the record that comes next when another file's turn has come. */
  private limit(file: SetFile): number {
    const waiter = this.stack.at(-2);
    if (waiter !== undefined) return waiter.key;
    const { heap } = this;
    const nearest = heap[0] === file ? Math.min(heap[1]?.key ?? Infinity, heap[2]?.key ?? Infinity) : (heap[0]?.key ?? Infinity);
    return Math.min(nearest, this.waiting.at(-1)?.key ?? Infinity);
  }

  private letOtherGo(file: SetFile): void {
    const { next } = file;
    const other = next === null ? undefined : this.byPid.get(endedChild(next, this.symbols));
    if (other === undefined || other.ended || other.key > file.key || other === file || this.stack.includes(other)) return;
    if (!other.begun) this.begin(other);
    if (other.ended) return;
    if (this.stack.length === 0) this.stack.push(file);
    this.stack.push(other);
  }

  private begin(file: SetFile): void {
    file.begin();
    if (file.ended) return;
    file.heapAt = this.heap.push(file) - 1;
    this.rise(file);
  }

  /** A file has been read on: it goes to its new place. */
  private settle(file: SetFile): void {
    if (!file.ended) {
      this.rise(file);
      this.sink(file);
      return;
    }
    const last = this.heap.pop()!;
    if (last === file) return;
    this.put(last, file.heapAt);
    this.rise(last);
    this.sink(last);
  }

  private rise(file: SetFile): void {
    for (let at = file.heapAt; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!isBefore(file, this.heap[above]!)) return;
      this.put(this.heap[above]!, at);
      this.put(file, above);
      at = above;
    }
  }

  private sink(file: SetFile): void {
    const { heap } = this;
    for (let at = file.heapAt; ; ) {
      let least = 2 * at + 1;
      if (least >= heap.length) return;
      if (least + 1 < heap.length && isBefore(heap[least + 1]!, heap[least]!)) least++;
      if (!isBefore(heap[least]!, file)) return;
      this.put(heap[least]!, at);
      this.put(file, least);
      at = least;
    }
  }

  private put(file: SetFile, at: number): void {
    this.heap[at] = file;
    file.heapAt = at;
  }
}

const isBefore = (a: SetFile, b: SetFile): boolean => a.key < b.key || (a.key === b.key && a.rank < b.rank);
