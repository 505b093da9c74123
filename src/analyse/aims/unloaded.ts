// A library that dlopen mapped and at once unmapped again: all its files were found, but a symbol or version that it needs was not.
import type { EventIndex } from '../../model/event.ts';
import { readFd } from '../../text/arguments.ts';
import { MMAP, OPEN } from '../call-names.ts';
import { failed, type Inquiry } from '../inquiry.ts';

/** How many calls mapping a library and what it depends on may take. */
const LOOKED_AT = 4000;

/**
 * The munmap that undid the load; null when the library stayed. `isLinkerCall` says whether a call can be the dynamic linker's: the first other
 * one means that dlopen came back, and the library was closed for other reasons.
 */
export function givenUpAfterMapping(inquiry: Inquiry, opened: EventIndex, isLinkerCall: (name: string) => boolean): EventIndex | null {
  const { trace, timeline, classes } = inquiry;
  const process = trace.process(opened);
  const tid = trace.tid(opened);
  const fd = readFd(trace.result(opened) ?? '')?.fd;
  const events = timeline.eventsOf(process);
  let address: string | null = null;
  for (let at = timeline.positionOf(process, opened) + 1, seen = 0; at < events.length && seen < LOOKED_AT; at++) {
    const event = events[at]!;
    if (trace.tid(event) !== tid || trace.kind(event) !== 'call') continue;
    seen += 1;
    const name = trace.name(event);
    if (!isLinkerCall(name)) return null;
    if (address === null) {
      if ((classes.of(event) & MMAP) !== 0 && readFd(trace.args(event)[4] ?? '')?.fd === fd) {
        if (failed(trace, event)) return null;
        address = trace.result(event);
      } else if (seen > 12) return null;
    } else if (name === 'munmap' && trace.args(event)[0] === address) return event;
    // A library that it needs and that is not found explains itself.
    else if ((classes.of(event) & OPEN) !== 0 && failed(trace, event) && nextOpen(inquiry, events, at) === null) return null;
  }
  return null;
}

/** The open behind a failed one, while the search goes on; null when it ended there. */
function nextOpen({ trace, classes }: Inquiry, events: Uint32Array, from: number): EventIndex | null {
  for (let at = from + 1; at < events.length && at < from + 8; at++) {
    if ((classes.of(events[at]!) & OPEN) !== 0) return events[at]!;
    if (trace.name(events[at]!) === 'munmap') return null;
  }
  return null;
}
