// What a capture cannot show: classes of calls that a filter kept out, and errors that a program speaks of and no recorded call returned.
import { errnosIn } from '../knowledge/own-words.ts';
import type { ProcessIndex } from '../model/process.ts';
import { CLOSE, MMAP, OPEN, READ, STAT, WAIT } from './call-names.ts';
import { type Inquiry, remember } from './inquiry.ts';
import type { Saying } from './spoken.ts';

/** Classes that no program with a C library does without: ld.so opens, reads, maps and closes before main. @see ld.so(8) */
const ALWAYS = [OPEN, READ, MMAP, CLOSE, STAT] as const;

/** Bits of all classes of calls in the capture. */
const seenClasses = (inquiry: Inquiry): number =>
  remember(inquiry, 'seen-classes', () => {
    let bits = 0;
    for (let event = 0, count = inquiry.trace.eventCount; event < count; event = inquiry.trace.next(event)) bits |= inquiry.classes.of(event);
    return bits;
  });

/** 0: a whole capture; 1: none of the calls that every program makes is in it (`-e trace=`). */
export function filteredShare(inquiry: Inquiry): number {
  const bits = seenClasses(inquiry);
  return ALWAYS.filter((bit) => (bits & bit) === 0).length / ALWAYS.length;
}

/** Nobody is seen to wait for a child, though there are several processes. */
export const lacksWaits = (inquiry: Inquiry): boolean => inquiry.trace.processes.length > 1 && (seenClasses(inquiry) & WAIT) === 0;

/**
 * The errno that a line speaks of and that no call of its process, or of the processes below it, returned: it learned of it by a way that this capture
 * does not show. null where some call did, or where it speaks of none.
 */
export function unexplainedErrno(inquiry: Inquiry, { process, text, last }: Saying): string | null {
  const said = errnosIn(text);
  if (said.length === 0) return null;
  const { trace, timeline } = inquiry;
  const wanted = new Set(said.map((errno) => trace.errnoId(errno)).filter((id) => id >= 0));
  if (wanted.size > 0) {
    for (const one of below(inquiry, process))
      for (const event of timeline.eventsOf(one)) if (event < last && wanted.has(trace.errnoIdOf(event))) return null;
  }
  return said[0]!;
}

/** The process and what descends from it; its parent where it is a subshell that only speaks. */
function below({ trace, family }: Inquiry, process: ProcessIndex): readonly ProcessIndex[] {
  const parent = family.parentOf(process);
  const all = trace.processes[process]?.execs.length === 0 && parent !== null ? [process, parent] : [process];
  for (let at = 0; at < all.length && all.length < MOST; at++)
    all.push(
      ...family
        .childrenOf(all[at]!)
        .map((child) => child.process)
        .filter((one) => !all.includes(one)),
    );
  return all;
}
const MOST = 200;
