// Where a relative path leads: the working directory of a process at an event, followed through chdir, fork and -y's annotations.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { AT_FDCWD, readFd } from '../text/arguments.ts';
import { readCString } from '../text/c-string.ts';
import { CHDIR, OPEN, STAT } from './call-names.ts';
import { failed, type Inquiry, remember } from './inquiry.ts';
import { lowerBound } from './timeline.ts';

/** The working directory at an event, relative to where the command began when nothing tells that; null when nothing in the capture tells. */
export function workingDirectory(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): string | null {
  const { trace, family } = inquiry;
  let at = event;
  let relative = '';
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 1000; hops++) {
    const known = directoriesOf(inquiry, current);
    for (let index = lowerBound(known.events, at + 1) - 1; index >= 0; index--) {
      const to = known.directories[index]!;
      if (to.startsWith('/')) return joinPath(to, relative);
      relative = joinPath(to, relative);
    }
    at = trace.processes[current]?.bornBy ?? trace.processes[current]?.firstEvent ?? at;
    current = family.parentOf(current);
  }
  const start = startDirectory(inquiry) ?? inquiry.context.cwd;
  // Below a beginning that nothing tells, all paths are relative to the same directory.
  return start !== null ? joinPath(start, relative) : relative === '' || relative === '.' ? null : relative;
}

/** Where a process says that it is: chdir and getcwd, and the first annotation of AT_FDCWD behind each (`-y`). */
function directoriesOf(inquiry: Inquiry, process: ProcessIndex): { events: readonly EventIndex[]; directories: readonly string[] } {
  return remember(inquiry, `directories:${process}`, () => {
    const { trace, timeline, classes } = inquiry;
    const events: EventIndex[] = [];
    const directories: string[] = [];
    let looksForAnnotation = 40;
    for (const event of timeline.eventsOf(process)) {
      const bits = classes.of(event);
      if ((bits & CHDIR) !== 0 && !failed(trace, event)) {
        const to = directoryAfter(trace.name(event), trace.args(event));
        if (to === null) continue;
        events.push(event);
        directories.push(to);
        looksForAnnotation = 40;
      } else if (looksForAnnotation > 0 && (bits & (STAT | OPEN)) !== 0) {
        looksForAnnotation -= 1;
        const [first = ''] = trace.args(event);
        const annotated = first.startsWith('AT_FDCWD<') ? insideRoot(inquiry, process, event, readFd(first)?.path ?? '') : null;
        if (annotated?.startsWith('/')) {
          // An annotation tells where the process has been since its last chdir.
          events.push(events.at(-1) ?? 0);
          directories.push(annotated);
          looksForAnnotation = 0;
        }
      }
    }
    return { events, directories };
  });
}

/** `-y` shows paths as the tracer sees them; what a process behind a chroot(2) names begins at its own root. */
function insideRoot(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, path: string): string {
  const { trace, timeline, family } = inquiry;
  const chroot = trace.nameId('chroot');
  if (chroot < 0) return path;
  let before = event;
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 1000; hops++) {
    const root = remember(inquiry, `chroot:${current}`, () =>
      [...timeline.eventsOf(current!)].filter((one) => trace.nameIdOf(one) === chroot && !failed(trace, one)),
    ).findLast((one) => one < before);
    if (root !== undefined) {
      const at = readCString(trace.args(root)[0] ?? '')?.text ?? '';
      return at.startsWith('/') && at.length > 1 && (path === at || path.startsWith(`${at}/`)) ? path.slice(at.length) || '/' : path;
    }
    before = trace.processes[current]?.bornBy ?? before;
    current = family.parentOf(current);
  }
  return path;
}

/** Where the root process began, when a later getcwd before its first chdir, or PWD in its environment, tells. */
function startDirectory(inquiry: Inquiry): string | null {
  return remember(inquiry, 'start-directory', () => {
    const { trace, timeline, classes, family, context } = inquiry;
    if (context.cwd !== null) return context.cwd;
    // Children inherit the directory: the first getcwd of any process that has no chdir before it tells as well.
    const unmoved = [family.root, ...family.childrenOf(family.root).map((child) => child.process)];
    for (const process of unmoved) {
      for (const event of timeline.eventsOf(process)) {
        if ((classes.of(event) & CHDIR) === 0 || failed(trace, event)) continue;
        if (trace.name(event) !== 'getcwd') break;
        return readCString(trace.args(event)[0] ?? '')?.text ?? null;
      }
    }
    return null;
  });
}

function directoryAfter(name: string, args: readonly string[]): string | null {
  if (name === 'fchdir') return readFd(args[0] ?? '')?.path ?? null;
  return readCString(args[0] ?? '')?.text ?? null;
}

/** The absolute path of a call's main path argument; as written when the directory it starts from is not known; null for calls without one. */
export function absolutePath(inquiry: Inquiry, event: EventIndex): string | null {
  const { trace } = inquiry;
  const path = inquiry.paths.of(event);
  if (path === null || path === '') return path;
  if (path.startsWith('/')) return normalise(path);
  const directory = /at\d*$|^statx$/.test(trace.name(event)) ? readFd(trace.args(event)[0] ?? '') : null;
  if (directory?.path?.startsWith('/')) return joinPath(insideRoot(inquiry, trace.process(event), event, directory.path), path);
  if (directory !== null && directory.fd !== AT_FDCWD) return path;
  return absoluteFrom(inquiry, trace.process(event), event, path);
}

/** A path that a process named at an event, made absolute if it can be. */
export function absoluteFrom(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, path: string): string {
  if (path.startsWith('/')) return normalise(path);
  const cwd = workingDirectory(inquiry, process, event);
  return cwd === null ? path : joinPath(cwd, path);
}

/** Joins and folds `.`, `..` and double slashes as text; links are not followed. */
export const joinPath = (directory: string, path: string): string => (path.startsWith('/') ? normalise(path) : normalise(`${directory}/${path}`));

/** Most paths are written plainly. */
const NEEDS_FOLDING = /\/\.{0,2}(?:\/|$)|^\.{1,2}\//;

function normalise(path: string): string {
  if (!NEEDS_FOLDING.test(path)) return path;
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !absolute) parts.push(part);
  }
  return `${absolute ? '/' : ''}${parts.join('/')}` || (absolute ? '/' : '.');
}
