// The next call that failed, from the columns alone.
import { CALL_FAILED } from '../../model/trace.ts';
import { eventAt, type Listed } from './calls-model.ts';
import { errnoStyle } from './errno-weight.ts';

/** Everyday answers (EAGAIN…) are passed over. @returns a position among the filtered; null when there is none in that direction */
export function nextFailed(listed: Listed, from: number, direction: 1 | -1): number | null {
  const { trace, filtered } = listed;
  for (let position = from + direction; position >= 0 && position < filtered.length; position += direction) {
    const event = eventAt(listed, position);
    if (!(trace.flags(event) & CALL_FAILED)) continue;
    if (errnoStyle(trace.errno(event) ?? '') !== 'dim') return position;
  }
  return null;
}
