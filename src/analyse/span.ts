// For how long a capture goes.
import type { Trace } from '../model/trace.ts';

/** Records that may have no stamp: strace's own messages, what the program wrote in between. */
const LOOKED_AT = 1000;

/** The last stamp up to an event, in nanoseconds since the first one; NaN without stamps. */
export function lastStampNs(trace: Trace, event = trace.eventCount - 1): number {
  for (let at = event, looked = 0; at >= 0 && looked < LOOKED_AT; at--, looked++) {
    const ns = trace.sinceStartNs(at);
    if (!Number.isNaN(ns)) return ns;
  }
  return Number.NaN;
}

/** From the first stamp to the last, in nanoseconds. NaN without stamps; 0 where the clock was set back to before the start. */
export const spanNs = (trace: Trace): number => Math.max(0, lastStampNs(trace));

/** The same in seconds, to the microsecond; null without stamps. */
export function secondsOf(trace: Trace): number | null {
  const ns = spanNs(trace);
  return Number.isNaN(ns) ? null : Math.round(ns / 1e3) / 1e6;
}
