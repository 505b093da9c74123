// Calls of both captures by what they are: process pair, call, thing; and how each ended. Numbers in columns, no object a call.
import type { EventIndex } from '../../model/event.ts';
import { IntTable } from './int-table.ts';

/** 0: capture A, 1: capture B. */
export type Which = 0 | 1;

export const NOWHERE = 0xffffffff;
const NONE = -1;

/** A group is what is alike: (pair, call, thing). Its cells are its outcomes, few of each, in a chain. */
export class Tally {
  /** (pair, call, thing) → group. */
  readonly groups = new IntTable();
  private heads = new Int32Array(1 << 12).fill(NONE);
  private cells = 0;
  private next = new Int32Array(1 << 12).fill(NONE);
  private outcomes = new Int32Array(1 << 12);
  /** Of cell and capture. */
  private counts = new Uint32Array(1 << 13);
  private firsts = new Uint32Array(1 << 13).fill(NOWHERE);
  private tookNs = new Float64Array(1 << 13);

  add(which: Which, pair: number, call: number, thing: number, outcome: number, event: EventIndex, tookNs: number): void {
    const at = this.cellOf(this.groups.add(pair, call, thing), outcome) * 2 + which;
    if (this.counts[at]!++ === 0) this.firsts[at] = event;
    if (tookNs > 0) this.tookNs[at]! += tookNs;
  }

  cellsOf(group: number): readonly number[] {
    const cells: number[] = [];
    for (let cell = this.heads[group]!; cell !== NONE; cell = this.next[cell]!) cells.push(cell);
    return cells;
  }
  outcome(cell: number): number {
    return this.outcomes[cell]!;
  }
  count(cell: number, which: Which): number {
    return this.counts[cell * 2 + which]!;
  }
  /** {@link NOWHERE} when there is none. */
  first(cell: number, which: Which): number {
    return this.firsts[cell * 2 + which]!;
  }
  took(cell: number, which: Which): number {
    return this.tookNs[cell * 2 + which]!;
  }

  private cellOf(group: number, outcome: number): number {
    if (group >= this.heads.length) this.heads = longer(this.heads, new Int32Array(group * 2).fill(NONE));
    const head = this.heads[group]!;
    for (let cell = head; cell !== NONE; cell = this.next[cell]!) if (this.outcomes[cell] === outcome) return cell;
    const cell = this.cells++;
    if (cell >= this.next.length) this.grow(cell * 2);
    this.outcomes[cell] = outcome;
    this.next[cell] = head;
    this.heads[group] = cell;
    return cell;
  }

  private grow(length: number): void {
    this.next = longer(this.next, new Int32Array(length).fill(NONE));
    this.outcomes = longer(this.outcomes, new Int32Array(length));
    this.counts = longer(this.counts, new Uint32Array(length * 2));
    this.firsts = longer(this.firsts, new Uint32Array(length * 2).fill(NOWHERE));
    this.tookNs = longer(this.tookNs, new Float64Array(length * 2));
  }
}

function longer<T extends Int32Array | Uint32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
