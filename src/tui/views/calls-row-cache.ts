// Rows of the Calls view that were made already: a cursor that moves makes two rows, not a screen of them.
import type { EventIndex } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';
import { CALL_NO_RETURN, CALL_PENDING } from '../../model/trace.ts';
import type { Row } from '../pane.ts';

/** Some screens of rows, then it starts anew. */
const MOST_ROWS = 1000;

interface Kept {
  /** Widths, scroll, search: all that a row depends on beside its event. */
  look: string;
  readonly rows: Map<EventIndex, Row>;
}

const kept = new WeakMap<Trace, Kept>();

/** @param look all that a row depends on beside its event, as text */
export function keptRow(trace: Trace, event: EventIndex, look: string, make: () => Row): Row {
  let cache = kept.get(trace);
  if (cache === undefined) {
    cache = { look, rows: new Map() };
    kept.set(trace, cache);
  }
  if (cache.look !== look || cache.rows.size > MOST_ROWS) {
    cache.look = look;
    cache.rows.clear();
  }
  const known = cache.rows.get(event);
  if (known !== undefined) return known;
  const row = make();
  // A call that waits for its result will look different.
  if ((trace.flags(event) & (CALL_PENDING | CALL_NO_RETURN)) !== CALL_PENDING) cache.rows.set(event, row);
  return row;
}
