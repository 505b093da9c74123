// Calls that have begun and have no result yet: by thread, as strace names them when they go on.

/** At most one a thread. Handles are the sink's. */
export class PendingCalls {
  private readonly handles = new Map<number, number>();
  private readonly names = new Map<number, number>();

  begin(tid: number, handle: number, name: number): void {
    this.handles.set(tid, handle);
    this.names.set(tid, name);
  }

  /** The handle of a thread's call, -1 for none. */
  of(tid: number): number {
    return this.handles.get(tid) ?? -1;
  }

  /** Id of the name of a thread's pending call, -1 for none. */
  nameOf(tid: number): number {
    return this.names.get(tid) ?? -1;
  }

  /** The thread whose pending call of this name began last; -1 for none. */
  lastOf(name: number): number {
    let last = -1;
    for (const [tid, known] of this.names) if (known === name) last = tid;
    return last;
  }

  end(tid: number): void {
    this.handles.delete(tid);
    this.names.delete(tid);
  }

  /** The thread got another id: its pid became known, or its execve made it the leader. */
  move(from: number, to: number): void {
    const handle = this.of(from);
    if (handle < 0 || from === to) return;
    this.begin(to, handle, this.nameOf(from));
    this.end(from);
  }
}
