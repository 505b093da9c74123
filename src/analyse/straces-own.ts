// The execve that strace itself does for the command it was given.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { Inquiry } from './inquiry.ts';

/**
 * Whether a failed execve is strace's own: the first call of the process it started. strace looks for the file along PATH, and ends with "Can't stat"
 * where there is none, before it forks: this execve is never given a file that is not there (startup_child in strace.c, 4.5 to 7).
 */
export const isStracesOwn = ({ family, trace, timeline }: Inquiry, process: ProcessIndex, event: EventIndex): boolean =>
  process === family.root && timeline.eventsOf(process)[0] === event && trace.processes[process]?.execs.length === 0;
