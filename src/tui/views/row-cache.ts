// Rows of a list that were made already: a cursor that moves makes none anew.
import type { PaneContext, Row } from '../pane.ts';

/** Some screens of rows, then it starts anew. */
const MOST_ROWS = 1000;

const kept = new WeakMap<object, { readonly look: string; readonly rows: Map<number, Row> }>();

/**
 * @param list what the row is of: another list, other rows
 * @param at its number there
 * @param make depends on the list, the number, the pane's width, its characters and what is searched for, and on nothing else
 */
export function rowOnce(list: object, at: number, { size, utf8, match }: PaneContext, make: () => Row): Row {
  const look = `${size.columns} ${utf8} ${match?.source ?? ''}`;
  let cache = kept.get(list);
  if (cache === undefined || cache.look !== look || cache.rows.size > MOST_ROWS) {
    cache = { look, rows: new Map() };
    kept.set(list, cache);
  }
  const known = cache.rows.get(at);
  if (known !== undefined) return known;
  const row = make();
  cache.rows.set(at, row);
  return row;
}
