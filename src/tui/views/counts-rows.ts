// A line of a `-c` table in the Calls view: over the whole width, its columns under each other, errors marked.
import type { EventIndex } from '../../model/event.ts';
import type { Trace } from '../../model/trace.ts';
import { type CountsTable, countsLineOf } from '../../store/counts-table.ts';
import type { Span, StyleName } from '../pane.ts';
import { fitText, span } from '../row-text.ts';

/** Of a narrow pane these are left out first, in this order: what is left says which calls were made, how often, and how many failed. */
const LEFT_OUT_FIRST = ['wall-avg', 'wall-min', 'wall-max', 'usecs/call', 'shortest', 'longest', 'wall-total', 'seconds', '% time'];

interface Layout {
  /** Index in the table and cells of each column that is shown. */
  readonly columns: readonly { readonly at: number; readonly width: number }[];
}

const layouts = new WeakMap<CountsTable, Map<number, Layout>>();

/** null for a record that is no line of a table. @param columns cells there are */
export function countsSpans(trace: Trace, event: EventIndex, columns: number, utf8: boolean): Span[] | null {
  const found = trace.kind(event) === 'summary' ? countsLineOf(trace, event) : null;
  if (found === null) return null;
  const { table, line } = found;
  const layout = layoutOf(table, columns);
  const gapBefore = (i: number): Span[] => (i === 0 ? [] : [span(' ')]);
  if (line.kind === 'rule') return layout.columns.flatMap(({ width }, i) => [...gapBefore(i), span((utf8 ? '─' : '-').repeat(width), 'dim')]);
  if (!('cells' in line)) return [span(fitText(line.text, columns, utf8), line.kind === 'title' ? 'heading' : 'normal')];
  return layout.columns.flatMap(({ at, width }, i): Span[] => {
    const title = table.columns[at];
    const cell = line.cells[at] ?? '';
    const style = styleOf(line.kind, title === 'syscall', title === 'errors' && Number(cell) > 0);
    return [...gapBefore(i), span(fitText(cell, width, utf8, title === 'syscall' ? 'left' : 'right'), style)];
  });
}

function styleOf(kind: 'head' | 'row' | 'total', isName: boolean, failed: boolean): StyleName {
  if (kind === 'head') return 'heading';
  if (failed) return 'error';
  if (kind === 'total') return 'strong';
  return isName ? 'call' : 'number';
}

function layoutOf(table: CountsTable, columns: number): Layout {
  const kept = layouts.get(table) ?? new Map<number, Layout>();
  layouts.set(table, kept);
  const before = kept.get(columns);
  if (before !== undefined) return before;
  const widths = table.columns.map((_, at) => Math.max(0, ...table.lines.map((line) => ('cells' in line ? (line.cells[at]?.length ?? 0) : 0))));
  let shown = table.columns.map((_, at) => at);
  const taken = (): number => shown.reduce((sum, at) => sum + widths[at]! + 1, -1);
  for (const title of LEFT_OUT_FIRST) if (taken() > columns) shown = shown.filter((at) => table.columns[at] !== title);
  const layout = { columns: shown.map((at) => ({ at, width: widths[at]! })) };
  kept.set(columns, layout);
  return layout;
}
