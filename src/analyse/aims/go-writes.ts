// Directories that the go command and its tools write to, and could not: the build cache, the module cache, where programs are installed, and the
// place for the work directory.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readFd } from '../../text/arguments.ts';
import { readCString } from '../../text/c-string.ts';
import { CHANGE, OPEN, STAT, WRITE } from '../call-names.ts';
import { openFileAt } from '../descriptors.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';
import { absoluteFrom, absolutePath } from '../place.ts';
import type { GoWrites, Try } from './aim.ts';
import { goProgram } from './go-part.ts';

const REFUSED = /^(?:EACCES|EPERM|EROFS|ENOSPC|EDQUOT|ENOTDIR|ELOOP|EIO)$/;

export function goWritesAims(inquiry: Inquiry, process: ProcessIndex): readonly GoWrites[] {
  return remember(inquiry, `go-writes:${process}`, () => {
    if (goProgram(inquiry, process) === null) return [];
    const { trace, timeline, classes } = inquiry;
    const aims = new Map<string, GoWrites & { tries: Try[] }>();
    for (const event of timeline.eventsOf(process)) {
      const bits = classes.of(event);
      if ((bits & (CHANGE | OPEN | WRITE)) === 0 || !failed(trace, event)) continue;
      const errno = trace.errno(event) ?? '';
      const path = writtenPath(inquiry, process, event, bits);
      const place = path === null ? null : placeOf(path);
      // A work directory is made where TMPDIR or GOTMPDIR says, and never with its parents.
      if (path === null || place === null || !(REFUSED.test(errno) || (errno === 'ENOENT' && place.place === 'work-directory'))) continue;
      const key = `${place.place} ${place.directory}`;
      const before = aims.get(key);
      const tries = [...(before?.tries ?? []), { event, path, errno, bits }];
      aims.set(key, { kind: 'go-writes', process, state: 'unmet', ...place, errno: before?.errno ?? errno, tries });
    }
    return [...aims.values()];
  });
}

/** The last path that a process could not make or write before an event; null when there is none. */
export function lastRefused(inquiry: Inquiry, process: ProcessIndex, before: EventIndex): Try | null {
  const { trace, timeline, classes } = inquiry;
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, before) - 1, seen = 0; at >= 0 && seen < NEAR; at--, seen++) {
    const event = events[at]!;
    const bits = classes.of(event);
    if ((bits & (CHANGE | OPEN | WRITE)) === 0 || !failed(trace, event)) continue;
    const path = writtenPath(inquiry, process, event, bits);
    if (path !== null) return { event, path, errno: trace.errno(event), bits };
  }
  return null;
}

/**
 * A path that a message speaks of, as far as it was not cut, and that a process found before it to be a file, or to lead through one; of a message
 * without a path the last that was looked at. No call has to fail: os.MkdirAll and cache.Open look first.
 */
export function fileForDirectory(inquiry: Inquiry, process: ProcessIndex, before: EventIndex, text: string): Try | null {
  const { trace, timeline, classes } = inquiry;
  const events = timeline.eventsOf(process);
  const start = /\/\S*$/.exec(text)?.[0] ?? null;
  for (let at = timeline.positionOf(process, before) - 1, seen = 0; at >= 0 && seen < NEAR; at--, seen++) {
    const event = events[at]!;
    const bits = classes.of(event);
    if (start === null && trace.tid(event) !== trace.tid(before)) continue;
    if (start === null && (bits & (OPEN | CHANGE)) !== 0) return null;
    if ((bits & STAT) === 0) continue;
    const path = absolutePath(inquiry, event) ?? '';
    const isFile = !failed(trace, event) && /\bS_IFREG\b/.test(trace.args(event).join(', '));
    const isMeant = start === null || (path.length > 1 && (path.startsWith(start) || text.includes(path)));
    if (isMeant && (isFile || trace.errno(event) === 'ENOTDIR')) return { event, path, errno: 'ENOTDIR', bits };
    if (start === null) return null;
  }
  return null;
}

/** go says so at once; between are only records of its other threads. */
const NEAR = 100;

/** The path that a call was to make, change or fill; null for calls that only read. */
function writtenPath(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, bits: number): string | null {
  const { trace } = inquiry;
  const args = trace.args(event);
  if ((bits & WRITE) !== 0) return openFileAt(inquiry, process, event, readFd(args[0] ?? '')?.fd ?? -1)?.path ?? null;
  if ((bits & OPEN) !== 0 && !args.some((argument) => /O_WRONLY|O_RDWR|O_CREAT/.test(argument))) return null;
  const name = trace.name(event);
  // What is not removed does no harm. A rename is refused where it leads to.
  if (/^(?:unlink|rmdir)/.test(name)) return null;
  if (!/^(?:rename|link)/.test(name)) return absolutePath(inquiry, event);
  const target = args.findLast((argument) => argument.startsWith('"'));
  return target === undefined ? null : absoluteFrom(inquiry, process, event, readCString(target)?.text ?? '');
}

/**
 * By the layout that cmd/go gives its directories.
 * @see cmd/go/internal/work NewBuilder (go-build1234), modfetch/cache.go (cache/download, cache/lock, cache/vcs), cache/cache.go (00 to ff)
 */
function placeOf(path: string): Pick<GoWrites, 'place' | 'directory'> | null {
  const work = /^(.*)\/go-(?:build|link|tool-dist)-?\d+(?:\/|$)/.exec(path)?.[1];
  if (work !== undefined) return { place: 'work-directory', directory: work || '/' };
  const modules = /^(.*\/pkg\/mod)(?:\/|$)/.exec(path)?.[1] ?? /^(.*)\/cache\/(?:download|lock|vcs)(?:\/|$)/.exec(path)?.[1];
  if (modules !== undefined) return { place: 'module-cache', directory: modules };
  const build =
    /^(.*)\/(?:[0-9a-f]{2}(?:\/[0-9a-f]{64}-[ad])?|trim\.txt|testexpire\.txt)$/.exec(path)?.[1] ?? /^(.*\/go-build)(?:\/README)?$/.exec(path)?.[1];
  if (build !== undefined) return { place: 'build-cache', directory: build };
  const bin = /^(.*\/bin)(?:\/[^/]+)?$/.exec(path)?.[1];
  return bin === undefined ? null : { place: 'bin', directory: bin };
}
