// Whether the capture shows which program a process ran: without one there is no tree of its libraries.
import type { ProcessIndex } from '../../model/process.ts';
import type { Trace } from '../../model/trace.ts';

/** Its own, or the one that it was forked in. Pids recur, so that parents may look like a circle: as many steps as there are processes. */
export function ranProgram({ processes }: Trace, process: ProcessIndex): boolean {
  let entry = processes[process];
  for (let steps = 0; entry !== undefined && steps < processes.length; steps++) {
    if (entry.execs.length > 0) return true;
    entry = entry.parent === null ? undefined : processes[entry.parent];
  }
  return false;
}
