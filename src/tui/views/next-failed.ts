// The next call that failed, from the columns alone.
import type { FilterResult } from '../../model/session.ts';
import { CALL_FAILED, type Trace } from '../../model/trace.ts';
import { eventAt } from './calls-model.ts';
import { errnoStyle } from './errno-weight.ts';

/** Everyday answers (EAGAIN…) are passed over. @returns a position among the filtered; null when there is none in that direction */
export function nextFailed(trace: Trace, filtered: FilterResult, from: number, direction: 1 | -1): number | null {
  for (let position = from + direction; position >= 0 && position < filtered.length; position += direction) {
    const event = eventAt(filtered, position);
    if (!(trace.flags(event) & CALL_FAILED)) continue;
    if (errnoStyle(trace.errno(event) ?? '') !== 'dim') return position;
  }
  return null;
}
