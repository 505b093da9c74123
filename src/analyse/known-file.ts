// All that is known of a file that could not be started: from the capture, and from the host where both see the same files.
import { type PathWalk, valueOr } from '../model/answers.ts';
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import { ACCESS, EXEC, OPEN, STAT } from './call-names.ts';
import { type Content, contentOf, judgeContent } from './content.ts';
import { danglingLinkOf } from './dangling-link.ts';
import { callsOnPath, fileFacts, type SeenStat } from './file-facts.ts';
import { directoryOf, failed, type Inquiry, remember, seesHostFiles } from './inquiry.ts';
import { joinPath } from './place.ts';

export interface KnownFile {
  readonly path: string;
  /** null: nothing tells. */
  readonly exists: boolean | null;
  /** What shows it: a call, or the host. */
  readonly shownBy: EventIndex | 'host' | null;
  readonly isDirectory: boolean;
  readonly mode: number | null;
  readonly uid: number | null;
  readonly stat: SeenStat | null;
  readonly sizeBytes: number | null;
  readonly content: { readonly content: Content; readonly by: EventIndex | 'host' } | null;
  /** A link on the way whose target is missing: the target, absolute. */
  readonly dangling: { readonly link: string; readonly target: string; readonly by: EventIndex | 'host' } | null;
  /** The directory that denies search, when the end of the path could not be reached. */
  readonly closedDirectory: { readonly directory: string; readonly by: EventIndex | 'host' } | null;
  /** The host's walk to it, when it is about the same file. */
  readonly walk: PathWalk | null;
}

export function knownFile(inquiry: Inquiry, process: ProcessIndex, path: string): KnownFile {
  return remember(inquiry, `known:${process}:${path}`, () => {
    const facts = fileFacts(inquiry, path);
    const walk = hostWalk(inquiry, process, path);
    const atEnd = walk !== null && 'mode' in walk.end ? walk.end : null;
    const usedAsDirectory = facts.stat?.type === 'S_IFDIR' || hasChildren(inquiry, path);
    const exists =
      facts.exists !== null ? true : atEnd !== null ? true : facts.missing !== null || walk !== null ? false : usedAsDirectory ? true : null;
    return {
      path,
      exists,
      shownBy: facts.exists ?? (atEnd !== null ? 'host' : (facts.missing ?? (walk === null ? null : 'host'))),
      isDirectory: usedAsDirectory || atEnd?.kind === 'directory',
      mode: facts.stat?.mode ?? (atEnd === null ? null : atEnd.mode & 0o7777),
      uid: facts.stat?.uid ?? atEnd?.uid ?? null,
      stat: facts.stat,
      sizeBytes: facts.stat?.sizeBytes ?? atEnd?.sizeBytes ?? null,
      content: contentSeen(inquiry, process, path),
      dangling: danglingLink(inquiry, path, walk),
      closedDirectory: closedDirectory(inquiry, path, walk),
      walk,
    };
  });
}

/** The host's walk, unless the capture contradicts it: then the host shows another world, or another time. */
function hostWalk(inquiry: Inquiry, process: ProcessIndex, path: string): PathWalk | null {
  if (!path.startsWith('/') || !seesHostFiles(inquiry, process)) return null;
  const walk = valueOr(inquiry.answers.pathWalk(path), null);
  if (walk === null) return null;
  const facts = fileFacts(inquiry, path);
  const isThere = 'mode' in walk.end;
  if (isThere ? facts.missing !== null && facts.exists === null : facts.exists !== null) return null;
  return walk;
}

function contentSeen(inquiry: Inquiry, process: ProcessIndex, path: string): KnownFile['content'] {
  const { head, stat } = fileFacts(inquiry, path);
  if (head !== null) return { content: judgeContent(head.bytes), by: head.event };
  if (stat?.sizeBytes === 0 && stat.type === 'S_IFREG') return { content: { kind: 'empty' }, by: stat.event };
  if (!path.startsWith('/') || hostWalk(inquiry, process, path) === null) return null;
  const format = valueOr(inquiry.answers.fileFormat(path), null);
  return format === null ? null : { content: contentOf(format), by: 'host' };
}

function danglingLink(inquiry: Inquiry, path: string, walk: PathWalk | null): KnownFile['dangling'] {
  if (walk?.end.kind === 'ENOENT' && walk.links.length > 0) {
    const dangling = danglingLinkOf(walk);
    return dangling === null ? null : { ...dangling, by: 'host' };
  }
  let at = path;
  let first: EventIndex | null = null;
  for (let hops = 0; hops < 40; hops++) {
    const { link, exists } = fileFacts(inquiry, at);
    // A stat that follows links and works shows that the target is there.
    if (link === null || link.target === null) {
      if (hops === 0) return danglingAbove(inquiry, path);
      return first === null || exists !== null ? null : { link: path, target: at, by: first };
    }
    first ??= link.event;
    at = joinPath(directoryOf(at), link.target);
    if (at === path) return null;
  }
  return null;
}

/** A directory on the way that is a link (`current -> releases/42`), when nothing behind it was ever reached, by its name or its target's. */
function danglingAbove(inquiry: Inquiry, path: string): KnownFile['dangling'] {
  for (let above = directoryOf(path); above !== '/' && above !== '.'; above = directoryOf(above)) {
    const { link } = fileFacts(inquiry, above);
    if (link === null || link.target === null) continue;
    const target = joinPath(directoryOf(above), link.target);
    const isReached = [above, target].some((one) => fileFacts(inquiry, one).exists !== null || hasChildren(inquiry, one));
    return isReached ? null : { link: above, target, by: link.event };
  }
  return null;
}

/** A directory on the way that may not be searched: stat, access and open say EACCES about what lies in it although nothing asked for more. */
function closedDirectory(inquiry: Inquiry, path: string, walk: PathWalk | null): KnownFile['closedDirectory'] {
  if (walk?.end.kind === 'EACCES') return { directory: walk.end.at, by: 'host' };
  const denied = fileFacts(inquiry, path).denied.find(
    ({ event, bits }) => (bits & STAT) !== 0 || ((bits & ACCESS) !== 0 && inquiry.trace.args(event).some((a) => a === 'F_OK')),
  );
  if (denied === undefined) return null;
  return { directory: lowestClosed(inquiry, path), by: denied.event };
}

/** The parent; one further up for each directory that could not be looked at either. */
function lowestClosed(inquiry: Inquiry, path: string): string {
  let directory = directoryOf(path);
  while (directory !== '/' && directory !== '.' && fileFacts(inquiry, directory).denied.some(({ bits }) => (bits & STAT) !== 0))
    directory = directoryOf(directory);
  return directory;
}

/** Something below the path was reached, or it was opened as one: it is a directory. */
export const hasChildren = (inquiry: Inquiry, path: string): boolean =>
  directoriesUsed(inquiry).has(path) || callsOnPath(inquiry, path).some((event) => usesAsDirectory(inquiry, event));

function usesAsDirectory({ trace, classes, paths }: Inquiry, event: EventIndex): boolean {
  const bits = classes.of(event);
  if ((bits & USES) === 0 || failed(trace, event)) return false;
  return /^\/.*\/$/.test(paths.of(event) ?? '') || ((bits & OPEN) !== 0 && trace.args(event).some((a) => a.includes('O_DIRECTORY')));
}

const USES = STAT | ACCESS | OPEN | EXEC;

/** Of all paths with a slash in front that were used, what lies above them. */
function directoriesUsed(inquiry: Inquiry): ReadonlySet<string> {
  return remember(inquiry, 'directories-used', () => {
    const { trace, classes } = inquiry;
    const seen = new Set<number>();
    const used = new Set<string>();
    let last = -1;
    for (let event = 0, count = trace.eventCount; event < count; event = trace.next(event)) {
      if ((classes.of(event) & USES) === 0) continue;
      const id = trace.pathIdOf(event);
      if (id < 0 || failed(trace, event)) continue;
      // Many paths lie in one directory: one of them tells.
      const directory = trace.directoryIdOf(id);
      if (directory === last || seen.has(directory)) continue;
      last = directory;
      seen.add(directory);
      const path = trace.pathText(directory);
      if (!/^\/+[^/]/.test(path)) continue;
      for (let above = directoryOf(path.replace(/\/+$/, '')); above !== '/' && !used.has(above); above = directoryOf(above)) used.add(above);
    }
    return used;
  });
}
