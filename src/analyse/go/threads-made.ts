// Threads that a program made over time: a Go program makes one whenever all it has are held up in system calls.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { FORK } from '../call-names.ts';
import { failed, type Inquiry, programName } from '../inquiry.ts';

export interface ThreadsMade {
  readonly process: ProcessIndex;
  readonly program: string;
  /** Each with when (ns since the capture's start; NaN without stamps). */
  readonly made: readonly { readonly event: EventIndex; readonly atNs: number }[];
}

/** Programs that made threads, most first. @see clone(2): CLONE_THREAD */
export function threadsMade(inquiry: Inquiry): readonly ThreadsMade[] {
  const { trace, timeline, classes } = inquiry;
  return trace.processes
    .map(({ index }) => {
      const made = [...timeline.eventsOf(index)].filter(
        (event) =>
          (classes.of(event) & FORK) !== 0 && !failed(trace, event) && trace.args(event).some((argument) => argument.includes('CLONE_THREAD')),
      );
      return { process: index, program: programName(inquiry, index), made: made.map((event) => ({ event, atNs: trace.sinceStartNs(event) })) };
    })
    .filter(({ made }) => made.length > 0)
    .sort((a, b) => b.made.length - a.made.length);
}
