// A call's arguments as strace wrote them, with the names of `-N`.
import type { EventIndex } from '../model/event.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import type { Trace } from '../model/trace.ts';
import { withNames } from '../parse/split-args.ts';

/** {@link Trace.args}, `pathname="/x"` where strace wrote a name before the value. */
export function namedArguments(trace: Trace, event: EventIndex): readonly RawText[] {
  return withNames(trace.text(event), trace.args(event)).map(rawText);
}
