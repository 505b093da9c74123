// What a sync had to bring to the disk: the file it is about, and the bytes that the capture shows were written to it before.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readFd } from '../../text/arguments.ts';
import { MMAP, WRITE } from '../call-names.ts';
import { openFileAt } from '../descriptors.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';
import { memoryKinds, readMemoryCall } from '../memory/memory-calls.ts';
import { absoluteFrom } from '../place.ts';

/** More writes than this are not counted. */
const MOST_WRITES = 20_000;

/**
 * The file that a sync is about: of its descriptor, or the one that is mapped where msync(2) points; absolute where the working directory is known.
 * @returns null for sync(2), which is about all file systems, and where nothing tells
 */
export function syncedFile(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): string | null {
  const { trace } = inquiry;
  const [first = ''] = trace.args(event);
  if (trace.name(event) === 'msync') return mappedFile(inquiry, process, event, Number(first));
  return pathOfFd(inquiry, process, event, first);
}

function pathOfFd(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, argument: string): string | null {
  const fd = readFd(argument);
  const path = fd === null ? null : (openFileAt(inquiry, process, event, fd.fd)?.path ?? fd.path);
  return path === null ? null : absoluteFrom(inquiry, process, event, path);
}

/** The newest mapping of a file that holds an address. @see mmap(2), msync(2) */
function mappedFile(inquiry: Inquiry, process: ProcessIndex, before: EventIndex, address: number): string | null {
  const { trace, timeline, classes } = inquiry;
  const kinds = memoryKinds(trace);
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, before) - 1; at >= 0; at--) {
    const event = events[at]!;
    if ((classes.of(event) & MMAP) === 0) continue;
    const kind = kinds(trace.nameIdOf(event));
    const call = kind === null ? null : readMemoryCall(trace, event, kind);
    if (call?.kind !== 'map' || call.start === null || call.fd < 0 || address < call.start || address >= call.start + call.size) continue;
    return pathOfFd(inquiry, process, event, trace.args(event)[4] ?? '');
  }
  return null;
}

/** Calls that move bytes from one descriptor to another: which argument is the one that they are written to. */
const TARGET: Readonly<Record<string, number>> = { sendfile: 0, sendfile64: 0, copy_file_range: 2, splice: 2 };

/** Bytes written to each file, by all processes, and the lengths that msync(2) was given; null where there are more writes than can be counted. */
export function writtenBytes(inquiry: Inquiry): ReadonlyMap<string, number> | null {
  return remember(inquiry, 'written-bytes', () => {
    const { trace, classes } = inquiry;
    const copies = Object.keys(TARGET)
      .map((name) => trace.nameId(name))
      .filter((id) => id >= 0);
    const msync = trace.nameId('msync');
    const bytes = new Map<string, number>();
    let seen = 0;
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      const id = trace.nameIdOf(event);
      const isCopy = copies.includes(id);
      const isMsync = msync >= 0 && id === msync;
      if ((classes.of(event) & WRITE) === 0 && !isCopy && !isMsync) continue;
      if (trace.kind(event) !== 'call' || failed(trace, event)) continue;
      if (++seen > MOST_WRITES) return null;
      const process = trace.process(event);
      const args = trace.args(event);
      const path = isMsync ? syncedFile(inquiry, process, event) : pathOfFd(inquiry, process, event, args[TARGET[trace.name(event)] ?? 0] ?? '');
      if (path === null) continue;
      const moved = Number.parseInt(isMsync ? (args[1] ?? '') : (trace.result(event) ?? ''), 10);
      bytes.set(path, (bytes.get(path) ?? 0) + (Number.isNaN(moved) ? 0 : moved));
    }
    return bytes;
  });
}
