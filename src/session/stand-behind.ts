// Lets the screen's thread go first where processors are short: a key is answered between two slices of a worker.
import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** With 5 a thread gets a third of the time of one with 0: see sched(7), "The nice value". */
const BEHIND = 5;
const LOWEST = 19;

/**
 * Raises the nice value of the calling thread above that of the main one. On Linux each thread has its own, and setpriority(2) takes its id.
 * Nothing happens where that can't be done: without /proc, on other systems.
 */
export function standBehind(): void {
  try {
    // `PID/task/TID`: see proc(5).
    const thread = Number(/\d+$/.exec(readlinkSync('/proc/thread-self'))?.[0]);
    setPriority(thread, Math.min(LOWEST, getPriority(process.pid) + BEHIND));
  } catch {
    // It is a comfort.
  }
}
