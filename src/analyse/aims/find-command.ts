// Groups stats, accesses and execves of one base name in several directories to "find this command along PATH".
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readStatMode } from '../../text/arguments.ts';
import { readCString, readCStrings } from '../../text/c-string.ts';
import { ACCESS, CHANGE, EXEC, OPEN, STAT } from '../call-names.ts';
import { callsOnPath, fileFacts } from '../file-facts.ts';
import { openedFor } from '../files/purpose.ts';
import { baseName, directoryOf, failed, type Inquiry, remember } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import { namesThing, sayingsOf } from '../spoken.ts';
import { isStracesOwn } from '../straces-own.ts';
import type { FindCommand, Try } from './aim.ts';
import { isToldMissing, namesRefusedNear, saysMissing } from './told-missing.ts';

interface Group {
  readonly command: string;
  readonly tries: Try[];
  meantToRun: boolean;
}

/** All look-ups of a process, in order of their first try. */
export function findCommandAims(inquiry: Inquiry, process: ProcessIndex): readonly FindCommand[] {
  return remember(inquiry, `find-command:${process}`, () => {
    const known = searchPath(inquiry);
    return groupsOf(inquiry, process)
      .filter((group) => isPathSearch(inquiry, group, known))
      .map(
        (group): FindCommand => ({
          kind: 'find-command',
          process,
          command: group.command,
          // dash looks with stat alone, and says at once that there is no such command.
          meantToRun: group.meantToRun || (stateOf(group) === 'unmet' && saysMissing(inquiry, process, group.command, group.tries.at(-1)!.event)),
          state: stateOf(group),
          tries: group.tries,
        }),
      );
  });
}

/** A stat that finds a directory does not find a command; an execve that works, or a file that is there, does. */
const stateOf = (group: Group): 'met' | 'unmet' =>
  group.tries.some((t) => t.errno === null && (group.meantToRun ? (t.bits & EXEC) !== 0 || !group.tries.some((x) => (x.bits & EXEC) !== 0) : true))
    ? 'met'
    : 'unmet';

/**
 * Calls on one base name, one directory after the other, by one thread. Any other look at a path ends the run: a look-up is done in one go
 * (findcmd.c of bash, execvpe of glibc and musl, exec.LookPath of Go).
 */
function groupsOf(inquiry: Inquiry, process: ProcessIndex): readonly Group[] {
  const { timeline, classes, trace } = inquiry;
  // bash asks for "." before each search; stat of a descriptor has no path.
  const skipped = new Set(['', '.'].flatMap((path) => trace.pathIdsOfBase(path)));
  const refused = namesRefusedNear(inquiry, process);
  const holdsCommands = commandDirectories(inquiry);
  const kept: Run[] = [];
  // One for each thread, used again and again: nearly all that are looked at are dropped.
  const current = new Map<number, Run>();
  const close = (run: Run | undefined): void => {
    if (run === undefined || run.base === NO_RUN) return;
    if (mayBeSearch(inquiry, run, refused)) kept.push({ ...run });
    run.base = NO_RUN;
  };
  for (const event of timeline.eventsOf(process)) {
    const bits = classes.of(event);
    if ((bits & (LOOK | OPEN | CHANGE)) === 0) continue;
    const path = trace.pathIdOf(event);
    if (path < 0 || skipped.has(path)) continue;
    const tid = trace.tid(event);
    const run = current.get(tid);
    const base = trace.baseIdOf(path);
    if ((bits & LOOK) === 0) {
      // zsh opens each file that execve could not start, to read its first line.
      if (run === undefined || !run.hasExec || trace.pathIdOf(run.last) !== path) close(run);
      continue;
    }
    const goesOn = run?.base === base;
    if (!goesOn) close(run);
    const now = run ?? { tid, base: NO_RUN, first: event, last: event, hasExec: false, inCommandDirectory: false };
    if (run === undefined) current.set(tid, now);
    if (!goesOn) begin(now, base, event);
    now.last = event;
    now.hasExec ||= (bits & EXEC) !== 0;
    now.inCommandDirectory ||= holdsCommands(trace.directoryIdOf(path));
  }
  for (const run of current.values()) close(run);
  return kept.sort((x, y) => x.first - y.first).flatMap((run) => split(inquiry, eventsOf(inquiry, process, run)));
}

const LOOK = STAT | ACCESS | EXEC;
const NO_RUN = -1;

/** Calls in a row on one base name, before anybody has looked at them closely. */
interface Run {
  readonly tid: number;
  /** What {@link Trace.baseIdOf} says of their paths; {@link NO_RUN} for none. */
  base: number;
  first: EventIndex;
  last: EventIndex;
  hasExec: boolean;
  inCommandDirectory: boolean;
}

function begin(run: Run, base: number, first: EventIndex): void {
  run.base = base;
  run.first = first;
  run.hasExec = false;
  run.inCommandDirectory = false;
}

/** Those of its thread on its base name, opens aside. */
function eventsOf({ trace, timeline, classes }: Inquiry, process: ProcessIndex, { tid, base, first, last }: Run): readonly EventIndex[] {
  const from = timeline.positionOf(process, first);
  const to = timeline.positionOf(process, last) + 1;
  return [...timeline.eventsOf(process).subarray(from, to)].filter((event) => {
    const path = (classes.of(event) & LOOK) === 0 || trace.tid(event) !== tid ? -1 : trace.pathIdOf(event);
    return path >= 0 && trace.baseIdOf(path) === base;
  });
}

/**
 * Cheap to ask: most runs are single looks at files that are no commands.
 * @param refused what this process or a child of it ever said to be missing
 */
function mayBeSearch(inquiry: Inquiry, { last, hasExec, inCommandDirectory }: Run, refused: ReadonlySet<string>): boolean {
  if (hasExec || inCommandDirectory) return true;
  const { trace } = inquiry;
  if (refused.size === 0 || !failed(trace, last)) return false;
  const name = inquiry.paths.baseOf(last) ?? '';
  return refused.has(name) && isToldMissing(inquiry, trace.process(last), name, last);
}

/** Asks of a directory, as {@link Trace.directoryIdOf} gives it, whether commands may lie in it: each is looked at once. */
function commandDirectories(inquiry: Inquiry): (directory: number) => boolean {
  const known = remember(inquiry, 'may-hold-commands', (): (boolean | undefined)[] => []);
  return (directory) => {
    const may = known[directory];
    if (may !== undefined) return may;
    const path = directoryOf(inquiry.paths.ofId(directory));
    known[directory] = isCommandDirectory(path) || searchPath(inquiry).has(path);
    return known[directory];
  };
}

function split(inquiry: Inquiry, events: readonly EventIndex[]): readonly Group[] {
  const groups: Group[] = [];
  for (const event of events) {
    const bits = inquiry.classes.of(event);
    const last = groups.at(-1);
    if (last !== undefined && addTry(inquiry, last, event, bits)) continue;
    const fresh: Group = { command: inquiry.paths.baseOf(event) ?? '', tries: [], meantToRun: false };
    addTry(inquiry, fresh, event, bits);
    groups.push(fresh);
  }
  return groups;
}

/** Adds a call to a group. False when it begins a new round: a directory that was already asked before the last one. */
function addTry(inquiry: Inquiry, group: Group, event: EventIndex, bits: number): boolean {
  const path = absolutePath(inquiry, event) ?? '';
  const { trace } = inquiry;
  const before = group.tries.findIndex((t) => t.path === path);
  if (before >= 0 && before !== group.tries.length - 1) return false;
  const again = before >= 0;
  const errno = trace.errno(event) ?? ((bits & STAT) !== 0 && !failed(trace, event) ? whyUnusable(trace.args(event)) : null);
  if (again) {
    const last = group.tries[before]!;
    const isFailedExec = (last.bits & EXEC) !== 0 && last.errno !== null;
    // A shell looks closer at what it could not run: the look-up ended with that execve.
    if (isFailedExec && (bits & EXEC) === 0) return true;
    if ((bits & EXEC) !== 0 && (last.bits & EXEC) === 0 && last.errno === null) return false;
    group.tries[before] = { event, path, errno: errno ?? last.errno, bits: bits | last.bits };
  } else {
    // A file that was found ends the search; what follows is another.
    const last = group.tries.at(-1);
    if (last !== undefined && last.errno === null) return false;
    group.tries.push({ event, path, errno, bits });
  }
  if ((bits & EXEC) !== 0 || ((bits & ACCESS) !== 0 && trace.args(event).some((a) => /\bX_OK\b/.test(a)))) group.meantToRun = true;
  return true;
}

/** What stat shows that no search takes for a command: a directory, or a file that nobody may execute. The search goes on behind it. */
function whyUnusable(args: readonly string[]): 'EISDIR' | 'EACCES' | null {
  const seen = args.map(readStatMode).find((mode) => mode !== null);
  if (seen === undefined || seen === null) return null;
  return seen.type === 'S_IFDIR' ? 'EISDIR' : seen.type === 'S_IFREG' && (seen.mode & 0o111) === 0 ? 'EACCES' : null;
}

/** The process that looked tried to make, replace or remove a file of that very path. */
const isToBeMade = (inquiry: Inquiry, { tries }: Group): boolean =>
  callsOnPath(inquiry, tries[0]!.path).some(
    (event) =>
      inquiry.trace.process(event) === inquiry.trace.process(tries[0]!.event) &&
      ((inquiry.classes.of(event) & CHANGE) !== 0 ||
        ((inquiry.classes.of(event) & OPEN) !== 0 && /^(?:create|write)$/.test(openedFor(inquiry.trace, event)))),
  );

/** A search of PATH, as against one that climbs the parents of a directory or walks include and module directories. */
function isPathSearch(inquiry: Inquiry, group: Group, known: ReadonlySet<string>): boolean {
  if (group.command === '' || group.command === '..' || /\.so(\.|$)/.test(group.command)) return false;
  const directories = [...new Set(group.tries.map((t) => directoryOf(t.path)))];
  if (group.tries.some((t) => (t.bits & EXEC) !== 0)) return directories.length > 1 || isLoneTry(inquiry, group);
  if (directories.length > 1 && directories.every((d, at) => at === 0 || isParent(d, directories[at - 1]!))) return false;
  const likely = directories.filter((d) => known.has(d) || isCommandDirectory(d)).length;
  // `-o bin/app`: what is looked at before it is made is no command.
  if (likely > 0 && directories.length === 1 && stateOf(group) === 'unmet' && isToBeMade(inquiry, group)) return false;
  if (likely > 0 && likely * 2 >= directories.length) return true;
  const last = group.tries.at(-1)!;
  return last.errno !== null && isToldMissing(inquiry, inquiry.trace.process(last.event), group.command, last.event);
}

/** PATH with one directory: execve of `/bin/x` with argv[0] `x`. Unless somebody saw the file: then execve speaks of its interpreter. */
function isLoneTry(inquiry: Inquiry, group: Group): boolean {
  const [t] = group.tries;
  if (t === undefined || t.errno !== 'ENOENT' || !t.path.startsWith('/')) return false;
  const argv0 = readCString(inquiry.trace.args(t.event)[1] ?? '')?.text;
  if (argv0 !== group.command || fileFacts(inquiry, t.path).exists !== null) return false;
  if (isStracesOwn(inquiry, inquiry.trace.process(t.event), t.event)) return false;
  // su and login give the shell's path and its bare name; they name the path when it is not there.
  return !sayingsOf(inquiry, inquiry.trace.process(t.event)).some((saying) => saying.last > t.event && namesThing(saying.text, t.path));
}

const isParent = (directory: string, of: string): boolean => directoryOf(of) === directory;
/** Directories that hold commands by custom (hier(7), node_modules/.bin, shims of version managers). */
const isCommandDirectory = (directory: string): boolean => /(?:^|\/)(?:s?bin|\.bin|games|shims|libexec)$/.test(directory);

/** Directories of PATH, from the environment where it is known or shown (`-v`), else from searches that ended in execve. */
export function searchPath(inquiry: Inquiry): ReadonlySet<string> {
  return remember(inquiry, 'search-path', () => new Set(searchPathEntries(inquiry)));
}

function searchPathEntries(inquiry: Inquiry): readonly string[] {
  const { trace, context, paths } = inquiry;
  const entries = (path: string): readonly string[] => path.split(':').map((entry) => entry.replace(/(.)\/+$/, '$1'));
  const all: string[] = context.env?.PATH === undefined ? [] : [...entries(context.env.PATH)];
  for (const { execs } of trace.processes.slice(0, 2000)) {
    for (const { event } of execs) {
      const shown = readCStrings(trace.args(event).at(-1) ?? '').find((s) => s.text.startsWith('PATH=') && !s.truncated);
      if (shown !== undefined) all.push(...entries(shown.text.slice(5)));
      const argv0 = readCString(trace.args(event)[1] ?? '')?.text;
      const path = paths.of(event);
      // Started by a bare name: execvp or a shell found it along PATH.
      if (argv0 !== undefined && path !== null && !argv0.includes('/') && path.startsWith('/') && baseName(path) === argv0)
        all.push(directoryOf(path));
    }
  }
  return all;
}
