// A writer whose reader is gone: SIGPIPE, or EPIPE for who ignores it. What ended is the reader.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { fdOf, heldUntil, type OpenFile, openFileAt } from '../descriptors.ts';
import { type Inquiry, programName } from '../inquiry.ts';
import { endWords, named } from '../named.ts';
import { call, detector, type Proof } from './detector.ts';

export const killedByPipe = detector('process/broken-pipe', 'death', (aim, inquiry) => {
  if (aim.signal !== 'SIGPIPE') return null;
  const signal = aim.tries[0]!.event;
  return brokenPipe(inquiry, aim.process, refusedBefore(inquiry, aim.process, signal), signal);
});

export const pipeRefused = detector('process/broken-pipe', 'call', (aim, inquiry) => {
  if (aim.errno !== 'EPIPE') return null;
  const event = aim.tries[0]!.event;
  const file = openFileAt(inquiry, aim.process, event, fdOf(inquiry.trace.args(event)[0]));
  // A connection over the network is another matter: its other end is no process here.
  if (file?.address != null || /^AF_INET/.test(file?.family ?? '')) return null;
  return brokenPipe(inquiry, aim.process, event, event);
});

function brokenPipe(inquiry: Inquiry, process: ProcessIndex, write: EventIndex | null, shown: EventIndex) {
  const writer = programName(inquiry, process);
  const file = write === null ? null : openFileAt(inquiry, process, write, fdOf(inquiry.trace.args(write)[0]));
  const reader = file === null ? nextInPipeline(inquiry, process, shown) : readerOf(inquiry, process, file, shown);
  const end = reader === null ? null : inquiry.family.endOf(reader);
  // Whoever started the writer had read what it wanted, and went on: it did not end for that.
  if (reader !== null && end !== null && end.event > shown && isAncestor(inquiry, reader, process)) return null;
  const proofs: readonly Proof[] =
    reader === null || end === null ? [] : [call(end.event, `${named(inquiry, reader)}, which read from it, ${endWords(end)} before`)];
  const gone = reader === null ? 'whoever read what it writes' : programName(inquiry, reader);
  return {
    subject: reader === null ? (file?.path ?? 'stdout') : programName(inquiry, reader),
    errno: 'EPIPE',
    title: `${writer} writes to a pipe that nobody reads any more: ${gone} has ended`,
    proofs: [call(shown, `${named(inquiry, process)} is told that nobody reads it any more`), ...proofs],
    parameters: {},
  };
}

function isAncestor({ family }: Inquiry, ancestor: ProcessIndex, process: ProcessIndex): boolean {
  let current = family.parentOf(process);
  for (let hops = 0; current !== null && hops < 1000; hops++) {
    if (current === ancestor) return true;
    current = family.parentOf(current);
  }
  return false;
}

/** The write that failed right before the signal. */
function refusedBefore({ trace, timeline }: Inquiry, process: ProcessIndex, signal: EventIndex): EventIndex | null {
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, signal) - 1, looked = 0; at >= 0 && looked < 20; at--, looked++)
    if (trace.kind(events[at]!) === 'call' && trace.errno(events[at]!) === 'EPIPE') return events[at]!;
  return null;
}

/** Who had the other end open last. */
function readerOf(inquiry: Inquiry, writer: ProcessIndex, file: OpenFile, event: EventIndex): ProcessIndex | null {
  const { peer } = file;
  if (peer === null) return null;
  let last: { process: ProcessIndex; until: EventIndex } | null = null;
  for (const { index } of inquiry.trace.processes) {
    const until = index === writer ? -1 : heldUntil(inquiry, index, peer, event);
    if (until >= 0 && (last === null || until > last.until)) last = { process: index, until };
  }
  return last?.process ?? null;
}

/** Where writes are not in the capture: the sibling that was started next, and that ended before. */
function nextInPipeline({ family }: Inquiry, process: ProcessIndex, event: EventIndex): ProcessIndex | null {
  const parent = family.parentOf(process);
  if (parent === null) return null;
  const siblings = family.childrenOf(parent);
  const next = siblings[siblings.findIndex((child) => child.process === process) + 1];
  return next?.end != null && next.end.event < event + 200 ? next.process : null;
}
