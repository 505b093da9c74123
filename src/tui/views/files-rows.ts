// The rows of the Files view that are in view, and which column stands where.
import type { FileOrder, FileTable } from '../../model/file-table.ts';
import type { Trace } from '../../model/trace.ts';
import { spokenBytes } from '../../text/sizes.ts';
import type { PaneContext, Row, StyleName } from '../pane.ts';
import { cutMiddle, fitText, groupDigits, row, spokenDuration } from '../row-text.ts';
import { byWhom, didWords, errnoAt, OUTCOME_STYLES, outcomeOf, pathOf, resultWords } from './files-words.ts';

interface FileColumn {
  readonly name: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  /** The order that the column shows; null: it is no key to sort by. */
  readonly order: FileOrder | null;
}

const MARK_CELLS = 3;

/** The path takes what the others leave. */
function fileColumns(columns: number): readonly FileColumn[] {
  const wide = columns >= 104;
  const others: FileColumn[] = [
    { name: 'calls', width: columns >= 70 ? 7 : 0, align: 'right', order: 'count' },
    { name: 'failed', width: columns >= 60 ? 7 : 0, align: 'right', order: 'errors' },
    { name: 'path', width: 0, align: 'left', order: 'name' },
    { name: 'done', width: wide ? 20 : columns >= 50 ? 10 : 0, align: 'left', order: null },
    { name: 'by', width: columns >= 130 ? 22 : 0, align: 'left', order: null },
    { name: 'result', width: wide ? 24 : 9, align: 'left', order: 'errors' },
    { name: 'bytes', width: columns >= 54 ? 9 : 0, align: 'right', order: 'bytes' },
    { name: 'took', width: columns >= 88 ? 9 : 0, align: 'right', order: 'time' },
  ];
  const taken = others.reduce((sum, { width }) => sum + (width === 0 ? 0 : width + 1), MARK_CELLS);
  return others
    .map((column) => (column.name === 'path' ? { ...column, width: Math.max(8, columns - taken - 1) } : column))
    .filter(({ width }) => width > 0);
}

/** The column at cell `x`, for clicks on the heading. */
export function orderAt(x: number, columns: number): FileOrder | null {
  let end = MARK_CELLS;
  for (const { width, order } of fileColumns(columns)) {
    end += width + 1;
    if (x < end) return order;
  }
  return null;
}

export function fileHeading(order: FileOrder, { size: { columns }, utf8 }: PaneContext): Row {
  const parts = fileColumns(columns).map(({ name, width, align, order: by }): readonly [string, StyleName] => {
    const sorted = by === order && !(order === 'errors' && name === 'result' && columns >= 60);
    const label = sorted ? `${name}${order === 'name' ? '' : utf8 ? '↓' : 'v'}` : name;
    return [`${fitText(label, width, utf8, align)} `, sorted ? 'heading' : 'dim'];
  });
  return row('   ', ...parts);
}

export function fileRow(table: FileTable, at: number, trace: Trace, { size: { columns }, utf8 }: PaneContext): Row {
  const outcome = outcomeOf(table, at);
  const mark = outcome === 'finding' ? (utf8 ? '✗' : 'x') : outcome === 'failed' ? (utf8 ? '•' : '*') : ' ';
  const style = errnoAt(table, at, trace) === null && outcome !== 'finding' ? 'dim' : OUTCOME_STYLES[outcome];
  const cell = (name: string, width: number): readonly [string, StyleName] => {
    switch (name) {
      case 'calls':
        return [groupDigits(table.calls[at] ?? 0), 'number'];
      case 'failed':
        return [table.failed[at] === 0 ? '' : groupDigits(table.failed[at] ?? 0), style];
      case 'path':
        return [cutMiddle(pathOf(table, at, trace), width, utf8), 'path'];
      case 'done':
        return [didWords(table, at, columns >= 104 ? 3 : 1), 'normal'];
      case 'by':
        return [byWhom(table, at, trace), 'pid'];
      case 'result':
        return [resultWords(table, at, trace, columns < 104), style];
      case 'bytes':
        return [spokenBytes(table.movedBytes[at] ?? 0), 'number'];
      default:
        return [spokenDuration(table.tookNs[at] || Number.NaN, utf8), 'number'];
    }
  };
  const parts = fileColumns(columns).map(({ name, width, align }): readonly [string, StyleName] => {
    const [text, of] = cell(name, width);
    return [`${fitText(text, width, utf8, align)} `, of];
  });
  return row([` ${mark} `, OUTCOME_STYLES[outcome]], ...parts);
}
