// In which order the rows of a `-c` table stand, and which of them.
import { type CountsLine, type CountsTable, NAME_TITLE } from '../../store/counts-table.ts';
import { eventAt, type Listed, positionOf } from './calls-model.ts';

/** A column to sort by; `as-written`: strace's own order. */
export type CountsOrder = 'as-written' | number;
export type CountsRow = Extract<CountsLine, { readonly cells: readonly string[] }>;

export const countsOrders = ({ columns }: CountsTable): readonly [CountsOrder, ...CountsOrder[]] => ['as-written', ...columns.keys()];

export const errorsOf = ({ columns }: CountsTable, { cells }: CountsRow): number => Number(cells[columns.indexOf('errors')] || 0);

export interface CountsChoice {
  readonly order: CountsOrder;
  readonly failedOnly: boolean;
}

/** The rows that are to be shown, the total not among them: names from A to Z, numbers from the largest. */
export function chosenRows(table: CountsTable, { order, failedOnly }: CountsChoice, listed: Listed): readonly CountsRow[] {
  const rows = table.lines.filter((line): line is CountsRow => line.kind === 'row');
  const kept = rows.filter((row) => (!failedOnly || errorsOf(table, row) > 0) && keeps(listed, row.event));
  if (order === 'as-written') return kept;
  if (table.columns[order] === NAME_TITLE) return kept.toSorted((a, b) => ((a.cells[order] ?? '') < (b.cells[order] ?? '') ? -1 : 1));
  // Some locales write a decimal comma; a count of nothing is left out.
  const value = ({ cells }: CountsRow): number => Number(cells[order]?.replace(',', '.') || 0);
  return kept.toSorted((a, b) => value(b) - value(a));
}

const keeps = (listed: Listed, event: number): boolean =>
  listed.filtered.events === null || (listed.filtered.length > 0 && eventAt(listed, positionOf(listed, event)) === event);
