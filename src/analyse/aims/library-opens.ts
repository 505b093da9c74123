// Which opens may be those of a library, told without the text of the call: by the name, or by how the linker reads its header.
import type { EventIndex } from '../../model/event.ts';
import { READ } from '../call-names.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';

/** The read of so many bytes that its thread makes as the next call behind an open that worked; null when it makes another. */
export function headerReadBehind(inquiry: Inquiry, opened: EventIndex): EventIndex | null {
  const { trace, timeline, classes } = inquiry;
  if (failed(trace, opened)) return null;
  const others = remember(inquiry, 'read-otherwise', (): number[] => []);
  const path = trace.pathIdOf(opened);
  if ((others[path] ?? 0) >= ENOUGH_READS) return null;
  const process = trace.process(opened);
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, opened) + 1, seen = 0; at < events.length && seen < 8; at++, seen++) {
    const event = events[at]!;
    if (trace.tid(event) !== trace.tid(opened)) continue;
    if ((classes.of(event) & READ) === 0) return null;
    if (hasHeaderSize(trace.lineBytes(event, 'last'))) return event;
    others[path] = (others[path] ?? 0) + 1;
    return null;
  }
  return null;
}

/** A file that was opened and read in other ways so many times is no library: it is not looked at any more. */
const ENOUGH_READS = 8;

/** Whether the line of a read ends in one of the two sizes, `, 832) = 832 <0.000012>`: most opens are told from a library's by this alone. */
function hasHeaderSize(line: Uint8Array): boolean {
  for (let at = line.length - 1, end = Math.max(4, line.length - MOST_BEHIND_SIZE); at >= end; at--) {
    const ones = line[at];
    const isSize = ones === 0x32 ? line[at - 1] === 0x33 && line[at - 2] === 0x38 : ones === 0x30 && line[at - 1] === 0x36 && line[at - 2] === 0x39;
    if (isSize && line[at - 3] === 0x20 && line[at - 4] === 0x2c) return true;
  }
  return false;
}

/** An offset, the result, a note and the duration, in bytes. */
const MOST_BEHIND_SIZE = 96;

/** By {@link Trace.baseIdOf}: each name is looked at once. */
export function libraryNames(inquiry: Inquiry): (base: number) => boolean {
  const known = remember(inquiry, 'library-names', () => new Map<number, boolean>());
  return (base) => {
    let is = known.get(base);
    if (is === undefined) {
      const path = inquiry.trace.pathText(base);
      is = path.includes('.so') && /\.so(?:\.[\w.+-]+)?$/.test(path);
      known.set(base, is);
    }
    return is;
  };
}
