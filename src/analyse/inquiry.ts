// Everything one diagnosis works with: the capture, what is known of the command, the host's answers, and indexes built once.
import type { HostAnswers } from '../model/answers.ts';
import type { EventIndex } from '../model/event.ts';
import type { CommandContext } from '../model/outcome.ts';
import type { Exec, ProcessIndex } from '../model/process.ts';
import { CALL_FAILED, type Trace } from '../model/trace.ts';
import { type CallClasses, callClasses, WORLD } from './call-names.ts';
import { buildFamily, type Family } from './family.ts';
import { Headway } from './headway.ts';
import { buildTimeline, type Timeline } from './timeline.ts';

/**
 * What the table is taken to lack: a code. With `unseen`, what shows it goes unseen as well; without, it is taken for something else.
 */
export interface Lack {
  readonly code: string;
  readonly unseen: boolean;
}

export interface Inquiry {
  readonly trace: Trace;
  readonly context: CommandContext;
  readonly answers: HostAnswers;
  readonly classes: CallClasses;
  readonly timeline: Timeline;
  readonly family: Family;
  readonly paths: Paths;
  /** A code that the table is taken to lack: how it would answer in a case that it does not know. null: none. */
  readonly without: Lack | null;
  /** Told by what takes long. */
  readonly headway: Headway;
  /** Results of questions that are asked again and again, by question. */
  readonly memo: Map<string, unknown>;
}

/** Paths of calls as text, each decoded once a capture, and their base names. */
export interface Paths {
  /** By {@link Trace.pathIdOf}. */
  ofId(path: number): string;
  of(event: EventIndex): string | null;
  baseOf(event: EventIndex): string | null;
}

/** Makes a list long enough for an index. One with holes would become a hash table, and slow. */
function reach(list: unknown[], index: number): void {
  while (list.length <= index) list.push(undefined);
}

function cachedPaths(trace: Trace): Paths {
  const texts: (string | undefined)[] = [];
  const bases: (string | undefined)[] = [];
  const ofId = (id: number): string => {
    reach(texts, id);
    texts[id] ??= trace.pathText(id);
    return texts[id];
  };
  const of = (event: EventIndex): string | null => {
    const id = trace.pathIdOf(event);
    return id < 0 ? null : ofId(id);
  };
  return {
    of,
    ofId,
    baseOf: (event) => {
      const id = trace.pathIdOf(event);
      if (id < 0) return null;
      reach(bases, id);
      bases[id] ??= baseName(ofId(id));
      return bases[id];
    },
  };
}

/** The indexes that are made from the columns alone. */
export type Indexes = Pick<Inquiry, 'classes' | 'timeline'>;

export const indexesOf = (trace: Trace): Indexes => ({ classes: callClasses(trace), timeline: buildTimeline(trace) });

/** What an inquiry may be given beside its subject. */
export interface InquiryOptions extends Partial<Pick<Inquiry, 'without' | 'headway'>> {
  /** Of the same trace, as it is now, where somebody has them. */
  readonly indexes?: Indexes;
}

export function openInquiry(trace: Trace, context: CommandContext, answers: HostAnswers, options: InquiryOptions = {}): Inquiry {
  const { without = null, headway = new Headway() } = options;
  const { classes, timeline } = options.indexes ?? headway.within(OPENING_SHARE, () => indexesOf(trace));
  return {
    trace,
    context,
    answers,
    classes,
    timeline,
    family: buildFamily(trace, timeline, classes),
    paths: cachedPaths(trace),
    without,
    headway,
    memo: new Map(),
  };
}

/** Of a diagnosis: measured of ten million calls. */
export const OPENING_SHARE = 0.1;

/** Keeps an answer for the life of the inquiry. */
export function remember<T>(inquiry: Inquiry, question: string, ask: () => T): T {
  const known = inquiry.memo.get(question);
  if (known !== undefined || inquiry.memo.has(question)) return known as T;
  const answer = ask();
  inquiry.memo.set(question, answer);
  return answer;
}

export const failed = (trace: Trace, event: EventIndex): boolean => (trace.flags(event) & CALL_FAILED) !== 0;

/** The program that a process runs at an event: its own last successful execve, else what it inherited by fork; null when that was not traced. */
export function imageAt({ trace, family }: Inquiry, process: ProcessIndex, event: EventIndex): Exec | null {
  let at = event;
  for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 1000; hops++) {
    const entry = trace.processes[current];
    const exec = entry?.execs.findLast((e) => e.event <= at);
    if (exec !== undefined) return exec;
    at = entry?.bornBy ?? entry?.firstEvent ?? at;
    current = family.parentOf(current);
  }
  return null;
}

/** The short name of what a process ran at its end: base name of argv[0] without a login shell's dash, else its comm. */
export function programName(inquiry: Inquiry, process: ProcessIndex): string {
  const entry = inquiry.trace.processes[process];
  const image = imageAt(inquiry, process, Number.MAX_SAFE_INTEGER);
  return baseName(image?.path ?? '') || entry?.comm || `process ${entry?.pid ?? '?'}`;
}

/** `…/bin/go` gives `go`. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
/** `/bin/go` gives `/bin`; `/go` gives `/`; `go` gives `.`. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : path.slice(0, slash);
}

/**
 * Whether the host's answers are about the same files that this process saw. A chroot, another mount namespace or a container may show
 * others under the same names.
 */
export function seesHostFiles(inquiry: Inquiry, process: ProcessIndex): boolean {
  return remember(inquiry, `sees-host:${process}`, () => {
    const { trace, timeline, classes, family } = inquiry;
    for (let current: ProcessIndex | null = process, hops = 0; current !== null && hops < 1000; hops++) {
      for (const event of timeline.eventsOf(current)) if ((classes.of(event) & WORLD) !== 0 && !failed(trace, event)) return false;
      current = family.parentOf(current);
    }
    return true;
  });
}
