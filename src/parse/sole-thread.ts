// Whose a line without pid is: strace shows no pid while only one tracee is left.

/** Follows which threads live, by attach messages, pids seen and exits. 0 stands for a root whose pid is not known yet. */
export class SoleThread {
  private readonly alive: Set<number>;
  private last: number;
  private anyRecord = false;

  /** @param root the thread of a whole file, `PREFIX.PID`; 0 where it is not known */
  constructor(root = 0) {
    this.alive = new Set([root]);
    this.last = root;
  }

  /** The thread that a line without pid belongs to. */
  unnamed(): number {
    this.anyRecord = true;
    if (this.alive.size === 1) for (const tid of this.alive) this.last = tid;
    return this.last;
  }

  /**
   * A pid was shown.
   * @returns true when it must be the root's, whose lines had none so far. `isChild` tells that a fork of the root made it or may be making it.
   */
  named(tid: number, isChild: () => boolean): boolean {
    this.anyRecord = true;
    if (tid === this.last && tid !== 0) return false;
    if (this.alive.has(tid)) {
      this.last = tid;
      return false;
    }
    const isRoot = this.alive.has(0) && !isChild();
    if (isRoot) this.alive.delete(0);
    this.alive.add(tid);
    this.last = tid;
    return isRoot;
  }

  /** `strace: Process N attached` */
  attached(tid: number): void {
    // `strace -p`: the first message names the root itself.
    if (!this.anyRecord) this.alive.delete(0);
    this.alive.add(tid);
  }

  /** A line without pid must be this thread's: the others are gone, although nothing said so (`-qqq`). */
  onlyLeft(tid: number): void {
    this.alive.clear();
    this.alive.add(tid);
    this.last = tid;
  }

  ended(tid: number): void {
    this.alive.delete(tid);
  }

  get rootUnknown(): boolean {
    return this.alive.has(0);
  }
}
