// What the capture itself shows of a file: kind and mode from stat, link targets, the first bytes that somebody read or wrote, refusals.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { RawText } from '../model/raw-text.ts';
import type { Trace } from '../model/trace.ts';
import { readFd, readStatMode, structField } from '../text/arguments.ts';
import { readCString, readCStringBytes } from '../text/c-string.ts';
import { ACCESS, CHANGE, CLOSE, EXEC, OPEN, READ, READLINK, STAT, WRITE } from './call-names.ts';
import { baseName, failed, type Inquiry, remember } from './inquiry.ts';
import { absoluteFrom, absolutePath } from './place.ts';

/** `S_IFREG`, 0o755 and who owns it (only with `-v`), from the newest stat. */
export interface SeenStat {
  readonly type: string;
  readonly mode: number;
  readonly uid: number | null;
  readonly gid: number | null;
  readonly sizeBytes: number | null;
  readonly event: EventIndex;
}

export interface FileFacts {
  readonly path: string;
  readonly stat: SeenStat | null;
  /** From readlink, symlink or an lstat that said S_IFLNK (then the target is not known). */
  readonly link: { readonly target: RawText | null; readonly event: EventIndex } | null;
  /** The start of its content, as far as it was read or written. */
  readonly head: { readonly bytes: Uint8Array; readonly event: EventIndex } | null;
  /** A call that could only succeed on an existing file. */
  readonly exists: EventIndex | null;
  /** Calls that said ENOENT about the path itself (execve excepted: it may speak of the interpreter). */
  readonly missing: EventIndex | null;
  /** Calls that were refused with EACCES or EPERM, by class bits. */
  readonly denied: readonly { readonly event: EventIndex; readonly bits: number; readonly errno: string }[];
}

/** How many calls behind an open are searched for its first read or write. */
const LOOKED_AFTER_OPEN = 60;

/** Gathers all that the calls of every process say about an absolute path. One pass over the columns for a path; memoised. */
export function fileFacts(inquiry: Inquiry, path: string): FileFacts {
  return remember(inquiry, `file:${path}`, () => {
    const facts: { -readonly [K in keyof FileFacts]: FileFacts[K] } = {
      path,
      stat: null,
      link: null,
      head: null,
      exists: null,
      missing: null,
      denied: [],
    };
    const made = madeLinks(inquiry).get(path);
    if (made !== undefined) facts.link = made;
    const calls = callsOnPath(inquiry, path);
    const lastStart = calls.findLast((event) => (inquiry.classes.of(event) & EXEC) !== 0) ?? null;
    // Who cleans up after a program could not be started (`trap 'rm -r …' EXIT`) takes nothing from what execve was given.
    for (const event of calls) if (lastStart === null || event <= lastStart || !isRemoval(inquiry.trace, event)) look(inquiry, event, facts);
    return facts;
  });
}

/** Calls whose main path is this one, in order. */
export const callsOnPath = (inquiry: Inquiry, path: string): readonly EventIndex[] =>
  callsOnName(inquiry, baseName(path)).filter((event) => absolutePath(inquiry, event) === path);

/** Calls whose main path ends with this name, in order. */
export function callsOnName(inquiry: Inquiry, name: string): readonly EventIndex[] {
  return remember(inquiry, `calls-on-name:${name}`, () => {
    const { starts, events } = callsByPath(inquiry);
    const ids = inquiry.trace.pathIdsOfBase(name);
    return ids.flatMap((id) => [...events.subarray(starts[id], starts[id + 1])]).sort((a, b) => a - b);
  });
}

/** Those that one process made. Thousands of processes open the same libraries: each name is divided up once. */
export function ownCallsOnName(inquiry: Inquiry, process: ProcessIndex, name: string): readonly EventIndex[] {
  const byProcess = remember(inquiry, `calls-on-name-by-process:${name}`, () =>
    Map.groupBy(callsOnName(inquiry, name), (event) => inquiry.trace.process(event)),
  );
  return byProcess.get(process) ?? [];
}

/** The calls about each path by its id: those of `id` are `events` from `starts[id]` to `starts[id + 1]`, in order. */
function callsByPath(inquiry: Inquiry): { readonly starts: Uint32Array; readonly events: Uint32Array } {
  return remember(inquiry, 'calls-by-path', () => {
    const { trace, classes } = inquiry;
    const pathOf = (event: EventIndex): number =>
      (classes.of(event) & (STAT | ACCESS | OPEN | EXEC | READLINK | CHANGE)) === 0 ? -1 : trace.pathIdOf(event);
    const starts = new Uint32Array(trace.pathCount + 1);
    for (let event = 0; event < trace.eventCount; event++) {
      const id = pathOf(event);
      if (id >= 0) starts[id]!++;
    }
    for (let id = 1; id < starts.length; id++) starts[id]! += starts[id - 1]!;
    const events = new Uint32Array(starts.at(-1)!);
    // From behind: what says where the calls of a path end says in the end where they start.
    for (let event = trace.eventCount - 1; event >= 0; event--) {
      const id = pathOf(event);
      if (id >= 0) events[--starts[id]!] = event;
    }
    return { starts, events };
  });
}

/** Links that the traced processes made themselves: `ln -s` in an installer. */
function madeLinks(inquiry: Inquiry): ReadonlyMap<string, { readonly target: RawText; readonly event: EventIndex }> {
  return remember(inquiry, 'made-links', () => {
    const { trace } = inquiry;
    const ids = new Set(['symlink', 'symlinkat'].map((name) => trace.nameId(name)).filter((id) => id >= 0));
    const made = new Map<string, { target: RawText; event: EventIndex }>();
    if (ids.size === 0) return made;
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      if (!ids.has(trace.nameIdOf(event)) || failed(trace, event)) continue;
      const args = trace.args(event);
      const target = readCString(args[0] ?? '');
      const at = readCString(args.at(-1) ?? '');
      if (target !== null && at !== null) made.set(absoluteFrom(inquiry, trace.process(event), event, at.text), { target: target.text, event });
    }
    return made;
  });
}

function look(inquiry: Inquiry, event: EventIndex, facts: { -readonly [K in keyof FileFacts]: FileFacts[K] }): void {
  const { trace, classes } = inquiry;
  const bits = classes.of(event);
  const errno = trace.errno(event);
  if (errno === 'ENOENT' && (bits & (STAT | ACCESS | OPEN | READLINK)) !== 0) facts.missing = event;
  if (errno === 'EACCES' || errno === 'EPERM') facts.denied = [...facts.denied, { event, bits, errno }];
  if (failed(trace, event) || trace.result(event) === null) return;
  if ((bits & STAT) !== 0) {
    const seen = seenStat(trace.args(event).join(', '), event);
    const isLink = seen?.type === 'S_IFLNK';
    if (isLink) facts.link = { target: facts.link?.target ?? null, event: facts.link?.event ?? event };
    else if (seen !== null) facts.stat = seen;
    if (!isLink) facts.exists = event;
  } else if ((bits & READLINK) !== 0) {
    const target = readCString(trace.args(event)[trace.name(event) === 'readlinkat' ? 2 : 1] ?? '');
    if (target !== null) facts.link = { target: target.text, event };
  } else if ((bits & CHANGE) !== 0) {
    const name = trace.name(event);
    if (name.startsWith('symlink')) return;
    const mode = /^(?:f?chmodat2?|chmod)$/.test(name) ? trace.args(event).find((argument) => /^0[0-7]{3,4}$/.test(argument)) : undefined;
    if (mode !== undefined && facts.stat !== null) facts.stat = { ...facts.stat, mode: Number.parseInt(mode, 8), event };
    if (isRemoval(trace, event)) {
      facts.exists = null;
      facts.stat = null;
    }
  } else if ((bits & (ACCESS | EXEC)) !== 0) facts.exists = event;
  else if ((bits & OPEN) !== 0) {
    // What open makes has the mode that it was given, less the umask, which seldom takes the owner's x.
    const mode = facts.exists === null ? createdMode(trace.args(event)) : null;
    if (mode !== null) facts.stat = { type: 'S_IFREG', mode, uid: null, gid: null, sizeBytes: null, event };
    facts.exists = event;
    lookIntoFile(inquiry, event, facts);
  }
}

const isRemoval = (trace: Trace, event: EventIndex): boolean => /^(?:unlink|rename|rmdir)/.test(trace.name(event));

function createdMode(args: readonly string[]): number | null {
  const mode = args.at(-1) ?? '';
  return args.some((argument) => argument.includes('O_CREAT')) && /^0[0-7]{1,4}$/.test(mode) ? Number.parseInt(mode, 8) : null;
}

function seenStat(text: string, event: EventIndex): SeenStat | null {
  const mode = readStatMode(text);
  if (mode === null) return null;
  const number = (name: string): number | null => {
    const field = structField(text, `st_${name}`) ?? structField(text, `stx_${name}`);
    return field === null || !/^\d+$/.test(field) ? null : Number(field);
  };
  return { ...mode, uid: number('uid'), gid: number('gid'), sizeBytes: number('size'), event };
}

/** dup, dup2, dup3; dash moves the script that it reads above 10 with fcntl. */
const isDuplicate = (trace: Trace, event: EventIndex): boolean =>
  /^dup[23]?$/.test(trace.name(event)) || (/^fcntl/.test(trace.name(event)) && (trace.args(event)[1] ?? '').startsWith('F_DUPFD'));

/** Follows the descriptor of an open to fstat, and to the read or write at its start. */
function lookIntoFile(inquiry: Inquiry, opened: EventIndex, facts: { -readonly [K in keyof FileFacts]: FileFacts[K] }): void {
  const { trace, timeline, classes } = inquiry;
  const process = trace.process(opened);
  const fd = readFd(trace.result(opened) ?? '')?.fd;
  if (fd === undefined || fd < 0) return;
  // A shell moves a redirection to where it belongs: dup2(3, 1).
  const fds = new Set([fd]);
  const events = timeline.eventsOf(process);
  const from = timeline.positionOf(process, opened) + 1;
  for (let at = from; at < events.length && at < from + LOOKED_AFTER_OPEN; at++) {
    const event = events[at]!;
    const bits = classes.of(event);
    const isFstat = trace.name(event).startsWith('fstat');
    const isDup = trace.kind(event) === 'call' && isDuplicate(trace, event);
    if (!isFstat && !isDup && (bits & (READ | WRITE | CLOSE | STAT)) === 0) continue;
    const args = trace.args(event);
    const given = readFd(args[0] ?? '')?.fd;
    if (given === undefined || !fds.has(given) || failed(trace, event)) continue;
    if (isDup) fds.add(readFd(trace.result(event) ?? '')?.fd ?? given);
    if ((bits & CLOSE) !== 0) {
      fds.delete(given);
      if (fds.size === 0) return;
      continue;
    }
    if (isFstat || (bits & STAT) !== 0) facts.stat = seenStat(args.join(', '), event) ?? facts.stat;
    else if ((bits & (READ | WRITE)) !== 0) {
      const name = trace.name(event);
      if (name.startsWith('pread') && args[3] !== '0') continue;
      const bytes = readCStringBytes(args[1] ?? '');
      if (bytes !== null && (facts.head === null || facts.head.bytes.length < bytes.length)) facts.head = { bytes, event };
      return;
    }
  }
}
