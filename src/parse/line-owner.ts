// Whose a line is, and which call of that thread goes on in it.

import type { Line } from './line.ts';
import * as shape from './line.ts';
import { PendingCalls } from './pending-calls.ts';
import { SoleThread } from './sole-thread.ts';
import type { Symbols } from './symbols.ts';

export class LineOwner {
  readonly pending = new PendingCalls();
  private readonly threads: SoleThread;
  private readonly symbols: Symbols;
  private last = -1;
  /** Children that lines without pid made. */
  private readonly forked = new Set<number>();

  /** @param tid whose all lines without pid are; 0 when only the lines can tell */
  constructor(symbols: Symbols, tid: number) {
    this.symbols = symbols;
    this.threads = new SoleThread(tid);
  }

  /** Gives the line its thread. @returns the root's pid when this line tells it; else 0 */
  claim(line: Line): number {
    // The next line is mostly of the same thread.
    if (line.tid >= 0 && line.tid === this.last) return 0;
    this.last = line.tid;
    if (line.tid < 0) line.tid = this.threads.unnamed();
    else if (this.threads.named(line.tid, () => this.isChild(line))) {
      this.pending.move(0, line.tid);
      return line.tid;
    }
    return 0;
  }

  /** Whose a line with this pid (-1: none) is, where that changes nothing else; -1 when {@link claim} must look. */
  knows(tid: number): number {
    if (tid === this.last && tid >= 0) return tid;
    const whose = tid < 0 ? this.threads.unnamed() : this.threads.known(tid);
    if (whose >= 0) this.last = tid;
    return whose;
  }

  /** A whole call was read. */
  called(line: Line): void {
    if (line.tid === 0 && line.value > 0 && this.threads.rootUnknown && this.symbols.returnsChild(line.name)) this.forked.add(line.value);
  }

  /** The handle of the call that a resumed line ends; -1 when its beginning is not there. `unnamed`: the line had no pid of its own. */
  resumed(line: Line, unnamed: boolean): number {
    const { pending } = this;
    if (pending.of(line.tid) < 0) {
      const other = pending.lastOf(line.name);
      if (unnamed && other >= 0) {
        this.threads.onlyLeft(other);
        line.tid = other;
        // An execve of another thread ends the leader, and goes on under its id.
      } else if (other >= 0) pending.move(other, line.tid);
    }
    return pending.of(line.tid);
  }

  /** `+++ exited … +++` of a thread. */
  ended(tid: number): void {
    this.last = -1;
    this.pending.forget(tid);
    this.threads.ended(tid);
  }

  /** A message of strace. */
  told(line: Line, text: string): void {
    this.last = -1;
    const attached = /Process (\d+) attached/.exec(text);
    if (attached !== null) this.threads.attached(Number(attached[1]));
    const superseded = /^\+\+\+ superseded by execve in pid (\d+)/.exec(text);
    if (superseded === null) return;
    if (line.tid < 0) line.tid = this.threads.unnamed();
    // The thread that called execve goes on under the leader's id.
    this.pending.move(Number(superseded[1]), line.tid);
    this.threads.ended(Number(superseded[1]));
  }

  /** Whether a thread that was not known is a child of the root, whose pid is not known either. */
  private isChild(line: Line): boolean {
    if (line.shape >= shape.SHAPE_RESUMED && line.shape <= shape.SHAPE_RESUMED_OPEN) return false;
    // A thread whose call is pending can't begin another one.
    return this.forked.has(line.tid) || this.pending.of(0) >= 0;
  }
}
