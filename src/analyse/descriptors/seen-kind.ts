// What fstat and ioctl showed of a descriptor: a terminal, a fifo, a directory. Only descriptors that nothing else tells about are asked.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import type { Trace } from '../../model/trace.ts';
import { readFd, readStatMode } from '../../text/arguments.ts';
import { failed, type Inquiry } from '../inquiry.ts';

export type SeenKind = 'file' | 'directory' | 'socket' | 'pipe' | 'terminal' | 'device';

/** stdio, shells and runtimes look at a descriptor when they start to use it. */
const LOOKED_AT = 400;

const KINDS: Readonly<Record<string, SeenKind>> = { S_IFREG: 'file', S_IFDIR: 'directory', S_IFIFO: 'pipe', S_IFSOCK: 'socket', S_IFBLK: 'device' };
/** Majors of terminals: consoles and serial lines, /dev/tty, pseudo-terminals. @see Linux, Documentation/admin-guide/devices.txt */
const isTerminalMajor = (major: number): boolean => major === 4 || major === 5 || (major >= 136 && major <= 143);

/** Looks from `from` (when the process got it) on, and back from `event`; null when nobody asked. */
export function seenKind({ trace, timeline }: Inquiry, process: ProcessIndex, fd: number, from: EventIndex, event: EventIndex): SeenKind | null {
  const events = timeline.eventsOf(process);
  const start = timeline.positionOf(process, from);
  const end = timeline.positionOf(process, event + 1);
  for (let at = start; at < Math.min(end, start + LOOKED_AT); at++) {
    const kind = kindBy(trace, events[at]!, fd);
    if (kind !== null) return kind;
  }
  for (let at = end - 1; at >= Math.max(start + LOOKED_AT, end - LOOKED_AT); at--) {
    const kind = kindBy(trace, events[at]!, fd);
    if (kind !== null) return kind;
  }
  return null;
}

function kindBy(trace: Trace, event: EventIndex, fd: number): SeenKind | null {
  if (trace.kind(event) !== 'call' || failed(trace, event)) return null;
  const name = trace.name(event);
  const isStat = /^(?:oldf|f)stat(?:64)?$|^newfstatat$|^fstatat64$|^statx$/.test(name);
  if (!isStat && name !== 'ioctl') return null;
  const args = trace.args(event);
  if (readFd(args[0] ?? '')?.fd !== fd) return null;
  if (name === 'ioctl') return /^(?:TCGETS|TIOC)/.test(args[1] ?? '') ? 'terminal' : null;
  if (!name.startsWith('fstat') && args[1] !== '""') return null;
  const text = args.join(', ');
  const mode = readStatMode(text);
  if (mode?.type !== 'S_IFCHR') return KINDS[mode?.type ?? ''] ?? null;
  const major = Number(/(?:st_rdev=makedev\(|stx_rdev_major=)(0x[0-9a-f]+|\d+)/.exec(text)?.[1]);
  return isTerminalMajor(major) ? 'terminal' : 'device';
}
