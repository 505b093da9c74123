// The threads of a capture, each with its counts. A thread id that recurs is another thread.
import { WordTable } from './word-table.ts';

export const NO_THREAD = -1;
const TID = 0;
const PROCESS = 1;
const FIRST_EVENT = 2;
const LAST_EVENT = 3;
const CALLS = 4;
const FAILED = 5;
const WIDTH = 6;

/** By index, in the order they appeared. Events refer to threads, threads to processes: so a thread can be given to its process later. */
export class Threads {
  readonly table: WordTable;

  constructor(blocks: SharedArrayBuffer[] = []) {
    this.table = new WordTable(WIDTH, blocks);
  }

  get size(): number {
    return this.table.rows;
  }

  add(tid: number, process: number, event: number): number {
    const thread = this.table.add();
    this.table.set(thread, TID, tid);
    this.table.set(thread, PROCESS, process);
    this.table.set(thread, FIRST_EVENT, event);
    this.table.set(thread, LAST_EVENT, event);
    return thread;
  }

  tid = (thread: number): number => this.table.get(thread, TID);
  process = (thread: number): number => this.table.get(thread, PROCESS);
  firstEvent = (thread: number): number => this.table.get(thread, FIRST_EVENT);
  lastEvent = (thread: number): number => this.table.get(thread, LAST_EVENT);
  calls = (thread: number): number => this.table.get(thread, CALLS);
  failed = (thread: number): number => this.table.get(thread, FAILED);

  rename(thread: number, tid: number): void {
    this.table.set(thread, TID, tid);
  }

  moveTo(thread: number, process: number): void {
    this.table.set(thread, PROCESS, process);
  }

  seen(thread: number, event: number): void {
    this.table.set(thread, LAST_EVENT, event);
  }

  countCall(thread: number): void {
    this.table.increment(thread, CALLS);
  }

  /** {@link seen} and counted, in one look. */
  called(thread: number, event: number, hasFailed: boolean): void {
    const { table } = this;
    const view = table.view(thread);
    const at = table.at(thread);
    view[at + LAST_EVENT] = event;
    view[at + CALLS]!++;
    if (hasFailed) view[at + FAILED]!++;
  }

  countFailure(thread: number): void {
    this.table.increment(thread, FAILED);
  }
}
