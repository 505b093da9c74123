// A failed child that nobody speaks of, while its parent ends with words on something else.
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { unmetAims } from '../aims/index.ts';
import { baseName, type Inquiry, imageAt } from '../inquiry.ts';
import { isUncaught, lastWords, matters } from '../last-words.ts';
import { isMuted } from '../passed-over.ts';
import { namesThing, sayingsOf } from '../spoken.ts';
import { withDescendants } from '../swallowed.ts';
import type { After } from './after.ts';

/** What a parent says of any child that failed, whatever it was. */
const OF_A_CHILD =
  /\b(?:exit(?:ed|s)?|status|return(?:ed|code)?|command|non-zero|spawn\w*|subprocess|not found|No such file|Permission denied|Exec format|code \d+|signal)\b/i;
const ERRNO = /\bE[A-Z]{4,}\b/;

/** 0: no such sign; 1: other words after other work; 3: an uncaught exception that speaks of something else. */
export function speaksOfOther(inquiry: Inquiry, process: ProcessIndex, child: ProcessIndex, learned: EventIndex, since: After): number {
  const later = sayingsOf(inquiry, process).filter(({ last }) => last > learned);
  const final = lastWords(later);
  if (final === null || final.truncated || !(final.fd === 2 || matters(final))) return 0;
  const things = thingsOf(inquiry, child);
  if (later.some(({ text }) => OF_A_CHILD.test(text) || ERRNO.test(text) || things.some((thing) => namesThing(text, thing)))) return 0;
  const tree = withDescendants(inquiry, [child]);
  if (tree.some((one) => sayingsOf(inquiry, one).length > 0 && !isMuted(inquiry, one))) return 0;
  if (later.some(isUncaught)) return 3;
  return since.starts + since.steps > 0 ? 1 : 0;
}

/** Names under which a person would speak of a child: its programs, and what it looked for in vain. */
function thingsOf(inquiry: Inquiry, child: ProcessIndex): readonly string[] {
  return withDescendants(inquiry, [child]).flatMap((one) => {
    const program = baseName(imageAt(inquiry, one, Number.MAX_SAFE_INTEGER)?.path ?? '');
    const wanted = unmetAims(inquiry, one).flatMap((aim) => {
      switch (aim.kind) {
        case 'find-command':
          return [aim.command];
        case 'start-file':
          return [baseName(aim.path)];
        case 'load-library':
          return [baseName(aim.library)];
        default:
          return [];
      }
    });
    // A fork that ran nothing has its parent's program.
    const own = inquiry.trace.processes[one]?.execs.length === 0 || /^(?:ba|da|z|k)?sh$/.test(program) ? [] : [program];
    return [...own, ...wanted].filter((name) => name.length > 1);
  });
}
