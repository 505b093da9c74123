// Groups ld.so's opens to "load this library": each directory tried, and what became of files that were opened and passed over.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readFd } from '../../text/arguments.ts';
import { readCStringBytes } from '../../text/c-string.ts';
import { ACCESS, CLOSE, EXEC, MMAP, OPEN, READ } from '../call-names.ts';
import { type Content, judgeContent } from '../content.ts';
import { baseName, failed, type Inquiry, remember } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import type { LoadLibrary, Skip, Try } from './aim.ts';
import { headerReadBehind, libraryNames } from './library-opens.ts';
import { givenUpAfterMapping } from './unloaded.ts';

/** Calls that glibc's and musl's dynamic linkers make before main; any other call means that the program runs. */
const LINKER_CALLS =
  /^(?:execve|brk|s?brk|mmap2?|old_mmap|munmap|mprotect|access|faccessat2?|openat?|close|p?read(?:64)?|f?stat(?:64)?|lstat(?:64)?|newfstatat|fstatat64|statx|uname|arch_prctl|set_thread_area|set_tls|set_tid_address|set_robust_list|rseq|fcntl(?:64)?|lseek|getcwd|readlink|prctl|getrandom|personality)$/;

interface Group {
  readonly name: string;
  /** The same as {@link Trace.baseIdOf} gives it. */
  readonly base: number;
  phase: LoadLibrary['phase'];
  readonly tries: Try[];
  readonly skipped: { path: string; event: EventIndex; skip: Skip; detail: string | null }[];
  used: boolean;
}

/** Every library that was looked for, in order. */
export function loadLibraryAims(inquiry: Inquiry, process: ProcessIndex): readonly LoadLibrary[] {
  return remember(inquiry, `load-library:${process}`, () => {
    const groups = groupsOf(inquiry, process);
    for (const group of groups) noteUnloaded(inquiry, group);
    const used = new Set(groups.filter((g) => g.used).map((g) => g.name));
    return groups.map(
      (g): LoadLibrary => ({
        kind: 'load-library',
        process,
        library: libraryName(g),
        phase: g.phase,
        tries: g.tries,
        skipped: g.skipped,
        // Looked for again and found: a fall-back of the program, or another directory.
        state: g.used || used.has(g.name) ? 'met' : 'unmet',
      }),
    );
  });
}

/** One try of a path: it was given as a path (dlopen, LD_PRELOAD, DT_NEEDED with a slash); several directories: a soname. */
const libraryName = ({ name, tries }: Group): string => (tries.length === 1 ? (tries[0]?.path ?? name) : name);

function groupsOf(inquiry: Inquiry, process: ProcessIndex): readonly Group[] {
  const { trace, timeline, classes } = inquiry;
  const groups: Group[] = [];
  const current = new Map<number, Group>();
  const isLibrary = libraryNames(inquiry);
  const caches = new Set(trace.pathIdsOfBase('ld.so.cache'));
  const preloads = new Set(trace.pathIdsOfBase('ld.so.preload'));
  let started = true;
  let firstOfImage = 0;
  for (const event of timeline.eventsOf(process)) {
    if (trace.kind(event) !== 'call') continue;
    const bits = classes.of(event);
    if ((bits & EXEC) !== 0) {
      if (failed(trace, event)) continue;
      started = false;
      firstOfImage = groups.length;
      current.clear();
      continue;
    }
    if ((bits & ACCESS) !== 0 && preloads.has(trace.pathIdOf(event))) {
      // rtld.c loads what LD_PRELOAD names before it asks for this file, and everything else behind it.
      for (const group of groups.slice(firstOfImage)) group.phase = 'preload';
      continue;
    }
    if ((bits & OPEN) === 0) {
      if (!started && bits === 0 && !LINKER_CALLS.test(trace.name(event))) started = true;
      continue;
    }
    const path = trace.pathIdOf(event);
    if (path < 0 || caches.has(path)) continue;
    const tid = trace.tid(event);
    const base = trace.baseIdOf(path);
    const group = current.get(tid);
    const goesOn = group?.base === base && !group.used;
    // A program looks into a library before or after it loads it (a JVM, a package manager): the linker's opens are close-on-exec.
    // What can be told without the text of the call comes first.
    const byLinker = (goesOn || isLibrary(base) || headerReadBehind(inquiry, event) !== null) && trace.callText(event).includes('O_CLOEXEC');
    if (goesOn && byLinker) {
      addTry(inquiry, group, event);
      continue;
    }
    if (!byLinker || !(isLibrary(base) || isReadByLinker(inquiry, event))) {
      current.delete(tid);
      continue;
    }
    const fresh: Group = { name: inquiry.paths.baseOf(event) ?? '', base, phase: started ? 'dlopen' : 'start', tries: [], skipped: [], used: false };
    groups.push(fresh);
    current.set(tid, fresh);
    addTry(inquiry, fresh, event);
  }
  return groups;
}

/** A file for dlopen may have whatever name (`addon.node`, `plugin.dat`): open_verify() of glibc reads 832 bytes of it, musl's map_library 960. */
function isReadByLinker(inquiry: Inquiry, opened: EventIndex): boolean {
  const { trace } = inquiry;
  const read = headerReadBehind(inquiry, opened);
  if (read === null) return false;
  const args = trace.args(read);
  if (!/^(?:832|960)$/.test(args[2] ?? '') || readCStringBytes(args[1] ?? '')?.[0] !== 0x7f) return false;
  return readFd(args[0] ?? '')?.fd === readFd(trace.result(opened) ?? '')?.fd;
}

function noteUnloaded(inquiry: Inquiry, group: Group): void {
  const opened = group.tries.at(-1);
  if (group.phase !== 'dlopen' || !group.used || opened === undefined) return;
  const undone = givenUpAfterMapping(inquiry, opened.event, (name) => LINKER_CALLS.test(name));
  if (undone === null) return;
  group.used = false;
  group.skipped.push({ path: opened.path, event: undone, skip: 'unloaded', detail: null });
}

function addTry(inquiry: Inquiry, group: Group, event: EventIndex): void {
  const { trace } = inquiry;
  const path = absolutePath(inquiry, event) ?? '';
  const errno = trace.errno(event);
  if (failed(trace, event)) {
    group.tries.push({ event, path, errno, bits: OPEN });
    if (errno !== 'ENOENT' && errno !== 'ENOTDIR') group.skipped.push({ path, event, skip: 'denied', detail: errno });
    return;
  }
  // A group that opened something and tries on: that file was passed over, whatever the capture shows of it.
  const fate = fateOf(inquiry, event, group.name);
  group.tries.push({ event, path, errno: fate === null ? null : 'ENOEXEC', bits: OPEN });
  if (fate === null) group.used = true;
  else group.skipped.push({ path, event: fate.event, skip: fate.skip, detail: fate.detail });
}

/**
 * What ld.so did with a file that it opened: null when it mapped it. open_verify() of glibc reads 832 bytes (musl 960), looks at class,
 * machine and type, and closes a file that does not fit without a word before it goes on searching.
 */
function fateOf(inquiry: Inquiry, opened: EventIndex, name: string): { event: EventIndex; skip: Skip; detail: string | null } | null {
  const { trace, timeline, classes } = inquiry;
  const process = trace.process(opened);
  const tid = trace.tid(opened);
  const fd = readFd(trace.result(opened) ?? '')?.fd;
  const events = timeline.eventsOf(process);
  let mapped = false;
  let header: { content: Content; bytes: number; event: EventIndex } | null = null;
  for (let at = timeline.positionOf(process, opened) + 1, seen = 0; at < events.length && seen < 40; at++) {
    const event = events[at]!;
    if (trace.tid(event) !== tid) continue;
    seen += 1;
    const bits = classes.of(event);
    if ((bits & MMAP) !== 0 && readFd(trace.args(event)[4] ?? '')?.fd === fd) {
      if (failed(trace, event)) return { event, skip: 'not-mapped', detail: trace.errno(event) };
      mapped = true;
    }
    if ((bits & READ) !== 0 && header === null && readFd(trace.args(event)[0] ?? '')?.fd === fd) {
      // A directory of that name can be opened, and not be read.
      if (failed(trace, event)) return { event, skip: 'bad', detail: trace.errno(event) };
      const bytes = readCStringBytes(trace.args(event)[1] ?? '') ?? new Uint8Array();
      header = { content: judgeContent(bytes), bytes: Number.parseInt(trace.result(event) ?? '0', 10), event };
    }
    if ((bits & CLOSE) !== 0 && readFd(trace.args(event)[0] ?? '')?.fd === fd) {
      if (header === null || mapped) return null;
      const why = whyPassedOver(inquiry, opened, header.content, header.bytes);
      return why.skip === 'not-mapped' && !recordsMaps(inquiry) ? null : { event: header.event, ...why };
    }
    // Reads and closes are not in the capture: the next open of the same name tells that this one did not do.
    if ((bits & OPEN) !== 0)
      return !mapped && baseName(inquiry.paths.of(event) ?? '') === name ? { event: opened, skip: 'not-mapped', detail: null } : null;
  }
  return null;
}

/** Without mmap among the recorded calls (`-e trace=%file,%network`), a library that fits and is closed was loaded as always. */
const recordsMaps = (inquiry: Inquiry): boolean =>
  remember(inquiry, 'records-maps', () => {
    const { trace, classes } = inquiry;
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) if ((classes.of(event) & MMAP) !== 0) return true;
    return false;
  });

function whyPassedOver(inquiry: Inquiry, opened: EventIndex, content: Content, bytes: number): { skip: Skip; detail: string | null } {
  if (content.kind !== 'elf') return { skip: 'bad', detail: content.kind };
  // An ELF header alone is 52 or 64 bytes long.
  if (bytes < 64) return { skip: 'bad', detail: 'too short' };
  const own = elfOfProgram(inquiry, opened);
  if (own?.class !== undefined && content.class !== null && own.class !== null && content.class !== own.class) {
    return { skip: 'wrong-class', detail: `${content.class}-bit` };
  }
  if (own?.machine !== undefined && own.machine !== null && content.machine !== null && content.machine !== own.machine) {
    return { skip: 'wrong-machine', detail: content.machine };
  }
  // ET_DYN is 3: ld.so refuses relocatable and core files.
  return { skip: content.type !== null && content.type !== 3 ? 'bad' : 'not-mapped', detail: null };
}

/** Class and machine of the programs that run here: from the header of a C library that was mapped. */
export function nativeElf(inquiry: Inquiry): { class: 32 | 64 | null; machine: string | null } | null {
  return remember(inquiry, 'native-elf', () => {
    const { trace, classes, answers } = inquiry;
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      if ((classes.of(event) & OPEN) === 0 || failed(trace, event)) continue;
      if (!/^(?:libc[.-]|libtinfo|libpthread|libdl|libm\.|libselinux|libz\.)/.test(baseName(inquiry.paths.of(event) ?? ''))) continue;
      const content = headerBehind(inquiry, event);
      if (content?.kind === 'elf' && content.machine !== null) return content;
    }
    return answers.machine.kind === 'known'
      ? { class: null, machine: answers.machine.value }
      : mapsBeyond4GiB(inquiry)
        ? { class: 64, machine: null }
        : null;
  });
}

/** The same for the program that a process runs at an event: a 32-bit one on a 64-bit host maps with mmap2, and only below 4 GiB. */
function elfOfProgram(inquiry: Inquiry, event: EventIndex): { class: 32 | 64 | null; machine: string | null } | null {
  const { trace, timeline, classes } = inquiry;
  const native = nativeElf(inquiry);
  const process = trace.process(event);
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, event) - 1; at >= 0; at--) {
    const bits = classes.of(events[at]!);
    if ((bits & EXEC) !== 0) break;
    if ((bits & MMAP) === 0 || failed(trace, events[at]!)) continue;
    const own = trace.name(events[at]!) === 'mmap' ? (isBeyond4GiB(trace.result(events[at]!)) ? 64 : null) : 32;
    if (own !== null)
      return own === native?.class || native?.class === null ? { machine: native?.machine ?? null, class: own } : { class: own, machine: null };
  }
  return native;
}

const isBeyond4GiB = (address: string | null): boolean => /^0x[0-9a-f]{9,}$/.test(address ?? '');

/** Only 64-bit programs have memory there: enough to know the class where not even the C library was reached. */
function mapsBeyond4GiB({ trace, classes }: Inquiry): boolean {
  for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event))
    if ((classes.of(event) & MMAP) !== 0 && isBeyond4GiB(trace.result(event))) return true;
  return false;
}

function headerBehind({ trace, timeline, classes }: Inquiry, opened: EventIndex): Content | null {
  const process = trace.process(opened);
  const events = timeline.eventsOf(process);
  const from = timeline.positionOf(process, opened) + 1;
  for (let at = from; at < events.length && at < from + 6; at++) {
    const event = events[at]!;
    if ((classes.of(event) & READ) === 0 || failed(trace, event)) continue;
    const bytes = readCStringBytes(trace.args(event)[1] ?? '');
    return bytes === null ? null : judgeContent(bytes);
  }
  return null;
}
