// A command's look-up as a table: each directory of PATH in order, and what was there.
import type { CommandLookup, LookupTry } from '../../model/answers.ts';
import { citedEvent } from '../../model/event.ts';
import type { Row, StyleName } from '../pane.ts';
import { fitText, row } from '../row-text.ts';
import { columnWidths, type TableData } from '../table-columns.ts';

/** Longer look-ups are painted, not drawn by ink-table. */
export const INK_TABLE_ROWS = 20;

export function lookupTable({ tries }: CommandLookup, columns: number): TableData {
  const wide = columns >= 60;
  // What only a probe saw has no call to cite.
  const cited = wide && tries.some(({ event }) => event !== null);
  const titles = wide ? ['#', 'directory on PATH', 'what is there', ...(cited ? ['call'] : [])] : ['directory', 'what is there'];
  const rows = tries.map((one, i) => {
    const both = [directoryWords(one), one.says];
    const cite = cited ? [one.event === null ? '' : `#${citedEvent(one.event)}`] : [];
    return wide ? [String(i + 1), ...both, ...cite] : both;
  });
  return { titles, rows };
}

/** Nothing of that name; a link whose target is missing is more than that, although its errno is the same. */
export const isPlainMiss = ({ errno, says }: LookupTry): boolean => errno === 'ENOENT' && !says.startsWith('link');

export const tryStyle = (one: LookupTry): StyleName => (one.errno === null ? 'good' : isPlainMiss(one) ? 'normal' : 'error');

/** The same table without a frame, for the rows `from`…`from + count` only. */
export function paintedTable(table: TableData, styles: readonly StyleName[], columns: number, utf8: boolean, from: number, count: number): Row[] {
  const widths = columnWidths(table, columns);
  const line = (cells: readonly string[], style: StyleName): Row =>
    row([` ${cells.map((cell, i) => fitText(cell, widths[i]!, utf8)).join('  ')}`, style]);
  return [line(table.titles, 'heading'), ...table.rows.slice(from, from + count).map((cells, i) => line(cells, styles[from + i] ?? 'normal'))];
}

/** An empty entry of PATH means the current directory (POSIX, 8.3). */
const directoryWords = ({ directory }: LookupTry): string => (directory === '' ? '(empty: current directory)' : directory);
