// Requests that a limit of memory, processes or file size refused and that were not made good: ENOMEM, EAGAIN of clone, EFBIG.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { FORK, MMAP } from '../call-names.ts';
import { failed, type Inquiry, remember } from '../inquiry.ts';
import { absolutePath } from '../place.ts';
import { filterOf, inheritsFilter, isRefusedByFilter } from '../seccomp.ts';
import type { LimitReached } from './aim.ts';

/** What a program that reached a limit says of it, whatever the words for the rest. */
export const LIMIT_WORDS: Readonly<Record<LimitReached['limit'], RegExp>> = {
  memory:
    /memory|bad_alloc|ENOMEM|\ballocat\w*\b|\b(?:failed|cannot|unable) to (?:map|reserve|commit)|not enough (?:space|core)|core exhausted|heap|errno[ =]+12\b|std::length_error/i,
  processes: /\bv?fork|temporarily unavailable|EAGAIN|\bthreads?\b|processes|errno[ =]+11\b|\bspawn/i,
  'file-size': /file (?:size|too large)|too large|EFBIG|size limit|exceeded/i,
  call: /not permitted|EPERM|not implemented|ENOSYS|permission denied|EACCES|seccomp|sandbox/i,
};

export function limitAims(inquiry: Inquiry, process: ProcessIndex): readonly LimitReached[] {
  return remember(inquiry, `limits:${process}`, () => {
    const { trace, timeline, classes } = inquiry;
    const refusedBy = refusals(inquiry, process);
    if (refusedBy === null) return [];
    /** Refused requests that are not made good, by what refused them; for a filter by call, since each is another matter. */
    const open = new Map<string, { limit: LimitReached['limit']; events: EventIndex[] }>();
    for (const event of timeline.eventsOf(process)) {
      if (trace.kind(event) !== 'call') continue;
      const bits = classes.of(event);
      if (!failed(trace, event)) {
        // A fork that worked behind refused ones was their retry.
        if ((bits & FORK) !== 0) open.delete('processes');
        else if ((bits & MMAP) !== 0 && open.has('memory')) makeGood(inquiry, event, open.get('memory')!.events);
        continue;
      }
      const limit = refusedBy(event, bits);
      if (limit === null) continue;
      const key = limit === 'call' ? `call ${trace.name(event)}` : limit;
      const known = open.get(key) ?? { limit, events: [] };
      open.set(key, known);
      known.events.push(event);
    }
    return [...open.values()].flatMap(({ limit, events }): LimitReached[] => {
      const last = events.at(-1);
      if (last === undefined) return [];
      const tries = events.slice(-MOST_TRIES).map((event) => ({
        event,
        errno: trace.errno(event) ?? '',
        path: absolutePath(inquiry, event) ?? '',
        bits: classes.of(event),
      }));
      return [{ kind: 'limit', process, state: 'unmet', limit, call: trace.name(last), tries }];
    });
  });
}

const MEMORY = ['mmap', 'mmap2', 'mremap', 'brk', 'mprotect', 'shmat'];
const GROWS = 'write pwrite64 writev pwritev ftruncate ftruncate64 truncate fallocate copy_file_range sendfile'.split(' ');

/** Judges a failed call of a process by what refused it; null in place of a judge when no call of it failed so. */
function refusals(inquiry: Inquiry, process: ProcessIndex): ((event: EventIndex, bits: number) => LimitReached['limit'] | null) | null {
  const { trace } = inquiry;
  const idOf = (errno: string): number => trace.errnoId(errno);
  const [enomem, eagain, efbig] = [idOf('ENOMEM'), idOf('EAGAIN'), idOf('EFBIG')];
  const byFilter =
    filterOf(inquiry, process, Number.MAX_SAFE_INTEGER) === null && !inheritsFilter(inquiry, process) ? [] : ['EPERM', 'ENOSYS', 'EACCES'].map(idOf);
  if (Math.max(enomem, eagain, efbig, ...byFilter) < 0) return null;
  const memory = namesOf(inquiry, MEMORY);
  const grows = namesOf(inquiry, GROWS);
  return (event, bits) => {
    const errno = trace.errnoIdOf(event);
    const isFork = (bits & FORK) !== 0;
    if (errno === eagain) return isFork ? 'processes' : null;
    if (errno === enomem) return (isFork || memory.has(trace.nameIdOf(event))) && !isOptional(inquiry, event) ? 'memory' : null;
    if (errno === efbig) return grows.has(trace.nameIdOf(event)) && isBySignal(inquiry, process, event) ? 'file-size' : null;
    return byFilter.includes(errno) && isRefusedByFilter(inquiry, process, event) ? 'call' : null;
  };
}

/** Whether a failed call is one that a limit or filter refused, made good or not. */
export const isJudgedAsLimit = (inquiry: Inquiry, process: ProcessIndex, event: EventIndex): boolean =>
  (refusals(inquiry, process)?.(event, inquiry.classes.of(event)) ?? null) !== null;

const MOST_TRIES = 20;

const namesOf = ({ trace }: Inquiry, names: readonly string[]): ReadonlySet<number> => {
  const ids = new Set(names.map((name) => trace.nameId(name)));
  ids.delete(-1);
  return ids;
};

/** Length of an mmap in bytes. */
export const lengthOf = ({ trace }: Inquiry, event: EventIndex): number => Number(trace.args(event)[trace.name(event) === 'mremap' ? 2 : 1] ?? 0);

/** A mapping at least as large as a refused one was made behind it: allocators ask in several ways. */
function makeGood(inquiry: Inquiry, event: EventIndex, refused: EventIndex[]): void {
  const length = lengthOf(inquiry, event);
  for (let at = refused.length - 1; at >= 0; at--) if (lengthOf(inquiry, refused[at]!) <= length) refused.splice(at, 1);
}

/** Huge pages are a wish; so is an address that was only hinted at. @see mmap(2) */
const isOptional = ({ trace }: Inquiry, event: EventIndex): boolean =>
  trace.args(event).some((argument) => /MAP_HUGETLB|MAP_FIXED_NOREPLACE/.test(argument));

/** RLIMIT_FSIZE sends SIGXFSZ with the error, also to who ignores it; the file system's own limit does not. @see setrlimit(2) */
function isBySignal({ trace, timeline }: Inquiry, process: ProcessIndex, event: EventIndex): boolean {
  const events = timeline.eventsOf(process);
  const at = timeline.positionOf(process, event);
  return [events[at + 1], events[at + 2]].some((next) => next !== undefined && trace.kind(next) === 'signal' && trace.name(next) === 'SIGXFSZ');
}
