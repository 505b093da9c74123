// Calls that have begun and have no result yet: by thread, as strace names them when they go on.

interface Begun {
  handle: number;
  name: number;
  /** Counts up: who began later has the larger one. */
  order: number;
}

/** At most one a thread. Handles are the sink's. A thread's entry stays when its call has ended: it soon begins another. */
export class PendingCalls {
  private readonly begun = new Map<number, Begun>();
  private order = 0;

  begin(tid: number, handle: number, name: number): void {
    const entry = this.begun.get(tid);
    if (entry === undefined) this.begun.set(tid, { handle, name, order: this.order++ });
    else {
      entry.handle = handle;
      entry.name = name;
      entry.order = this.order++;
    }
  }

  /** The handle of a thread's call, -1 for none. */
  of(tid: number): number {
    return this.begun.get(tid)?.handle ?? -1;
  }

  /** The thread whose pending call of this name began last; -1 for none. */
  lastOf(name: number): number {
    let last = -1;
    let order = -1;
    for (const [tid, entry] of this.begun) {
      if (entry.handle < 0 || entry.name !== name || entry.order < order) continue;
      last = tid;
      order = entry.order;
    }
    return last;
  }

  end(tid: number): void {
    const entry = this.begun.get(tid);
    if (entry !== undefined) entry.handle = -1;
  }

  /** The thread has ended. */
  forget(tid: number): void {
    this.begun.delete(tid);
  }

  /** The thread got another id: its pid became known, or its execve made it the leader. */
  move(from: number, to: number): void {
    const entry = this.begun.get(from);
    if (entry === undefined || entry.handle < 0 || from === to) return;
    this.begin(to, entry.handle, entry.name);
    this.forget(from);
  }
}
