// A line of a `-c` table, in the Calls view and in its own: over the whole width, its columns under each other, errors marked.
import type { EventIndex } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';
import { type CountsLine, type CountsTable, countsLineOf, NAME_TITLE } from '../../store/counts-table.ts';
import type { Span, StyleName } from '../pane.ts';
import { fitText, span } from '../row-text.ts';
import type { CountsOrder } from './counts-order.ts';

/** Of a narrow pane these are left out first, in this order: what is left says which calls were made, how often, and how many failed. */
const LEFT_OUT_FIRST = ['wall-avg', 'wall-min', 'wall-max', 'usecs/call', 'shortest', 'longest', 'wall-total', 'seconds', '% time'];

/** Cells between two columns; the mark of the order stands in them. */
type Gap = 1 | 2;

interface Layout {
  /** Index in the table and cells of each column that is shown. */
  readonly columns: readonly { readonly at: number; readonly width: number }[];
}

const layouts = new WeakMap<CountsTable, Map<string, Layout>>();

/** null for a record that is no line of a table. @param columns cells there are */
export function countsSpans(trace: Trace, event: EventIndex, columns: number, utf8: boolean): Span[] | null {
  const found = trace.kind(event) === 'summary' ? countsLineOf(trace, event) : null;
  return found === null ? null : lineSpans(found.table, found.line, columns, utf8, 1);
}

/** @param columns cells there are */
export function lineSpans(table: CountsTable, line: CountsLine, columns: number, utf8: boolean, gap: Gap): Span[] {
  const layout = layoutOf(table, columns, gap);
  const gapBefore = (i: number): Span[] => (i === 0 ? [] : [span(' '.repeat(gap))]);
  if (line.kind === 'rule') return layout.columns.flatMap(({ width }, i) => [...gapBefore(i), span((utf8 ? '─' : '-').repeat(width), 'dim')]);
  if (!('cells' in line)) return [span(fitText(line.text, columns, utf8), line.kind === 'title' ? 'heading' : 'normal')];
  return layout.columns.flatMap(({ at, width }, i): Span[] => {
    const title = table.columns[at];
    const cell = line.cells[at] ?? '';
    const style = styleOf(line.kind, title === NAME_TITLE, title === 'errors' && Number(cell) > 0);
    return [...gapBefore(i), span(fitText(cell, width, utf8, title === NAME_TITLE ? 'left' : 'right'), style)];
  });
}

/** The titles of a table whose order can be chosen, with the mark of the order behind its own. */
export function headSpans(table: CountsTable, order: CountsOrder, columns: number, utf8: boolean): Span[] {
  return layoutOf(table, columns, 2).columns.flatMap(({ at, width }): Span[] => {
    const title = table.columns[at] ?? '';
    const isSorted = at === order;
    const mark = !isSorted || title === NAME_TITLE ? '  ' : utf8 ? '↓ ' : 'v ';
    return [span(fitText(title, width, utf8, title === NAME_TITLE ? 'left' : 'right'), isSorted ? 'heading' : 'dim'), span(mark, 'heading')];
  });
}

/** The column at cell `x`, for clicks on the heading. */
export function columnAtCell(table: CountsTable, x: number, columns: number): number | null {
  let end = 0;
  for (const { at, width } of layoutOf(table, columns, 2).columns) {
    end += width + 2;
    if (x < end) return at;
  }
  return null;
}

function styleOf(kind: 'head' | 'row' | 'total', isName: boolean, failed: boolean): StyleName {
  if (kind === 'head') return 'heading';
  if (failed) return 'error';
  if (kind === 'total') return 'strong';
  return isName ? 'call' : 'number';
}

function layoutOf(table: CountsTable, columns: number, gap: Gap): Layout {
  const kept = layouts.get(table) ?? new Map<string, Layout>();
  layouts.set(table, kept);
  const key = `${columns} ${gap}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  const widths = table.columns.map((_, at) => Math.max(0, ...table.lines.map((line) => ('cells' in line ? (line.cells[at]?.length ?? 0) : 0))));
  let shown = table.columns.map((_, at) => at);
  const taken = (): number => shown.reduce((sum, at) => sum + widths[at]! + gap, -gap);
  for (const title of LEFT_OUT_FIRST) if (taken() > columns) shown = shown.filter((at) => table.columns[at] !== title);
  const layout = { columns: shown.map((at) => ({ at, width: widths[at]! })) };
  kept.set(key, layout);
  return layout;
}
