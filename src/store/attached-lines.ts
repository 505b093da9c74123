// The lines that strace prints for the call before them: its stack (`-k`), the bytes that it read or wrote (`-e read=`, `-e write=`).
import type { EventIndex } from '../model/event.ts';
import { ATTACHED, type Trace } from '../model/trace.ts';

/** A call's bytes may be many lines: of more, the first are enough to look at. */
const MOST = 1000;
/** How far away its lines may stand, where other files of a set or other threads come in between. */
const FAR = 20_000;

const isAttached = (trace: Trace, event: EventIndex): boolean => (trace.flags(event) & ATTACHED) !== 0;

/** Events of the lines that belong to a call, in order. They stand right behind the line in which its result is. */
export function attachedTo(trace: Trace, call: EventIndex): readonly EventIndex[] {
  const { endLine, file } = trace.lines(call);
  const found: EventIndex[] = [];
  const end = Math.min(trace.eventCount, call + FAR);
  for (let event = call + 1; event < end && found.length < MOST; event++) {
    const at = trace.lines(event);
    if (at.file !== file || at.line <= endLine) continue;
    if (at.line !== endLine + 1 + found.length || !isAttached(trace, event)) break;
    found.push(event);
  }
  return found;
}

/** The call that a line belongs to; null where it is not in the capture. */
export function attachedCall(trace: Trace, event: EventIndex): EventIndex | null {
  if (!isAttached(trace, event)) return null;
  const { file, line } = trace.lines(event);
  let first = line;
  for (let before = event - 1, least = Math.max(0, event - FAR); before >= least; before--) {
    const at = trace.lines(before);
    if (at.file !== file) continue;
    if (isAttached(trace, before) && at.line === first - 1) first = at.line;
    else if (at.endLine === first - 1) return trace.kind(before) === 'call' ? before : null;
  }
  return null;
}
