// What a process still did behind an event: how far a failure lies from the end, in things done and not in lines.

import { roleOf } from '../../knowledge/wrappers.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { loadLibraryAims } from '../aims/load-library.ts';
import { CONNECT, EXEC, OPEN, STAT } from '../call-names.ts';
import { directoryOf, failed, type Inquiry, programName, remember } from '../inquiry.ts';
import { pathsLike } from '../path-pattern.ts';
import { sayingsOf } from '../spoken.ts';
import { lowerBound } from '../timeline.ts';

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

export function after(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): After {
  const { steps, starts, messages } = progressOf(inquiry, process);
  const from = lowerBound(steps, event + 1);
  const message = messages[lowerBound(messages, event + 1)] ?? null;
  const toMessage = message === null ? steps.length : lowerBound(steps, message);
  return {
    steps: Math.min(steps.length - from, LIMIT),
    starts: starts.length - lowerBound(starts, event + 1),
    message,
    stepsToMessage: Math.min(toMessage - from, LIMIT),
  };
}

/** Steps and starts of a process between two events. */
export function stepsBetween(inquiry: Inquiry, process: ProcessIndex, from: EventIndex, to: EventIndex): number {
  const { steps, starts } = progressOf(inquiry, process);
  return lowerBound(steps, to) - lowerBound(steps, from + 1) + lowerBound(starts, to) - lowerBound(starts, from + 1);
}

/** Steps between learning of a failure and speaking of it: a runtime tidies up after a child first. */
const AT_ONCE = 5;

/** The process said something about it at once, went on, and spoke again of other things: it had come to terms with it. */
export function isToldInPassing(inquiry: Inquiry, process: ProcessIndex, since: After): boolean {
  if (since.message === null || since.stepsToMessage > AT_ONCE) return false;
  const later = after(inquiry, process, since.message);
  return later.steps + later.starts > 0 && later.message !== null;
}

interface Progress {
  readonly steps: readonly EventIndex[];
  readonly starts: readonly EventIndex[];
  readonly messages: readonly EventIndex[];
}

/** One pass over a process, then every question is a binary search. */
function progressOf(inquiry: Inquiry, process: ProcessIndex): Progress {
  return remember(inquiry, `progress:${process}`, () => {
    const { trace, timeline, classes, family } = inquiry;
    const isStepOn = stepPaths(inquiry, process);
    const steps: EventIndex[] = [];
    for (const event of timeline.eventsOf(process)) {
      const bits = classes.of(event);
      if ((bits & (OPEN | CONNECT | EXEC | STAT)) === 0 || failed(trace, event)) continue;
      if ((bits & (CONNECT | EXEC)) !== 0 || isStepOn(event)) steps.push(event);
    }
    return {
      steps,
      starts: family
        .childrenOf(process)
        // One that was not seen to be made and made no call is a thread whose end alone is in the capture.
        .filter(({ born, process: child }) => born !== null || trace.processes[child]!.calls > 0)
        .filter((child) => roleOf(programName(inquiry, child.process)) === null)
        .map((child) => child.born ?? trace.processes[child.process]!.firstEvent)
        .sort((a, b) => a - b),
      messages: sayingsOf(inquiry, process).map((saying) => saying.first),
    };
  });
}

/** Whether opening or looking at an event's path is work; judged once a path. Looking at what is then removed is clean-up, as rm -rf does. */
function stepPaths(inquiry: Inquiry, process: ProcessIndex): (event: EventIndex) => boolean {
  const { trace, timeline, paths } = inquiry;
  const removal = new Set(['unlink', 'unlinkat', 'rmdir'].map((name) => trace.nameId(name)).filter((id) => id >= 0));
  const removed = new Set<string>();
  for (const event of timeline.eventsOf(process)) {
    if (removal.has(trace.nameIdOf(event)) && trace.kind(event) === 'call') removed.add(paths.of(event) ?? '');
  }
  // ld.so looks at each directory that had no library, to skip it next time.
  const searched = new Set(loadLibraryAims(inquiry, process).flatMap((aim) => aim.tries.map((t) => directoryOf(t.path))));
  const isRemoved = (path: string): boolean => {
    for (let at = path; at.length > 1; at = directoryOf(at)) {
      if (removed.has(at)) return true;
      if (!at.includes('/')) return false;
    }
    return false;
  };
  const isNoWork = pathsLike(inquiry, 'on-the-way-out');
  return (event) => {
    const id = trace.pathIdOf(event);
    if (id < 0 || isNoWork(id)) return false;
    return searched.size + removed.size === 0 || !(searched.has(paths.ofId(id)) || (removed.size > 0 && isRemoved(paths.ofId(id))));
  };
}
