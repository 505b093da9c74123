// A failure that its own parent hid (`if cmd; then …; else echo FAIL >> results; fi`), and that decides later: another process reads what was left of it.
import type { EventIndex } from '../model/event.ts';
import type { ProcessIndex } from '../model/process.ts';
import type { Aim } from './aims/aim.ts';
import { unmetAims } from './aims/index.ts';
import { limitAims } from './aims/limit.ts';
import { EXEC, OPEN, STAT } from './call-names.ts';
import { call, type Discovery } from './detectors/detector.ts';
import { detect } from './detectors/index.ts';
import { failed, type Inquiry, remember } from './inquiry.ts';
import { absolutePath } from './place.ts';
import { weighAim } from './walk/weigh-aim.ts';

/** So sure must it be that the hidden process failed for this. */
const SURE = 60;

/**
 * @param blamed the processes of the walk, of which the last decided by itself
 * @returns what a hidden failure was about, when one of the blamed processes reads a file that the failed one's parent wrote after it
 */
export function swallowedFailure(inquiry: Inquiry, blamed: readonly ProcessIndex[]): Discovery | null {
  const { trace, family } = inquiry;
  const hidden = trace.processes.flatMap(({ index }) => {
    const end = family.endOf(index);
    const parent = family.parentOf(index);
    if (end === null || parent === null || blamed.includes(index) || (end.kind === 'exit' && end.status === 0)) return [];
    const parentEnd = family.endOf(parent);
    if (parentEnd?.kind !== 'exit' || (parentEnd.status !== 0 && !blamed.includes(parent))) return [];
    return [{ index, written: new Map([...filesWritten(inquiry, index), ...filesWritten(inquiry, parent)]) }];
  });
  // Readings are many, and only those of what was written matter.
  const all = new Set(hidden.flatMap(({ written }) => [...written.keys()]));
  const read = new Map<string, EventIndex>();
  if (all.size > 0) {
    for (const process of new Set(withDescendants(inquiry, blamed.slice(-1)))) {
      addOpened(inquiry, process, false, read, (path) => all.has(path));
      addFoundEmpty(inquiry, process, read, all);
    }
  }
  for (const { index, written } of hidden) {
    // Read later, and by another process: a program that keeps a cache of its own reads and writes it for itself.
    const left = [...written].find(([path, at]) => (read.get(path) ?? -1) > at && trace.process(read.get(path)!) !== trace.process(at));
    if (left === undefined) continue;
    const sure = unmetAims(inquiry, index)
      .map((aim) => ({ aim, weight: weighAim(inquiry, index, aim).weight }))
      .filter(({ aim, weight }) => weight >= SURE && aim.kind !== 'call')
      .sort((a, b) => b.weight - a.weight)[0];
    const discovery = sure === undefined ? undefined : preferDeeper(inquiry, sure.aim)[0];
    if (discovery !== undefined) {
      return {
        ...discovery,
        proofs: [
          ...discovery.proofs,
          call(left[1], `what became of it is written to ${left[0]}`),
          call(read.get(left[0])!, `and read from there: that decides`),
        ],
      };
    }
  }
  return null;
}

/** A pipeline's readers are children of the shell that decides. */
export function withDescendants({ family }: Inquiry, processes: readonly ProcessIndex[]): readonly ProcessIndex[] {
  const all = [...processes];
  for (let at = 0; at < all.length && all.length < 500; at++) all.push(...family.childrenOf(all[at]!).map((child) => child.process));
  return all;
}

/** Files that a process opened for writing, with the last open; not those of the system. */
export const filesWritten = (inquiry: Inquiry, process: ProcessIndex): ReadonlyMap<string, EventIndex> =>
  remember(inquiry, `files-written:${process}`, () => addOpened(inquiry, process, true, new Map(), (path) => !OF_SYSTEM.test(path)));

const OF_SYSTEM = /^\/(?:dev|proc|sys|usr|lib|etc)\//;

/** Adds the files that a process opened for writing, or for reading, as far as they are wanted: path and the last open. */
export function addOpened(
  inquiry: Inquiry,
  process: ProcessIndex,
  forWriting: boolean,
  files: Map<string, EventIndex>,
  wanted: (path: string) => boolean,
): Map<string, EventIndex> {
  const { trace, timeline, classes } = inquiry;
  for (const event of timeline.eventsOf(process)) {
    if ((classes.of(event) & OPEN) === 0 || failed(trace, event)) continue;
    const path = absolutePath(inquiry, event);
    if (path === null || !wanted(path)) continue;
    if (trace.args(event).some((argument) => /O_WRONLY|O_RDWR/.test(argument)) === forWriting) files.set(path, event);
  }
  return files;
}

/** Adds the files that a process saw to be empty (`test -s`): who only looks has read all that is in them. */
function addFoundEmpty(inquiry: Inquiry, process: ProcessIndex, files: Map<string, EventIndex>, wanted: ReadonlySet<string>): void {
  const { trace, timeline, classes } = inquiry;
  for (const event of timeline.eventsOf(process)) {
    if ((classes.of(event) & STAT) === 0 || failed(trace, event)) continue;
    const path = absolutePath(inquiry, event);
    if (path !== null && wanted.has(path) && /\bstx?_size=0\b/.test(trace.args(event).join(', '))) files.set(path, event);
  }
}

/** The linker's message and its own calls speak of the same library: the calls know its whole path and every directory. */
export function preferDeeper(inquiry: Inquiry, aim: Aim): readonly Discovery[] {
  if (aim.kind === 'link-message' && aim.says !== 'version' && aim.says !== 'symbol') {
    const about = unmetAims(inquiry, aim.process).filter(
      (other) =>
        other.kind === 'load-library' &&
        other.tries.some((t) => t.path.endsWith(aim.object) || (aim.truncated && t.path.startsWith(aim.object.slice(0, 20)))),
    );
    const seen = about.flatMap((other) => detect(inquiry, other));
    if (seen.length > 0) return seen;
  }
  // Many a runtime ends itself by a signal when it gets no memory or no thread.
  if (aim.kind === 'death') return [...limitAims(inquiry, aim.process), aim].flatMap((one) => detect(inquiry, one));
  if (aim.kind === 'find-command') {
    // A try that found something and could not start it tells more than the directories that had nothing.
    const unusable = aim.tries.filter((t) => (t.bits & EXEC) !== 0 && t.errno !== 'ENOENT' && t.errno !== 'ENOTDIR').map((t) => t.event);
    const started = unmetAims(inquiry, aim.process).filter(
      (other) => other.kind === 'start-file' && other.tries.some((t) => unusable.includes(t.event)),
    );
    return [...started, aim].flatMap((one) => detect(inquiry, one));
  }
  return detect(inquiry, aim);
}
