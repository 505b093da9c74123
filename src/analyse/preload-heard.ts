// A preload that failed is a warning; it is the cause when its complaint got into what the failing process reads.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { readCStrings } from '../text/c-string.ts';
import type { LinkMessage } from './aims/aim.ts';
import { linkMessageAims } from './aims/link-message.ts';
import { READ } from './call-names.ts';
import { call, type Discovery } from './detectors/detector.ts';
import { detect } from './detectors/index.ts';
import { failed, type Inquiry, remember } from './inquiry.ts';

/** Every complaint about a preload in the capture, of any process that wrote with writev soon after an execve, as ld.so does. */
export const preloadComplaints = (inquiry: Inquiry): readonly LinkMessage[] =>
  remember(inquiry, 'preload-complaints', () =>
    inquiry.trace.processes.flatMap(({ index }) =>
      mayComplain(inquiry, index) ? linkMessageAims(inquiry, index).filter((aim) => aim.says === 'preload') : [],
    ),
  );

/** ld.so complains before it maps anything: within its first calls. */
const FIRST_CALLS = 60;

function mayComplain({ trace, timeline }: Inquiry, process: ProcessIndex): boolean {
  const writev = trace.nameId('writev');
  if (writev < 0) return false;
  const events = timeline.eventsOf(process);
  return (trace.processes[process]?.execs ?? []).some(({ event }) => {
    const from = timeline.positionOf(process, event);
    return events.subarray(from, from + FIRST_CALLS).some((e) => trace.nameIdOf(e) === writev);
  });
}

/** `loader/preload-failed`, when one of these processes read a complaint as if it were data. */
export function preloadHeard(inquiry: Inquiry, processes: readonly ProcessIndex[]): Discovery | null {
  const complaints = preloadComplaints(inquiry);
  if (complaints.length === 0) return null;
  for (const process of [...processes].reverse()) {
    for (const aim of complaints) {
      const read = readOf(inquiry, process, aim);
      const discovery = read === null ? undefined : detect(inquiry, aim)[0];
      if (read === null || discovery === undefined) continue;
      return { ...discovery, proofs: [...discovery.proofs, call(read, 'and the complaint is read as if it were what the program printed')] };
    }
  }
  return null;
}

function readOf({ trace, timeline, classes }: Inquiry, process: ProcessIndex, aim: LinkMessage): EventIndex | null {
  // ld.so writes in one go, so the text comes in one piece, possibly cut by -s.
  const start = aim.text.slice(0, 24);
  const said = aim.tries[0]!.event;
  const events = timeline.eventsOf(process);
  for (const [at, event] of events.entries()) {
    if ((classes.of(event) & READ) === 0 || failed(trace, event)) continue;
    // Who waits at a pipe has begun to read before the complaint comes.
    if (event < said && (events[at + 1] ?? said) < said) continue;
    if (readCStrings(trace.args(event)[1] ?? '').some((s) => s.text.includes(start))) return event;
  }
  return null;
}
