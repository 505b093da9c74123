// What the call under the cursor means, in one line of words.
import { callWords, flagWords } from '../../knowledge/calls.ts';
import { errnoMeaning } from '../../knowledge/errno.ts';
import type { EventIndex } from '../../model/event.ts';
import { CALL_NO_RETURN, CALL_PENDING, type Trace } from '../../model/trace.ts';

/** The errno when it failed, else what the call is for; '' where there is nothing to say. */
export function meaningOf(trace: Trace, event: EventIndex): string {
  if (event < 0 || event >= trace.eventCount) return '';
  const name = trace.name(event);
  if (trace.kind(event) === 'signal') return spoken(name, flagWords(name));
  if (trace.kind(event) === 'summary') return 'A table of -c: enter opens it, to sort it by its columns';
  if (trace.kind(event) !== 'call') return '';
  const errno = trace.errno(event);
  if (errno !== null) return spoken(errno, errnoMeaning(errno)?.means ?? null);
  const waits = (trace.flags(event) & (CALL_PENDING | CALL_NO_RETURN)) === CALL_PENDING ? ', and has not come back' : '';
  const does = callWords(name)?.does ?? null;
  return does === null ? '' : `${spoken(name, does)}${waits}`;
}

const spoken = (word: string, means: string | null): string => (means === null ? '' : `${word}: ${means}`);
