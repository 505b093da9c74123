// Files that a process wanted to use and could not: each aim groups the tries that were for one purpose and one file, or one name in several places.
import { errnoMeaning } from '../../knowledge/errno.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { EXEC, WAIT } from '../call-names.ts';
import { fdOf, openFileAt } from '../descriptors.ts';
import { type Met, metLater } from '../files/met.ts';
import { isMaking, purposeOf } from '../files/purpose.ts';
import { destinationOf, targetOf } from '../files/target.ts';
import { baseName, directoryOf, failed, type Inquiry, remember } from '../inquiry.ts';
import { isNoise } from '../noise.ts';
import { sayingsOf } from '../spoken.ts';
import type { UseFile } from './aim.ts';
import { searches } from './file-search.ts';

/** A program gives up soon after what it gave up for: so many files that are not there are looked at, from the end. Other failures are few. */
const KEPT_MISSING = 300;
const KEPT = 600;
/** Everyday failures that count all the same when the process speaks of the file. */
const KEPT_NOISE = 40;

/** The last one first. Those that worked later at the same place are left out. */
export function useFileAims(inquiry: Inquiry, process: ProcessIndex): readonly UseFile[] {
  return remember(inquiry, `use-file:${process}`, () => {
    const { trace, timeline, classes } = inquiry;
    const missing = new Set(['ENOENT', 'ENOTDIR'].map((errno) => trace.errnoId(errno)));
    const events = timeline.eventsOf(process);
    const groups = new Map<string, { -readonly [K in keyof UseFile]: UseFile[K] }>();
    let budget = { missing: KEPT_MISSING, other: KEPT, noise: KEPT_NOISE };
    for (let at = events.length - 1; at >= 0 && budget.other > 0; at--) {
      const event = events[at]!;
      if (!failed(trace, event) || trace.kind(event) !== 'call' || (classes.of(event) & (EXEC | WAIT)) !== 0) continue;
      const isMissing = missing.has(trace.errnoIdOf(event));
      if (isMissing && budget.missing <= 0) continue;
      const errno = trace.errno(event);
      const purpose = errno === null ? null : purposeOf(trace, event, errno);
      if (errno === null || purpose === null) continue;
      if (isNoise(trace, event)) {
        const isTold =
          purpose === 'feature' ? isErrnoSpoken(inquiry, process, event, errno) : SPOKEN_OF.test(errno) && isSpokenOf(inquiry, process, event);
        if (budget.noise <= 0 || !isTold) continue;
        budget = { ...budget, noise: budget.noise - 1 };
      }
      budget = { ...budget, missing: budget.missing - (isMissing ? 1 : 0), other: budget.other - (isMissing ? 0 : 1) };
      const path = targetOf(inquiry, event);
      // EIO from a terminal speaks of its session, not of a disk.
      if (errno === 'EIO' && isTerminal(inquiry, event, path)) continue;
      const key = `${errno}:${purpose}:${path ?? trace.name(event)}`;
      const one = { event, path: path ?? '', errno, bits: classes.of(event) };
      const known = groups.get(key);
      if (known !== undefined) {
        known.tries = [one, ...known.tries];
        continue;
      }
      const met: Met = metLater(inquiry, { event, purpose, errno, path });
      groups.set(key, {
        kind: 'use-file',
        process,
        purpose,
        call: trace.name(event),
        errno,
        path,
        destination: destinationOf(inquiry, event),
        foundElsewhere: met === 'elsewhere',
        // What is there already may well be opened, and is not overwritten all the same (noclobber of a shell).
        state:
          met === 'here' && !(errno === 'EEXIST' && isErrnoSpoken(inquiry, process, event, errno) && isSpokenOf(inquiry, process, event))
            ? 'met'
            : 'unmet',
        tries: [one],
      });
    }
    return searches(inquiry, process, withoutEffects([...groups.values()]));
  });
}

/** What was to be made and could not be is looked for before and behind that: no failure of its own. */
function withoutEffects(aims: readonly UseFile[]): readonly UseFile[] {
  const notMade = new Set(
    aims.filter(({ purpose, errno }) => isMaking(purpose) && errno !== 'ENOENT').map(({ destination, path }) => destination ?? path),
  );
  // A directory that was not made is not there for what was to be made in it either.
  const noDirectory = new Set(
    aims.filter(({ purpose, errno, state }) => purpose === 'make-directory' && errno !== 'EEXIST' && state === 'unmet').map(({ path }) => path),
  );
  const isBelow = (path: string | null): boolean => {
    for (let above = directoryOf(path ?? ''); above !== '/' && above !== '.'; above = directoryOf(above)) if (noDirectory.has(above)) return true;
    return false;
  };
  return aims.filter(({ errno, path, purpose }) => {
    if (errno === 'ENOENT') return !((notMade.has(path) && !isMaking(purpose)) || isBelow(path));
    return !(errno === 'ENOTDIR' && purpose === 'list' && notMade.has(path));
  });
}

const TERMINAL = /^\/dev\/(?:pts\/|tty|console|ptmx)/;

function isTerminal(inquiry: Inquiry, event: EventIndex, path: string | null): boolean {
  if (path !== null) return TERMINAL.test(path);
  const { trace } = inquiry;
  return openFileAt(inquiry, trace.process(event), event, fdOf(trace.args(event)[0]))?.kind === 'terminal';
}

/** Errors that also stand for what a program gives up for. */
const SPOKEN_OF = /^(?:ENOENT|EACCES|EPERM|EROFS|EISDIR|ENOTDIR|ENOTEMPTY|ENXIO)$/;

/** The last lines of a process name the file: then it is no everyday failure. */
function isSpokenOf(inquiry: Inquiry, process: ProcessIndex, event: EventIndex): boolean {
  const name = baseName(inquiry.paths.of(event) ?? '');
  return name.length > 2 && sayingsOf(inquiry, process).some(({ text, last }) => last > event && text.includes(name));
}

/** A line behind it has the errno's text, as far as it is not cut: what it asked for in vain is not optional. */
function isErrnoSpoken(inquiry: Inquiry, process: ProcessIndex, event: EventIndex, errno: string): boolean {
  const says = (errnoMeaning(errno)?.says ?? errno).toLowerCase();
  return sayingsOf(inquiry, process).some(
    ({ last, text, truncated }) =>
      last > event && (text.toLowerCase().includes(says) || (truncated && says.startsWith(text.slice(text.lastIndexOf(': ') + 2).toLowerCase()))),
  );
}

/** Whether a failed call belongs to an aim of this kind. */
export function isFileUse(inquiry: Inquiry, event: EventIndex): boolean {
  const errno = inquiry.trace.errno(event);
  return (
    errno !== null && purposeOf(inquiry.trace, event, errno) !== null && !(errno === 'EIO' && isTerminal(inquiry, event, targetOf(inquiry, event)))
  );
}
