// Execves that failed on a file of their own (not one directory of a search), with what the process did about it.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readArray, readFd } from '../../text/arguments.ts';
import { readCString } from '../../text/c-string.ts';
import { ACCESS, EXEC, OPEN, READ, STAT } from '../call-names.ts';
import { directoryOf, failed, type Inquiry, remember } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import { sayingsOf } from '../spoken.ts';
import type { StartFile, Try } from './aim.ts';
import { findCommandAims } from './find-command.ts';

export function startFileAims(inquiry: Inquiry, process: ProcessIndex): readonly StartFile[] {
  return remember(inquiry, `start-file:${process}`, () => {
    const { trace, timeline, classes } = inquiry;
    // By path: PATH may name a directory twice.
    const searched = new Set(findCommandAims(inquiry, process).flatMap((aim) => aim.tries.filter((t) => (t.bits & EXEC) !== 0).map((t) => t.path)));
    const byPath = new Map<string, { tries: Try[]; errno: string; argv0: string | null }>();
    for (const event of timeline.eventsOf(process)) {
      if ((classes.of(event) & EXEC) === 0) continue;
      const path = absolutePath(inquiry, event) ?? '';
      const errno = trace.errno(event);
      if (!failed(trace, event) || errno === null) {
        const met = byPath.get(path);
        if (met !== undefined && !isPending(inquiry, event)) met.tries.push({ event, path, errno: null, bits: EXEC });
        continue;
      }
      // In a search, ENOENT and ENOTDIR only mean "not in this directory".
      if (searched.has(path) && (errno === 'ENOENT' || errno === 'ENOTDIR')) continue;
      const aim = byPath.get(path) ?? { tries: [], errno, argv0: argv0Of(inquiry, event) };
      aim.tries.push({ event, path, errno, bits: EXEC });
      byPath.set(path, aim);
    }
    const started = [...byPath].map(([path, { tries, errno, argv0 }]): StartFile => {
      const worked = tries.at(-1)?.errno === null;
      const last = tries.findLast((t) => t.errno !== null)!;
      const recovery = recoveryAfter(inquiry, process, last);
      return { kind: 'start-file', process, path, errno, argv0, tries, askedOnly: false, recovery, state: worked ? 'met' : 'unmet' };
    });
    return [
      ...started,
      ...announced(inquiry, process, new Set(byPath.keys())),
      ...askedFor(inquiry, process, new Set(byPath.keys())),
      ...runBySibling(inquiry, process),
    ];
  });
}

/** access(FILE, X_OK) said no: make does not even try execve then, and `test -x` never meant to. */
function askedFor(inquiry: Inquiry, process: ProcessIndex, started: ReadonlySet<string>): readonly StartFile[] {
  const { trace, timeline, classes } = inquiry;
  const searched = new Set(findCommandAims(inquiry, process).flatMap((aim) => aim.tries.map((t) => t.path)));
  const byPath = new Map<string, StartFile>();
  for (const event of timeline.eventsOf(process)) {
    if ((classes.of(event) & ACCESS) === 0 || trace.errno(event) !== 'EACCES' || !trace.args(event).some((a) => /\bX_OK\b/.test(a))) continue;
    const path = absolutePath(inquiry, event) ?? '';
    if (path === '' || started.has(path) || searched.has(path)) continue;
    const tries = [{ event, path, errno: 'EACCES', bits: ACCESS }];
    byPath.set(path, { kind: 'start-file', process, path, errno: 'EACCES', argv0: null, tries, askedOnly: true, recovery: null, state: 'unmet' });
  }
  return [...byPath.values()];
}

/** make prints the command that it is about to run, and looks at its file first: links that lead in a circle end it there. */
function announced(inquiry: Inquiry, process: ProcessIndex, started: ReadonlySet<string>): readonly StartFile[] {
  const { trace, timeline, classes } = inquiry;
  const circles = timeline.eventsOf(process).filter((event) => (classes.of(event) & STAT) !== 0 && trace.errno(event) === 'ELOOP');
  return Array.from(circles).flatMap((event): StartFile[] => {
    const path = absolutePath(inquiry, event) ?? '';
    const printed = sayingsOf(inquiry, process).findLast((saying) => saying.last < event)?.text ?? '';
    if (started.has(path) || printed.split(' ')[0] !== inquiry.paths.of(event)) return [];
    const tries = [{ event, path, errno: 'ELOOP', bits: STAT }];
    return [{ kind: 'start-file', process, path, errno: 'ELOOP', argv0: null, tries, askedOnly: true, recovery: null, state: 'unmet' }];
  });
}

/** make starts `/bin/sh FILE` in a new child after execve said ENOEXEC in the first: the failure is the second one's too. */
function runBySibling(inquiry: Inquiry, process: ProcessIndex): readonly StartFile[] {
  const { trace, family } = inquiry;
  const image = trace.processes[process]?.execs.at(-1);
  const parent = family.parentOf(process);
  const script = image?.argv[1];
  if (image === undefined || parent === null || script === undefined || !SHELL.test(image.path)) return [];
  return family.childrenOf(parent).flatMap((child) => {
    if (child.process >= process || trace.processes[child.process]?.execs.length !== 0) return [];
    const failure = startFileAims(inquiry, child.process).find((aim) => aim.errno === 'ENOEXEC' && samePath(script, aim.path));
    return failure === undefined ? [] : [{ ...failure, process, recovery: 'sh' as const }];
  });
}

const SHELL = /\/(?:ba|da|z|k|a)?sh$/;

/** `= ?`: the process was killed in execve, it did not return. */
const isPending = (inquiry: Inquiry, event: EventIndex): boolean => {
  const result = inquiry.trace.result(event);
  return result === null || result === '?';
};

function argv0Of({ trace }: Inquiry, event: EventIndex): string | null {
  const argv = trace.args(event)[trace.name(event) === 'execveat' ? 2 : 1] ?? '';
  return readCString(readArray(argv)[0] ?? argv)?.text ?? null;
}

/**
 * ENOEXEC is recovered from: execvp of libc goes on with `/bin/sh FILE` (POSIX), a shell reads the file itself as a script: bash by an open and
 * reads of 80 bytes and then its buffer, dash and busybox by setinputfile.
 */
function recoveryAfter(inquiry: Inquiry, process: ProcessIndex, last: Try): 'sh' | 'read-as-script' | null {
  if (last.errno !== 'ENOEXEC') return null;
  const { trace, timeline, classes } = inquiry;
  const events = timeline.eventsOf(process);
  let reads = 0;
  let fd: number | null = null;
  for (let at = timeline.positionOf(process, last.event) + 1; at < events.length; at++) {
    const event = events[at]!;
    const bits = classes.of(event);
    if ((bits & EXEC) !== 0) {
      const script = readArray(trace.args(event)[1] ?? '')
        .slice(1)
        .some((a) => samePath(readCString(a)?.text ?? '', last.path));
      if (!failed(trace, event)) return script ? 'sh' : null;
    } else if ((bits & OPEN) !== 0 && !failed(trace, event) && absolutePath(inquiry, event) === last.path) {
      fd = readFd(trace.result(event) ?? '')?.fd ?? null;
    } else if ((bits & READ) !== 0 && fd !== null && !failed(trace, event)) {
      reads += 1;
      if (reads > 1) return 'read-as-script';
    }
  }
  return null;
}

const samePath = (given: string, path: string): boolean =>
  given === path || path.endsWith(`/${given.replace(/^\.\//, '')}`) || directoryOf(path) === given;
