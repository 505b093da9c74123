// For how long a capture goes.
import type { Trace } from '../model/trace.ts';

/** Lines at its end that may have no stamp. */
const LOOKED_AT = 1000;

/** From the first stamp to the last; null without stamps. */
export function secondsOf(trace: Trace): number | null {
  for (let event = trace.eventCount - 1, looked = 0; event >= 0 && looked < LOOKED_AT; event--, looked++) {
    const ns = trace.sinceStartNs(event);
    if (!Number.isNaN(ns)) return ns / 1e9;
  }
  return null;
}
