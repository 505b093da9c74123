// Whose a line without pid is: strace shows no pid while only one tracee is left.

const LATELY_BITS = 10;
const LATELY_MASK = (1 << LATELY_BITS) - 1;

/** Follows which threads live, by attach messages, pids seen and exits. 0 stands for a root whose pid is not known yet. */
export class SoleThread {
  private readonly alive: Set<number>;
  private last: number;
  private anyRecord = false;
  /** Of those that are alive, the ones seen lately, by the low bits of their id: most lines are theirs. */
  private readonly lately = new Int32Array(1 << LATELY_BITS).fill(-1);

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

  /** A thread that is alive, and whose line is the next one; -1 for any other. */
  known(tid: number): number {
    if (this.lately[tid & LATELY_MASK] !== tid) return -1;
    this.last = tid;
    return tid;
  }

  /**
   * A pid was shown.
   * @returns true when it must be the root's, whose lines had none so far. `isChild` tells that a fork of the root made it or may be making it.
   */
  named(tid: number, isChild: () => boolean): boolean {
    this.anyRecord = true;
    const isAlive = this.alive.has(tid);
    if (isAlive) this.lately[tid & LATELY_MASK] = tid;
    if (isAlive || (tid === this.last && tid !== 0)) {
      this.last = tid;
      return false;
    }
    const isRoot = this.alive.has(0) && !isChild();
    if (isRoot) this.ended(0);
    this.alive.add(tid);
    this.last = tid;
    return isRoot;
  }

  /** `strace: Process N attached` */
  attached(tid: number): void {
    // `strace -p`: the first message names the root itself.
    if (!this.anyRecord) this.ended(0);
    this.alive.add(tid);
  }

  /** A line without pid must be this thread's: the others are gone, although nothing said so (`-qqq`). */
  onlyLeft(tid: number): void {
    this.alive.clear();
    this.lately.fill(-1);
    this.alive.add(tid);
    this.last = tid;
  }

  ended(tid: number): void {
    this.alive.delete(tid);
    if (this.lately[tid & LATELY_MASK] === tid) this.lately[tid & LATELY_MASK] = -1;
  }

  get rootUnknown(): boolean {
    return this.alive.has(0);
  }
}
