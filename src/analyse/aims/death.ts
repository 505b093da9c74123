// A process that a signal ended: which, where it came from, and the call it happened in.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { structField } from '../../text/arguments.ts';
import { type Inquiry, imageAt } from '../inquiry.ts';
import { absoluteFrom } from '../place.ts';
import type { Death } from './aim.ts';
import { isOfGoTree } from './go-part.ts';

export function deathAim(inquiry: Inquiry, process: ProcessIndex): Death | null {
  const { trace, timeline, family } = inquiry;
  const end = family.endOf(process);
  const crash = end?.kind === 'exit' && end.status === 2 ? caughtCrash(inquiry, process) : null;
  if (crash !== null) return crash;
  if (end?.kind !== 'signal') return null;
  const events = timeline.eventsOf(process);
  let code: string | null = null;
  let sender: number | null = null;
  let at = end.event;
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index]!;
    if (trace.kind(event) !== 'signal' || trace.name(event) !== end.signal) continue;
    const text = trace.text(event);
    code = structField(text, 'si_code');
    sender = Number.parseInt(structField(text, 'si_pid') ?? '', 10) || null;
    at = event;
    // A handler that reports the crash raises the signal again: the first one is the crash.
    if (code !== null && CRASH_CODES.test(code)) break;
    const crash = crashBefore(inquiry, process, end.signal);
    if (crash !== null) ({ event: at, code } = crash);
    if (crash !== null) sender = null;
    break;
  }
  return { kind: 'death', process, state: 'unmet', signal: end.signal, code, sender, tries: [{ event: at, path: '', errno: null, bits: 0 }] };
}

function crashBefore({ trace, timeline }: Inquiry, process: ProcessIndex, signal: string): { event: EventIndex; code: string } | null {
  for (const event of timeline.eventsOf(process)) {
    if (trace.kind(event) !== 'signal' || trace.name(event) !== signal) continue;
    const code = structField(trace.text(event), 'si_code');
    if (code !== null && CRASH_CODES.test(code)) return { event, code };
  }
  return null;
}

const CRASH_CODES = /^(?:SI_KERNEL|SEGV_\w+|BUS_\w+|ILL_\w+)$/;

/** Go's runtime catches a crash of its own code, prints all goroutines and exits with 2. That counts for the programs of the Go tree, which don't crash. */
function caughtCrash(inquiry: Inquiry, process: ProcessIndex): Death | null {
  const { trace, timeline } = inquiry;
  const image = imageAt(inquiry, process, Number.MAX_SAFE_INTEGER);
  if (image === null || !isOfGoTree(inquiry, process, absoluteFrom(inquiry, process, image.event, image.path))) return null;
  for (const event of timeline.eventsOf(process)) {
    if (trace.kind(event) !== 'signal' || !/^SIG(?:SEGV|BUS|ILL)$/.test(trace.name(event))) continue;
    const code = structField(trace.text(event), 'si_code');
    if (code === null || !CRASH_CODES.test(code)) continue;
    return {
      kind: 'death',
      process,
      state: 'unmet',
      signal: trace.name(event),
      code,
      sender: null,
      tries: [{ event, path: '', errno: null, bits: 0 }],
    };
  }
  return null;
}
