// Who made whom, and whose threads are whose: the links between processes, and the guesses that have to be undone.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { newProcess, type ProcessRecord } from './process-record.ts';
import { Threads } from './threads.ts';

export class ProcessFamily {
  readonly threads = new Threads();
  readonly processes: ProcessRecord[] = [];
  /** What each watcher has not taken yet. */
  private readonly watchers = new Set<Set<ProcessRecord>>();

  /** A set that gets every process that is new or changes, from the beginning; who watches takes them out. */
  watch(): Set<ProcessRecord> {
    const changed = new Set(this.processes);
    this.watchers.add(changed);
    return changed;
  }

  /** A set that {@link watch} gave gets nothing any more. */
  unwatch(changed: Set<ProcessRecord>): void {
    this.watchers.delete(changed);
  }

  /** Counts up with every change. */
  version = 0;

  changed(process: ProcessRecord): void {
    this.version++;
    for (const watcher of this.watchers) watcher.add(process);
  }

  processOf(thread: number): ProcessRecord {
    return this.processes[this.threads.process(thread)]!;
  }

  /** A thread with a process of its own. */
  add(tid: number, event: EventIndex): number {
    const process = newProcess(this.processes.length, tid);
    this.processes.push(process);
    const thread = this.threads.add(tid, process.index, event);
    process.threads.push(thread);
    this.changed(process);
    return thread;
  }

  /** Makes a thread's process the child of another thread's; or (CLONE_THREAD) the thread one of that process. */
  link(child: number, parentThread: number, event: EventIndex, isThread: boolean): void {
    const parent = this.processOf(parentThread);
    const process = this.processOf(child);
    if (isThread && process === parent) return;
    // Pids recur, and captures are spoiled: nobody is its own ancestor.
    if (this.descends(parent, process)) return;
    if (isThread) {
      this.join(child, parent.index);
      return;
    }
    if (process.parent === parent.index) return;
    if (process.parent !== null) this.unlink(child);
    process.parent = parent.index;
    process.bornBy = event;
    parent.children.push(process.index);
    this.changed(process);
    this.changed(parent);
  }

  /** Whether `ancestor` is `process` or above it. */
  private descends(process: ProcessRecord, ancestor: ProcessRecord): boolean {
    for (let at: ProcessRecord | undefined = process; at !== undefined; at = at.parent === null ? undefined : this.processes[at.parent])
      if (at === ancestor) return true;
    return false;
  }

  /** Undoes a {@link link}. */
  unlink(child: number): void {
    const process = this.processOf(child);
    if (process.threads[0] !== child) {
      process.threads.splice(process.threads.indexOf(child), 1);
      const own = newProcess(this.processes.length, this.threads.tid(child));
      this.processes.push(own);
      own.threads.push(child);
      this.threads.moveTo(child, own.index);
      this.changed(own);
    } else if (process.parent !== null) {
      const parent = this.processes[process.parent]!;
      parent.children.splice(parent.children.indexOf(process.index), 1);
      this.changed(parent);
      process.parent = null;
      process.bornBy = null;
    }
    this.changed(process);
  }

  /** Gives a thread to a process; the one it had for itself is removed, its children go along, and the last one takes its index. */
  join(thread: number, to: ProcessIndex): void {
    const target = this.processes[to]!;
    const left = this.processOf(thread);
    if (left.parent !== null) this.unlink(thread);
    for (const moved of left.threads) {
      target.threads.push(moved);
      this.threads.moveTo(moved, to);
    }
    for (const child of left.children) {
      const process = this.processes[child]!;
      process.parent = to;
      target.children.push(child);
      this.changed(process);
    }
    this.changed(target);
    for (const watcher of this.watchers) watcher.delete(left);
    this.version++;
    const last = this.processes.pop()!;
    if (last !== left) this.moveTo(last, left.index);
  }

  private moveTo(process: ProcessRecord, index: ProcessIndex): void {
    for (const thread of process.threads) this.threads.moveTo(thread, index);
    for (const child of process.children) {
      this.processes[child]!.parent = index;
      this.changed(this.processes[child]!);
    }
    if (process.parent !== null) {
      const parent = this.processes[process.parent]!;
      parent.children[parent.children.indexOf(process.index)] = index;
      this.changed(parent);
    }
    process.index = index;
    this.processes[index] = process;
    this.changed(process);
  }
}
