// Tests on whose an event is.
import type { ProcessEntry } from '../../model/process.ts';
import type { Threads } from '../threads.ts';
import type { Marker } from './marker.ts';

/**
 * Marks the events of threads that pass. Asked anew at each refresh: names and parents become known later than the first events.
 * @param passes by process and thread id
 */
export function processMarker(threads: Threads, processes: () => readonly ProcessEntry[], choose: (all: readonly ProcessEntry[]) => Chosen): Marker {
  let chosen = new Uint8Array(0);
  const refresh = (): boolean => {
    const all = processes();
    const passes = choose(all);
    const now = new Uint8Array(threads.size);
    for (let thread = 0; thread < now.length; thread++) {
      const process = all[threads.process(thread)];
      if (process !== undefined && passes(process, threads.tid(thread))) now[thread] = 1;
    }
    const changed = chosen.some((was, thread) => now[thread] !== was);
    chosen = now;
    return changed;
  };
  return {
    cost: 0,
    refresh,
    mark({ segment: { thread }, from, to }, mask, out) {
      for (let slot = from; slot < to; slot++) if (mask[slot] === 1 && thread[slot]! >= 0 && chosen[thread[slot]!] === 1) out[slot] = 1;
    },
  };
}

export type Chosen = (process: ProcessEntry, tid: number) => boolean;

/** A process by its pid, also by the one that it has inside a pid namespace; or one of its threads by its id. */
export const byPid = (pid: number) => (): Chosen => (process, tid) => isCalled(process, pid) || tid === pid;

const isCalled = (process: ProcessEntry, pid: number): boolean => process.pid === pid || process.pidInside === pid;

/** A process and all its descendants. */
export const inTree =
  (pid: number) =>
  (all: readonly ProcessEntry[]): Chosen => {
    const inside = new Set<number>();
    const add = (process: ProcessEntry): void => {
      if (inside.has(process.index)) return;
      inside.add(process.index);
      for (const child of process.children) if (all[child] !== undefined) add(all[child]);
    };
    for (const process of all) if (isCalled(process, pid) || process.tids.includes(pid)) add(process);
    return (process) => inside.has(process.index);
  };
