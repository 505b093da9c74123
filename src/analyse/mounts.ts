// Mounts without exec: from mount calls, statfs flags and mount tables that somebody read or printed, and from the host.
import { type Mount, valueOr } from '../model/answers.ts';
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { structField } from '../text/arguments.ts';
import { readCString } from '../text/c-string.ts';
import { OPEN, READ } from './call-names.ts';
import { directoryOf, failed, type Inquiry, remember, seesHostFiles } from './inquiry.ts';
import { absoluteFrom, absolutePath } from './place.ts';
import { sayingsOf } from './spoken.ts';

export interface NoexecMount {
  readonly at: string;
  readonly by: EventIndex | 'host';
}

/** The noexec mount that a path lies on; null when none is known. */
export function noexecMountOf(inquiry: Inquiry, process: ProcessIndex, path: string): NoexecMount | null {
  const seen = noexecSeen(inquiry)
    .filter(({ at }) => path === at || path.startsWith(at === '/' ? '/' : `${at}/`))
    .sort((a, b) => b.at.length - a.at.length)[0];
  if (seen !== undefined) return seen;
  if (!path.startsWith('/') || !seesHostFiles(inquiry, process)) return null;
  const mount: Mount | null = valueOr(inquiry.answers.mountOf(path), null);
  return mount?.options.includes('noexec') ? { at: mount.at, by: 'host' } : null;
}

/**
 * Where a file's mount point must be at the deepest, when nothing tells: its directory, or the nearest one above that the traced processes did not
 * make themselves.
 */
export function deepestMountPoint(inquiry: Inquiry, path: string): string {
  const made = remember(inquiry, 'made-directories', () => {
    const { trace } = inquiry;
    const ids = new Set(['mkdir', 'mkdirat'].map((name) => trace.nameId(name)).filter((id) => id >= 0));
    const paths = new Set<string>();
    if (ids.size === 0) return paths;
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event))
      if (ids.has(trace.nameIdOf(event)) && !failed(trace, event)) paths.add(absolutePath(inquiry, event) ?? '');
    return paths;
  });
  let directory = directoryOf(path);
  while (made.has(directory)) directory = directoryOf(directory);
  return directory;
}

function noexecSeen(inquiry: Inquiry): readonly NoexecMount[] {
  return remember(inquiry, 'noexec-mounts', () => {
    const { trace, classes, paths } = inquiry;
    const mount = trace.nameId('mount');
    const statfs = new Set(['statfs', 'statfs64', 'fstatfs'].map((name) => trace.nameId(name)).filter((id) => id >= 0));
    const found: NoexecMount[] = [];
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      const id = trace.nameIdOf(event);
      const isTable = (classes.of(event) & OPEN) !== 0 && /\/(?:mounts|mountinfo|mtab)$/.test(paths.of(event) ?? '');
      if ((!isTable && id !== mount && !statfs.has(id)) || failed(trace, event) || trace.kind(event) !== 'call') continue;
      if (isTable) found.push(...tableBehind(inquiry, event));
      else if (id === mount) {
        const args = trace.args(event);
        const at = readCString(args[1] ?? '');
        if (args.some((a) => a.includes('MS_NOEXEC')) && at !== null)
          found.push({ at: absoluteFrom(inquiry, trace.process(event), event, at.text), by: event });
      } else {
        const path = absolutePath(inquiry, event);
        if (path && (structField(trace.args(event).join(', '), 'f_flags') ?? '').includes('ST_NOEXEC')) found.push({ at: path, by: event });
      }
    }
    for (const { index } of trace.processes.slice(0, MOST_SPEAKERS)) {
      for (const saying of sayingsOf(inquiry, index)) for (const at of mountPoints(saying.text)) found.push({ at, by: saying.last });
    }
    return found;
  });
}

/** What so many processes printed is searched for lines of a mount table. */
const MOST_SPEAKERS = 300;

/** The reads behind an open of a mount table. */
function tableBehind({ trace, timeline, classes }: Inquiry, opened: EventIndex): readonly NoexecMount[] {
  const events = timeline.eventsOf(trace.process(opened));
  const from = timeline.positionOf(trace.process(opened), opened) + 1;
  const found: NoexecMount[] = [];
  for (let at = from; at < events.length && at < from + 40; at++) {
    const event = events[at]!;
    if ((classes.of(event) & READ) === 0 || failed(trace, event)) continue;
    for (const point of mountPoints(readCString(trace.args(event)[1] ?? '')?.text ?? '')) found.push({ at: point, by: event });
  }
  return found;
}

/** Mount points with noexec in lines of /proc/mounts (`dev /at type opts 0 0`), mountinfo (`… /root /at opts …`) or mount(8) (`dev on /at type … (opts)`). */
export const mountPoints = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    if (!/[ ,(]noexec[ ,)]/.test(line)) return [];
    const match = / on (\/\S*) type /.exec(line) ?? /^(?:\d+:)?\d+ \d+ \d+:\d+ \S+ (\/\S*) /.exec(line) ?? /^\S+ (\/\S*) \S+ \S*noexec/.exec(line);
    return match === null ? [] : [(match[1] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))];
  });
