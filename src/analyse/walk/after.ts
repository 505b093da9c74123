// What a process still did behind an event: how far a failure lies from the end, in things done and not in lines.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readFd } from '../../text/arguments.ts';
import { CONNECT, EXEC, OPEN, STAT, WRITE } from '../call-names.ts';
import { directoryOf, failed, type Inquiry, remember } from '../inquiry.ts';

export interface After {
  /** Opens, look-ups and connections that worked, to a limit. */
  readonly steps: number;
  /** Children started. */
  readonly starts: number;
  /** The first text written to descriptor 1 or 2; null when none was. */
  readonly message: EventIndex | null;
  /** Steps before that text. */
  readonly stepsToMessage: number;
}

const LIMIT = 12;
/** Reading these is part of speaking or ending: messages in the user's language, time zones, source lines of a traceback, telemetry. */
const ON_THE_WAY_OUT = /\/(?:locale|gconv|zoneinfo|telemetry)\/|\.mo$|\/etc\/localtime$|\.(?:py|rb|pl|js|pm)$|^\/dev\/null$|^\/proc\//;

export function after(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): After {
  return remember(inquiry, `after:${process}:${event}`, () => {
    const { trace, timeline, classes, family } = inquiry;
    const events = timeline.eventsOf(process);
    let steps = 0;
    let message: EventIndex | null = null;
    let stepsToMessage = 0;
    for (let at = timeline.positionOf(process, event + 1); at < events.length; at++) {
      const e = events[at]!;
      const bits = classes.of(e);
      if (bits === 0 || failed(trace, e)) continue;
      if ((bits & WRITE) !== 0 && message === null) {
        const fd = readFd(trace.args(e)[0] ?? '')?.fd;
        if (fd === 1 || fd === 2) {
          message = e;
          stepsToMessage = steps;
        }
      } else if ((bits & (OPEN | CONNECT | EXEC)) !== 0 || ((bits & STAT) !== 0 && isOnPath(trace.path(e)))) {
        const path = trace.path(e) ?? '';
        if (!ON_THE_WAY_OUT.test(path) && !isBeingRemoved(inquiry, process, path)) steps += 1;
      }
      if (steps >= LIMIT && message !== null) break;
    }
    const starts = family.childrenOf(process).filter((child) => (child.born ?? trace.processes[child.process]!.firstEvent) > event).length;
    return { steps: Math.min(steps, LIMIT), starts, message, stepsToMessage: message === null ? steps : stepsToMessage };
  });
}

/** Looking at what is then removed is clean-up: rm -rf and its kin open and stat each directory first. */
function isBeingRemoved(inquiry: Inquiry, process: ProcessIndex, path: string): boolean {
  if (path === '') return false;
  const removed = remember(inquiry, `removed:${process}`, () => {
    const { trace, timeline } = inquiry;
    const paths = new Set<string>();
    for (const e of timeline.eventsOf(process))
      if (/^(?:unlink|unlinkat|rmdir)$/.test(trace.name(e)) && trace.kind(e) === 'call') paths.add(trace.path(e) ?? '');
    return paths;
  });
  for (let at = path; at.length > 1; at = directoryOf(at)) {
    if (removed.has(at)) return true;
    if (!at.includes('/')) break;
  }
  return false;
}

const isOnPath = (path: string | null): boolean => path !== null && path !== '';
