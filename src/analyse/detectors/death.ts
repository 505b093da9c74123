// A signal that shows a damaged program or library: before the first instruction, or while the loader maps a file that is shorter than it says.
import type { EventIndex } from '../../model/event.ts';
import { readFd, structField } from '../../text/arguments.ts';
import type { Death } from '../aims/aim.ts';
import { isOfGoTree } from '../aims/go-part.ts';
import { CLOSE, EXEC, MMAP, OPEN } from '../call-names.ts';
import { killerOf } from '../hang/stop.ts';
import { isFiltered } from '../hang/unrecorded.ts';
import { baseName, failed, type Inquiry, imageAt } from '../inquiry.ts';
import { absoluteFrom, absolutePath } from '../place.ts';
import { call, detector } from './detector.ts';

const CRASHES = new Set(['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGKILL']);

/** A crash right behind execve: the kernel mapped the file, or gave up half-way, and the process never made a call of its own. */
function diedAtStart(inquiry: Inquiry, aim: Death): { path: string; exec: EventIndex } | null {
  if (!CRASHES.has(aim.signal) || (aim.signal === 'SIGKILL' && (aim.sender !== null || killerOf(inquiry, aim.process) !== null))) return null;
  // Calls that were not recorded were made all the same, unless the kernel itself sends the signal while it starts the program.
  if (isFiltered(inquiry) && aim.code !== 'SI_KERNEL' && aim.signal !== 'SIGKILL') return null;
  const { trace, timeline, classes } = inquiry;
  const events = timeline.eventsOf(aim.process);
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]!;
    if (trace.kind(event) !== 'call') continue;
    if ((classes.of(event) & EXEC) === 0) return null;
    const errno = trace.errno(event);
    if (errno !== null && errno !== 'EFAULT' && errno !== 'EINVAL' && errno !== 'ENOMEM' && errno !== 'ENOEXEC') return null;
    return { path: absolutePath(inquiry, event) ?? '', exec: event };
  }
  return null;
}

export const damagedProgram = detector('exec/bad-format', 'death', (aim, inquiry) => {
  const died = diedAtStart(inquiry, aim);
  if (died === null || isOfGoTree(inquiry, aim.process, died.path)) return null;
  return { ...damaged(aim, died, `${baseName(died.path)} is damaged or incomplete: it is killed by ${aim.signal} before its first instruction`) };
});

export const damagedGoProgram = detector('go/corrupt-binary', 'death', (aim, inquiry) => {
  const died = diedAtStart(inquiry, aim);
  if (died === null || !isOfGoTree(inquiry, aim.process, died.path)) return null;
  return { ...damaged(aim, died, `the Go tree is damaged: ${died.path} is killed by ${aim.signal} before its first instruction`) };
});

const damaged = (aim: Death, { path, exec }: { path: string; exec: EventIndex }, title: string) => ({
  subject: path,
  errno: null,
  title,
  proofs: [
    call(exec, `the kernel starts to map ${path}`),
    call(aim.tries[0]!.event, `and ends the process with ${aim.signal}${aim.code === null ? '' : ` (${aim.code})`} at once`),
  ],
  parameters: { file: path },
});

/** A program of the Go tree that crashes while it runs: its own code is not to be trusted. */
export const crashedGoProgram = detector('go/corrupt-binary', 'death', (aim, inquiry) => {
  if (!/^SIG(?:SEGV|BUS|ILL)$/.test(aim.signal) || aim.code === 'SI_USER' || diedAtStart(inquiry, aim) !== null) return null;
  const image = imageAt(inquiry, aim.process, Number.MAX_SAFE_INTEGER);
  const path = image === null ? null : absoluteFrom(inquiry, aim.process, image.event, image.path);
  if (path === null || !isOfGoTree(inquiry, aim.process, path)) return null;
  return {
    subject: path,
    errno: null,
    title: `the Go tree is damaged: ${path} crashes with ${aim.signal}`,
    proofs: [call(aim.tries[0]!.event, `${baseName(path)} crashes with ${aim.signal}`)],
    parameters: { file: path },
  };
});

/** SIGBUS (BUS_ADRERR) or SIGSEGV while libraries are mapped: one of them ends before its segments do. */
export const cutLibrary = detector('loader/bad-library', 'death', (aim, inquiry) => {
  if (aim.signal !== 'SIGBUS' && aim.signal !== 'SIGSEGV') return null;
  const short = shortLibrary(inquiry, aim);
  if (short === null) return null;
  return {
    subject: short.path,
    errno: null,
    title: `${baseName(imageAt(inquiry, aim.process, aim.tries[0]!.event)?.path ?? 'the program')} is killed by ${aim.signal} while it loads ${short.path}, which is cut off`,
    proofs: [
      call(short.mapped, `${short.path} is mapped beyond its end`),
      call(aim.tries[0]!.event, `the loader touches what is not there: ${aim.signal}`),
    ],
    parameters: { file: short.path, library: baseName(short.path) },
  };
});

/** The library that was being mapped when the process died: mapped beyond its size, or, where sizes are not shown, the last one. */
function shortLibrary(inquiry: Inquiry, aim: Death): { path: string; mapped: EventIndex } | null {
  const { trace, timeline, classes } = inquiry;
  const events = timeline.eventsOf(aim.process);
  const open = new Map<number, { path: string; size: number | null; mapped: EventIndex | null; beyond: boolean }>();
  let last: { path: string; mapped: EventIndex; beyond: boolean } | null = null;
  let sinceMap = 0;
  for (let at = timeline.positionOf(aim.process, imageAt(inquiry, aim.process, aim.tries[0]!.event)?.event ?? 0); at < events.length; at++) {
    const event = events[at]!;
    const bits = classes.of(event);
    if (trace.kind(event) !== 'call' || failed(trace, event)) continue;
    const fd = readFd((bits & OPEN) !== 0 ? (trace.result(event) ?? '') : (trace.args(event)[(bits & MMAP) !== 0 ? 4 : 0] ?? ''))?.fd ?? -1;
    if ((bits & OPEN) !== 0) open.set(fd, { path: absolutePath(inquiry, event) ?? '', size: null, mapped: null, beyond: false });
    const file = open.get(fd);
    sinceMap += 1;
    if (file === undefined) continue;
    if (/^(?:fstat|newfstatat|statx)/.test(trace.name(event)))
      file.size = Number(structField(trace.args(event).join(', '), 'st_size') ?? Number.NaN) || 0;
    if ((bits & MMAP) !== 0) {
      const [, length = '0', , flags = '', , offset = '0'] = trace.args(event);
      // The loader maps privately (dl-map-segments.h): what is shared are data that the program itself maps, long after it was loaded.
      if (flags.includes('MAP_SHARED')) {
        last = null;
        continue;
      }
      // The first mapping reserves room for all; the fixed ones behind it hold file content.
      const beyond = flags.includes('MAP_FIXED') && file.size !== null && Number(offset) + Number(length) > Math.ceil(file.size / 4096) * 4096;
      if (last?.beyond !== true || beyond) last = { path: file.path, mapped: event, beyond };
      sinceMap = 0;
    }
    if ((bits & CLOSE) !== 0) open.delete(fd);
  }
  return last !== null && (last.beyond || (aim.signal === 'SIGBUS' && sinceMap < 8)) ? last : null;
}
