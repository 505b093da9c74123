// The libraries of a process: what ld.so asked for, where it looked and by which rule; laid over the host's own tree where there is one.
import { type HostAnswers, type LibraryNode, type LibraryTree, type LibraryTry, type SearchRule, valueOr } from '../model/answers.ts';
import type { EventIndex } from '../model/event.ts';
import type { CommandContext } from '../model/outcome.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { Trace } from '../model/trace.ts';
import type { LoadLibrary } from './aims/aim.ts';
import { firstEvent } from './aims/aim.ts';
import { withoutVariants } from './aims/library-directory.ts';
import { loadLibraryAims } from './aims/load-library.ts';
import { ACCESS, OPEN } from './call-names.ts';
import { baseName, directoryOf, type Indexes, type Inquiry, imageAt, openInquiry, seesHostFiles } from './inquiry.ts';
import { absoluteFrom } from './place.ts';

/** @returns null for a process that runs nothing in this capture, and for one whose libraries neither the capture nor the host tells */
export function libraryTree(
  trace: Trace,
  process: ProcessIndex,
  context: CommandContext,
  answers: HostAnswers,
  indexes?: Indexes,
): LibraryTree | null {
  const inquiry = openInquiry(trace, context, answers, indexes && { indexes });
  const image = imageAt(inquiry, process, Number.MAX_SAFE_INTEGER);
  if (image === null) return null;
  const executable = absoluteFrom(inquiry, process, image.event, image.path);
  const owner = trace.process(image.event);
  const aims = loadLibraryAims(inquiry, owner).filter((aim) => firstEvent(aim) > image.event);
  const seen = aims.map((aim) => nodeOf(inquiry, aim, image.event));
  const host =
    seesHostFiles(inquiry, process) && executable.startsWith('/') ? valueOr(answers.libraryTree(executable, context.env ?? {}), null) : null;
  if (host === null) {
    return seen.length === 0 ? null : { executable, interpreter: null, libc: libcOf(inquiry, owner, image.event), roots: seen, source: 'trace' };
  }
  const byName = new Map(seen.map((node) => [node.soname, node]));
  const roots = host.roots.map((node) => overlay(node, byName));
  const told = new Set(allNames(roots));
  return { ...host, roots: [...roots, ...seen.filter((node) => !told.has(node.soname))], source: seen.length === 0 ? 'probe' : 'both' };
}

/** The host knows who needs what; the capture knows what happened. */
function overlay(node: LibraryNode, seen: ReadonlyMap<string, LibraryNode>): LibraryNode {
  const trace = seen.get(node.soname);
  const needs = node.needs.map((child) => overlay(child, seen));
  if (trace === undefined) return { ...node, needs };
  return {
    ...node,
    state: trace.state,
    path: trace.path ?? node.path,
    rule: trace.rule === 'unknown' ? node.rule : trace.rule,
    tries: trace.tries,
    package: node.package ?? trace.package,
    needs,
  };
}

const allNames = (nodes: readonly LibraryNode[]): readonly string[] => nodes.flatMap((node) => [node.soname, ...allNames(node.needs)]);

function nodeOf(inquiry: Inquiry, aim: LoadLibrary, since: EventIndex): LibraryNode {
  const tries = aim.tries.map(
    (t): LibraryTry => ({ path: t.path, rule: ruleOf(inquiry, aim, t, since), outcome: outcomeOf(aim, t), event: t.event }),
  );
  const used = tries.find((t) => t.outcome === 'used');
  const soname = baseName(aim.library);
  return {
    soname,
    neededBy: null,
    state:
      used !== undefined
        ? 'loaded'
        : tries.every((t) => t.outcome === 'missing')
          ? 'missing'
          : tries.some((t) => t.outcome === 'denied')
            ? 'unreadable'
            : 'bad',
    path: used?.path ?? null,
    rule: used?.rule ?? tries.at(-1)?.rule ?? 'unknown',
    tries,
    package: used === undefined ? valueOr(inquiry.answers.packageOfLibrary(soname), null) : null,
    needs: [],
  };
}

function outcomeOf(aim: LoadLibrary, { path, errno }: LoadLibrary['tries'][number]): LibraryTry['outcome'] {
  if (errno === null) return 'used';
  const skip = aim.skipped.find((s) => s.path === path)?.skip;
  if (skip === 'wrong-class' || skip === 'wrong-machine' || skip === 'denied') return skip;
  return skip === undefined ? 'missing' : 'bad';
}

const DEFAULT_DIRECTORY = /^\/(?:usr\/)?(?:local\/)?lib(?:32|64|x32)?(?:\/[\w-]+-linux-\w+)?$/;

/**
 * By which rule ld.so came to look there: LD_LIBRARY_PATH where it is known; what comes before the cache is read is DT_RPATH or DT_RUNPATH; an open
 * of a system directory right behind it is the cache's word, a series of them the default directories. @see ld.so(8)
 */
function ruleOf(inquiry: Inquiry, aim: LoadLibrary, t: LoadLibrary['tries'][number], since: EventIndex): SearchRule {
  if (aim.phase === 'preload') return 'preload';
  const directory = withoutVariants(directoryOf(t.path));
  const libraryPath = inquiry.context.env?.LD_LIBRARY_PATH?.split(/[:;]/) ?? [];
  if (libraryPath.includes(directory)) return 'ld-library-path';
  if (DEFAULT_DIRECTORY.test(directory)) {
    const inDefaults = aim.tries.filter((x) => DEFAULT_DIRECTORY.test(withoutVariants(directoryOf(x.path)))).length;
    return inDefaults === 1 && cacheReadBefore(inquiry, aim.process, t.event, since) ? 'cache' : 'default';
  }
  if (aim.tries.length === 1 && aim.phase === 'dlopen') return 'dlopen';
  return 'runpath';
}

function cacheReadBefore({ trace, timeline, classes }: Inquiry, process: ProcessIndex, event: EventIndex, since: EventIndex): boolean {
  const events = timeline.eventsOf(process);
  for (let at = timeline.positionOf(process, event) - 1; at >= 0 && events[at]! > since; at--) {
    if ((classes.of(events[at]!) & OPEN) !== 0 && trace.path(events[at]!)?.endsWith('/ld.so.cache')) return true;
  }
  return false;
}

/** glibc's ld.so reads its cache and asks for its preload file; musl's reads /etc/ld-musl-ARCH.path. A static program asks for none. */
function libcOf({ trace, timeline, classes }: Inquiry, process: ProcessIndex, since: EventIndex): LibraryTree['libc'] {
  for (const event of timeline.eventsOf(process)) {
    if (event <= since || (classes.of(event) & (OPEN | ACCESS)) === 0) continue;
    const path = trace.path(event) ?? '';
    if (/\/ld\.so\.(?:cache|preload)$/.test(path)) return 'glibc';
    if (/\/ld-musl-[\w-]+\.path$|\/libc\.musl-/.test(path)) return 'musl';
  }
  return 'unknown';
}
