// Which thread an id means now. Asked for each record: those of the last ones are found without hashing.

const LATELY_BITS = 12;
const LATELY_MASK = (1 << LATELY_BITS) - 1;

export class LivingThreads {
  private readonly threads = new Map<number, number>();
  /** The ones asked for lately, by the low bits of their id. */
  private readonly latelyIds = new Int32Array(1 << LATELY_BITS).fill(-1);
  private readonly lately = new Int32Array(1 << LATELY_BITS);

  /** Index in the thread table; -1 when no thread with this id is known to live. */
  of(tid: number): number {
    const place = tid & LATELY_MASK;
    if (this.latelyIds[place] === tid && tid >= 0) return this.lately[place]!;
    const thread = this.threads.get(tid) ?? -1;
    if (thread >= 0) {
      this.latelyIds[place] = tid;
      this.lately[place] = thread;
    }
    return thread;
  }

  set(tid: number, thread: number): void {
    this.forget(tid);
    this.threads.set(tid, thread);
  }

  forget(tid: number): void {
    this.threads.delete(tid);
    if (this.latelyIds[tid & LATELY_MASK] === tid) this.latelyIds[tid & LATELY_MASK] = -1;
  }
}
