// Forks that have not returned yet, and which new thread each one made: children often speak before their parent's fork returns.
import type { EventIndex } from '../model/event.ts';

export interface Birth {
  readonly event: EventIndex;
  /** Thread that forks. */
  readonly parent: number;
  /** CLONE_THREAD: the child is a thread of the same process. */
  thread: boolean;
  /** The new thread that is taken for its child; -1 for none so far. */
  child: number;
}

export class Births {
  private readonly pending = new Map<EventIndex, Birth>();

  get size(): number {
    return this.pending.size;
  }

  begin(event: EventIndex, parent: number, thread: boolean): void {
    this.pending.set(event, { event, parent, thread, child: -1 });
  }

  isThread(event: EventIndex): void {
    const birth = this.pending.get(event);
    if (birth !== undefined) birth.thread = true;
  }

  /** The oldest fork without a child gets this one. The fork's result tells later whether that was right. */
  claim(child: number): Birth | undefined {
    for (const birth of this.pending.values()) {
      if (birth.child >= 0) continue;
      birth.child = child;
      return birth;
    }
    return undefined;
  }

  /** The thread turned out to be another fork's child. */
  release(child: number): void {
    for (const birth of this.pending.values()) if (birth.child === child) birth.child = -1;
  }

  end(event: EventIndex): Birth | undefined {
    const birth = this.pending.get(event);
    this.pending.delete(event);
    return birth;
  }
}
