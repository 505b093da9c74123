// Processors that a process asked to run on and may not: they are not there, are not in its cpuset, or the process is somebody else's.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readArray } from '../../text/arguments.ts';
import { toVisible } from '../../text/visible.ts';
import { call, type Discovery, detector } from '../detectors/detector.ts';
import { failed, type Inquiry, programName } from '../inquiry.ts';
import { sayingsOf } from '../spoken.ts';

export const affinityDenied = detector('latency/affinity-denied', 'call', (aim, inquiry) => {
  const [refused] = aim.tries;
  if (aim.call !== 'sched_setaffinity' || refused === undefined) return null;
  return found(inquiry, aim.process, refused.event, aim.errno);
});

/** Records between the refusal and the words about it: whose process is it, what is the time. */
const AT_ONCE = 6;

/** One that the program complained of and then did without: it works, but not where it should. */
export function affinityMissed(inquiry: Inquiry): Discovery | null {
  const { trace, timeline } = inquiry;
  const id = trace.nameId('sched_setaffinity');
  if (id < 0) return null;
  for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
    if (trace.nameIdOf(event) !== id || trace.kind(event) !== 'call' || !failed(trace, event)) continue;
    const process = trace.process(event);
    const complaint = sayingsOf(inquiry, process).find(({ first, last, text, truncated }) => {
      if (last < event) return false;
      // Of a message that was cut, only its time tells: right behind the refusal.
      return /affinity/i.test(text) || (truncated && timeline.positionOf(process, first) - timeline.positionOf(process, event) <= AT_ONCE);
    });
    if (complaint === undefined) continue;
    const what = found(inquiry, process, event, trace.errno(event) ?? '');
    return what === null
      ? null
      : {
          code: 'latency/affinity-denied',
          process,
          ...what,
          proofs: [...what.proofs, call(complaint.last, `it says so: ${toVisible(complaint.text.trim())}`)],
        };
  }
  return null;
}

/** @see sched_setaffinity(2), ERRORS */
function found(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, errno: string): Omit<Discovery, 'code' | 'process'> | null {
  if (errno !== 'EINVAL' && errno !== 'EPERM') return null;
  const { trace } = inquiry;
  const set = trace.args(event)[2] ?? '';
  // A mask that strace prints as a number, or as an array of processors with blanks between.
  const processors = readArray(set.replace(/ /g, ', ')).filter((one) => one !== '');
  const asked = processors.length > 0 ? processors.join(',') : set;
  const may = allowedBefore(inquiry, process, event);
  const program = toVisible(programName(inquiry, process));
  const which = processors.length > 1 ? `the processors ${asked}` : `processor ${asked}`;
  const why =
    errno === 'EPERM'
      ? 'it may not decide that for this process'
      : `the machine, or the program's share of it, has no such processor${may === null ? '' : ` (it may use ${may.text})`}`;
  return {
    subject: asked,
    errno,
    title: `${program} cannot be bound to ${which}: ${why}`,
    proofs: [
      call(event, `sched_setaffinity for ${which} is refused with ${errno}`),
      ...(may === null ? [] : [call(may.event, `the processors that it may use are ${may.text}`)]),
    ],
    parameters: {},
  };
}

/** What the process was told of its own processors. */
function allowedBefore({ trace, timeline }: Inquiry, process: ProcessIndex, before: EventIndex): { text: string; event: EventIndex } | null {
  const id = trace.nameId('sched_getaffinity');
  if (id < 0) return null;
  const event = timeline.eventsOf(process).findLast((one) => one < before && trace.nameIdOf(one) === id && !failed(trace, one));
  const text = event === undefined ? '' : (trace.args(event)[2] ?? '');
  return event === undefined || !text.startsWith('[') ? null : { text: text.slice(1, -1).replace(/ /g, ', '), event };
}
