// A capture that had to stay within a size lacks a part in the middle: what that leaves open is said.
import { type Dropped, readDroppedLine } from '../model/dropped.ts';
import { citedEvent, type EventIndex } from '../model/event.ts';
import type { Warning } from '../model/report.ts';
import { spokenBytes } from '../text/sizes.ts';
import { call, type Discovery } from './detectors/detector.ts';
import { type Inquiry, remember } from './inquiry.ts';
import { named } from './named.ts';
import { ownWords } from './own-decision.ts';

/** What is kept before the part that is gone is 64 KiB at most: it stands within the first so many records. */
const WITHIN_RECORDS = 5000;

interface DroppedPart extends Dropped {
  /** The record in its place; null while the capture grows and the records of all lines that were dropped are still there. */
  readonly event: EventIndex | null;
}

/** null for a whole capture. */
const droppedPart = (inquiry: Inquiry): DroppedPart | null =>
  remember(inquiry, 'dropped-part', () => {
    const { trace, context } = inquiry;
    for (let event = 0, count = Math.min(trace.eventCount, WITHIN_RECORDS); event < count; event++) {
      const told = trace.kind(event) === 'notice' ? readDroppedLine(trace.text(event)) : null;
      if (told !== null) return { ...told, aboutLines: told.aboutLines ?? context.dropped?.aboutLines ?? null, event };
    }
    return context.dropped === undefined ? null : { ...context.dropped, event: trace.gone?.from ?? null };
  });

export function droppedWarnings(inquiry: Inquiry): readonly Warning[] {
  const part = droppedPart(inquiry);
  if (part === null) return [];
  const { bytes, aboutLines, unreadBytes = 0, event } = part;
  const { trace } = inquiry;
  const behind = event === null ? trace.eventCount : trace.next(event);
  const untilNs = behind < trace.eventCount ? trace.sinceStartNs(behind) : Number.NaN;
  const until = Number.isNaN(untilNs) ? '' : `, up to ${(untilNs / 1e9).toFixed(1)} s after the start`;
  const unread = unreadBytes > 0 ? `, ${spokenBytes(unreadBytes)} of them unread` : '';
  const lines = aboutLines === null ? '' : ` (about ${aboutLines} lines)`;
  return [
    {
      code: 'trace/dropped',
      title: `${spokenBytes(bytes)} in the middle of the capture${lines} were dropped to stay within --max-size${until}${unread}: what was opened, started or refused there is not seen`,
      events: event === null ? [] : [citedEvent(event)],
    },
  ];
}

/** `trace/incomplete`: a process gives up without a word, and why may have been in what is gone. null for a whole capture, and where its words tell. */
export function droppedAway(inquiry: Inquiry, process: number): Discovery | null {
  const part = droppedPart(inquiry);
  if (part === null || ownWords(inquiry, process) !== null) return null;
  const end = inquiry.family.endOf(process);
  return {
    code: 'trace/incomplete',
    subject: '--max-size',
    errno: null,
    title: `what made ${named(inquiry, process)} give up may be in the ${spokenBytes(part.bytes)} that were dropped to stay within --max-size: record it with a larger one`,
    process,
    proofs: end === null ? [] : [call(end.event, 'nothing that is left before this tells why')],
    parameters: {},
  };
}
