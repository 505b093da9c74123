// Where a path breaks off: the directory that is missing, the file that stands in a directory's place, the directory that may not be searched, the mount it lies on.
import { type Mount, valueOr } from '../../model/answers.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { structField } from '../../text/arguments.ts';
import { readCString } from '../../text/c-string.ts';
import { ACCESS, CHANGE, OPEN, READLINK, STAT } from '../call-names.ts';
import { callsOnPath, fileFacts } from '../file-facts.ts';
import { baseName, directoryOf, failed, type Inquiry, remember, seesHostFiles } from '../inquiry.ts';
import { hasChildren, knownFile } from '../known-file.ts';
import { absoluteFrom, absolutePath, workingDirectory } from '../place.ts';
import { openedFor } from './purpose.ts';

/** A place on a path and what shows it. */
export interface Place {
  readonly path: string;
  readonly by: EventIndex | 'host';
}

/** `/a/b/c`, `/a/b`, `/a`: the directories above a path, the nearest first, without the root. */
function directoriesAbove(path: string): readonly string[] {
  const above: string[] = [];
  for (let at = directoryOf(path); at !== '/' && at !== '.' && at !== ''; at = directoryOf(at)) above.push(at);
  return above;
}

/** The topmost directory on the way that does not exist; null where all may exist. */
export function missingDirectory(inquiry: Inquiry, process: ProcessIndex, path: string): Place | null {
  const { walk } = knownFile(inquiry, process, path);
  if (walk?.end.kind === 'ENOENT' && walk.end.at !== path && walk.links.length === 0) return { path: walk.end.at, by: 'host' };
  // What was made later was missing before; what something was found in was not.
  const gone = directoriesAbove(path).flatMap((directory): Place[] => {
    const { missing, exists } = fileFacts(inquiry, directory);
    return missing !== null && exists === null && !hasChildren(inquiry, directory) ? [{ path: directory, by: missing }] : [];
  });
  return gone.at(-1) ?? null;
}

/** What stands where a path needs a directory (ENOTDIR). */
export function fileInTheWay(inquiry: Inquiry, process: ProcessIndex, path: string): Place | null {
  const { walk } = knownFile(inquiry, process, path);
  if (walk?.end.kind === 'ENOTDIR') return { path: walk.end.at, by: 'host' };
  for (const above of directoriesAbove(path)) {
    const { stat, head } = fileFacts(inquiry, above);
    if (stat !== null && stat.type !== 'S_IFDIR' && stat.type !== 'S_IFLNK') return { path: above, by: stat.event };
    if (head !== null) return { path: above, by: head.event };
  }
  // A directory that "exists" for mkdir and is none for what lies in it; or one that is no directory itself, so that something above is in the way.
  const above = directoriesAbove(path);
  const inTheWay = above.findIndex((directory, at) => {
    const next = above[at + 1];
    const isRefused = callsOnPath(inquiry, directory).some((event) => inquiry.trace.errno(event) === 'ENOTDIR');
    // What lies right in the next one up was refused as well: that, or something above it, is the file.
    if (next !== undefined && notDirectories(inquiry).has(next) && fileFacts(inquiry, next).stat?.type !== 'S_IFDIR') return false;
    return !isRefused || next === undefined || fileFacts(inquiry, next).stat?.type === 'S_IFDIR';
  });
  const event = callsOnPath(inquiry, path).findLast((one) => inquiry.trace.errno(one) === 'ENOTDIR');
  const at = above[inTheWay];
  return at === undefined || event === undefined ? null : { path: at, by: event };
}

/** What something lies in that was refused with ENOTDIR: none of them is a directory. */
const notDirectories = (inquiry: Inquiry): ReadonlySet<string> =>
  remember(inquiry, 'not-directories', () => {
    const { trace } = inquiry;
    const errno = trace.errnoId('ENOTDIR');
    const found = new Set<string>();
    for (let event = 0, count = trace.eventCount; errno >= 0 && event < count; event = trace.next(event))
      if (trace.errnoIdOf(event) === errno && trace.pathIdOf(event) >= 0 && !needsDirectory(trace.name(event), trace.args(event)))
        found.add(directoryOf(absolutePath(inquiry, event) ?? ''));
    return found;
  });

/** Calls that are refused so for the path itself, too. */
const needsDirectory = (name: string, args: readonly string[]): boolean =>
  /^(?:rmdir|chdir|rename)/.test(name) || args.some((argument) => /O_DIRECTORY|AT_REMOVEDIR|\/"$/.test(argument));

/** The directory that denies search to a path, when even to look at it was refused; null when it may be the file itself. */
export function closedDirectory(inquiry: Inquiry, process: ProcessIndex, path: string, event: EventIndex): Place | null {
  const file = knownFile(inquiry, process, path);
  if (file.closedDirectory?.by === 'host') return { path: file.closedDirectory.directory, by: 'host' };
  if (fileFacts(inquiry, path).exists !== null) return null;
  const denied = callsOnPath(inquiry, path).find((one) => inquiry.trace.errno(one) === 'EACCES' && onlyLooks(inquiry, one));
  if (denied === undefined && !onlyLooks(inquiry, event)) return null;
  const above = directoriesAbove(path);
  // Directories that could not be looked at either lie in the closed one; above them, one that is known and in which nothing was ever reached.
  const lowest = above.findLastIndex((directory) => callsOnPath(inquiry, directory).some((one) => isDeniedLook(inquiry, one))) + 1;
  const known = above.findIndex(
    (directory, at) => at >= lowest && (fileFacts(inquiry, directory).exists !== null || hasChildren(inquiry, directory)),
  );
  const closed = above[known >= 0 && !hasChildren(inquiry, above[known]!) ? known : Math.min(lowest, above.length - 1)];
  return closed === undefined ? null : { path: closed, by: denied ?? event };
}

const isDeniedLook = (inquiry: Inquiry, event: EventIndex): boolean => inquiry.trace.errno(event) === 'EACCES' && onlyLooks(inquiry, event);

/** A call that needs no permission on the file itself. */
function onlyLooks({ trace, classes }: Inquiry, event: EventIndex): boolean {
  const bits = classes.of(event);
  return (bits & (STAT | READLINK)) !== 0 || ((bits & ACCESS) !== 0 && trace.args(event).some((argument) => /\bF_OK\b/.test(argument)));
}

/** The mount that a path lies on: from the host, or from the calls that mounted or asked. */
export function mountOf(inquiry: Inquiry, process: ProcessIndex, path: string): (Place & { readonly options: string | null }) | null {
  const seen = mountsSeen(inquiry)
    .filter(({ path: at }) => path === at || path.startsWith(at === '/' ? '/' : `${at}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
  if (seen !== undefined) return { ...seen, options: null };
  if (!path.startsWith('/') || !seesHostFiles(inquiry, process)) return null;
  const mount: Mount | null = valueOr(inquiry.answers.mountOf(path), null);
  return mount === null ? null : { path: mount.at, by: 'host', options: mount.options.join(',') };
}

/** Mount points that the traced processes mounted themselves. */
function mountsSeen(inquiry: Inquiry): readonly Place[] {
  return remember(inquiry, 'mounts-seen', () => {
    const { trace } = inquiry;
    const mount = trace.nameId('mount');
    if (mount < 0) return [];
    const found: Place[] = [];
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      if (trace.nameIdOf(event) !== mount || trace.kind(event) !== 'call' || failed(trace, event)) continue;
      const at = readCString(trace.args(event)[1] ?? '')?.text;
      if (at !== undefined) found.push({ path: absoluteFrom(inquiry, trace.process(event), event, at), by: event });
    }
    return found;
  });
}

/**
 * Where the mount point of a path is likely to be when nothing tells: below every directory that was written to with success. A command that runs
 * in one of those that are left has its own directory on another file system, as far as it goes below it: what it keeps in hidden directories
 * (`.git`) belongs to it.
 */
export function likelyMountPoint(inquiry: Inquiry, path: string, process: ProcessIndex, event: EventIndex): string {
  const above = directoriesAbove(path);
  const written = directoriesWritten(inquiry);
  const open = above.findIndex((directory) => written.has(directory));
  if (open === 0) return above[0]!;
  const own = above.indexOf(workingDirectory(inquiry, process, event) ?? '');
  if (own >= 0 && (open < 0 || own < open)) {
    const inside = above[own - 1];
    return inside === undefined || baseName(inside).startsWith('.') ? above[own]! : inside;
  }
  return above[open > 0 ? open - 1 : 0] ?? directoryOf(path);
}

/** Directories in which somebody made or changed something. */
function directoriesWritten(inquiry: Inquiry): ReadonlySet<string> {
  return remember(inquiry, 'directories-written', () => {
    const { trace, classes } = inquiry;
    const written = new Set<string>();
    const seen = new Set<number>();
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      const bits = classes.of(event);
      if ((bits & (CHANGE | OPEN)) === 0 || failed(trace, event) || trace.pathIdOf(event) < 0) continue;
      if ((bits & OPEN) !== 0 && (seen.has(trace.pathIdOf(event)) || !/^(?:create|write)$/.test(openedFor(trace, event)))) {
        seen.add(trace.pathIdOf(event));
        continue;
      }
      for (const directory of directoriesAbove(absolutePath(inquiry, event) ?? '')) {
        if (written.has(directory)) break;
        written.add(directory);
      }
    }
    return written;
  });
}

/** What a statfs of the file system showed: blocks left for everybody, inodes left. The newest one. */
export function roomSeen(
  inquiry: Inquiry,
  path: string,
): { readonly bytes: number | null; readonly inodes: number | null; readonly event: EventIndex } | null {
  const { trace } = inquiry;
  const ids = new Set(['statfs', 'statfs64', 'fstatfs', 'fstatfs64'].map((name) => trace.nameId(name)).filter((id) => id >= 0));
  if (ids.size === 0) return null;
  const last = remember(inquiry, 'statfs-calls', () => {
    const found: EventIndex[] = [];
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event))
      if (ids.has(trace.nameIdOf(event)) && trace.kind(event) === 'call' && !failed(trace, event)) found.push(event);
    return found;
  }).findLast((event) => {
    const at = absolutePath(inquiry, event) ?? '';
    return at !== '' && (path === at || path.startsWith(`${at}/`) || directoryOf(path) === directoryOf(at));
  });
  if (last === undefined) return null;
  const text = trace.args(last).join(', ');
  const number = (name: string): number | null => {
    const field = structField(text, name);
    return field === null || !/^\d+$/.test(field) ? null : Number(field);
  };
  const [blocks, size] = [number('f_bavail'), number('f_bsize')];
  return { bytes: blocks === null || size === null ? null : blocks * size, inodes: number('f_files') === 0 ? null : number('f_ffree'), event: last };
}
