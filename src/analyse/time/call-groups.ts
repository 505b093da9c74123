// Sums by process, call and target while the columns are walked: an open-addressed table of numbers, since a Map of such keys costs more than the walk itself.
import type { EventIndex } from '../../model/event.ts';
import type { CallGroup } from '../../model/time-profile.ts';

/** One group lies in one place, 40 bytes: six words, then two doubles. Apart, each column would cost a cache miss a call. */
const WORDS = 10;
const DOUBLES = 5;
const PROCESS = 0;
const NAME = 1;
const TARGET = 2;
const COUNT = 3;
const FAILED = 4;
const LONGEST = 5;
const TOTAL_NS = 3;
const LONGEST_NS = 4;

export class CallGroups {
  private words = new Int32Array(0);
  private doubles = new Float64Array(0);
  private capacity = 0;
  /** Index of a group plus one; 0: free. */
  private slots = new Int32Array(4096);
  private size = 0;

  add(process: number, nameId: number, targetId: number, event: EventIndex, ns: number, hasFailed: boolean): void {
    const index = this.indexOf(process, nameId, targetId);
    const { words, doubles } = this;
    const word = index * WORDS;
    const double = index * DOUBLES;
    words[word + COUNT] = words[word + COUNT]! + 1;
    if (hasFailed) words[word + FAILED] = words[word + FAILED]! + 1;
    doubles[double + TOTAL_NS] = doubles[double + TOTAL_NS]! + ns;
    if (ns > doubles[double + LONGEST_NS]!) {
      doubles[double + LONGEST_NS] = ns;
      words[word + LONGEST] = event;
    }
  }

  /** The groups that took most time, most first. */
  largest(limit: number): readonly CallGroup[] {
    const totals = new Float64Array(this.size);
    for (let index = 0; index < this.size; index++) totals[index] = this.doubles[index * DOUBLES + TOTAL_NS]!;
    // Sorting numbers is quick; sorting groups by them is done for those only that stay.
    const least = this.size <= limit ? -1 : totals.slice().sort()[this.size - limit]!;
    const kept: CallGroup[] = [];
    for (let index = 0; index < this.size; index++) if (totals[index]! >= least) kept.push(this.group(index));
    return kept.sort((a, b) => b.totalNs - a.totalNs).slice(0, limit);
  }

  private group(index: number): CallGroup {
    const { words, doubles } = this;
    const word = index * WORDS;
    return {
      process: words[word + PROCESS]!,
      nameId: words[word + NAME]!,
      targetId: words[word + TARGET]!,
      count: words[word + COUNT]!,
      failed: words[word + FAILED]!,
      totalNs: doubles[index * DOUBLES + TOTAL_NS]!,
      longest: words[word + LONGEST]!,
      longestNs: Math.max(0, doubles[index * DOUBLES + LONGEST_NS]!),
    };
  }

  private indexOf(process: number, nameId: number, targetId: number): number {
    const { slots, words } = this;
    const mask = slots.length - 1;
    for (let slot = hashOf(process, nameId, targetId) & mask; ; slot = (slot + 1) & mask) {
      const index = slots[slot]! - 1;
      if (index < 0) return this.insert(slot, process, nameId, targetId);
      const word = index * WORDS;
      if (words[word + TARGET] === targetId && words[word + NAME] === nameId && words[word + PROCESS] === process) return index;
    }
  }

  private insert(slot: number, process: number, nameId: number, targetId: number): number {
    if (this.size === this.capacity) this.grow();
    const index = this.size++;
    const word = index * WORDS;
    this.words[word + PROCESS] = process;
    this.words[word + NAME] = nameId;
    this.words[word + TARGET] = targetId;
    // Below the shortest duration: the first call is the longest so far.
    this.doubles[index * DOUBLES + LONGEST_NS] = -1;
    this.slots[slot] = index + 1;
    if (this.size * 2 > this.slots.length) this.rehash();
    return index;
  }

  private grow(): void {
    this.capacity = Math.max(1024, this.capacity * 2);
    const words = new Int32Array(this.capacity * WORDS);
    words.set(this.words);
    this.words = words;
    this.doubles = new Float64Array(words.buffer);
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 4);
    const mask = this.slots.length - 1;
    for (let index = 0; index < this.size; index++) {
      const word = index * WORDS;
      let slot = hashOf(this.words[word + PROCESS]!, this.words[word + NAME]!, this.words[word + TARGET]!) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = index + 1;
    }
  }
}

const hashOf = (process: number, nameId: number, targetId: number): number => {
  const mixed = Math.imul(process, 0x9e3779b1) ^ Math.imul(nameId, 0x85ebca6b) ^ Math.imul(targetId, 0xc2b2ae35);
  return mixed ^ (mixed >>> 15);
};
