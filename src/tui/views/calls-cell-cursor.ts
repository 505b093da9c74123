// The column that `=` takes its cell from: left and right choose it, and scroll through a text that is longer than its column.
import { widthCells } from '../../text/cells.ts';
import type { PaneContext } from '../pane.ts';
import { cellsOf, filterValue, whatText } from './calls-cells.ts';
import { type CallsModel, COLUMN_NAMES, type ColumnName } from './calls-model.ts';
import { columnsOf } from './calls-rows.ts';

const SCROLL_CELLS = 8;

/** In `what` the text scrolls first; at its end the next column is chosen. */
export function moveColumn(model: CallsModel, direction: 1 | -1, context: PaneContext): CallsModel {
  const columns = columnsOf(context);
  if (model.column === 'what' && model.event >= 0) {
    const hidden = widthCells(whatText(cellsOf(context.session.trace, model.event, context.utf8))) - columns.what;
    if (direction === 1 && model.scroll < hidden) return { ...model, scroll: Math.min(hidden, model.scroll + SCROLL_CELLS) };
    if (direction === -1 && model.scroll > 0) return { ...model, scroll: Math.max(0, model.scroll - SCROLL_CELLS) };
  }
  const shown = COLUMN_NAMES.filter((name) => columns[name] > 0);
  const at = shown.indexOf(model.column);
  const column = shown[Math.max(0, Math.min(shown.length - 1, at + direction))] ?? model.column;
  return { ...model, column };
}

/** The cell as a filter term; null where there is nothing in it. */
export function cellTerm({ column, event }: CallsModel, { session: { trace }, utf8 }: PaneContext): string | null {
  if (event < 0) return null;
  const cells = cellsOf(trace, event, utf8);
  const terms: Readonly<Record<ColumnName, () => string | null>> = {
    time: () => (cells.time === '' ? null : `since:${cells.time.trim()}s`),
    pid: () => (cells.pid === '' ? null : `pid:${cells.pid}`),
    call: () => (trace.kind(event) === 'call' ? `call:${trace.name(event)}` : trace.kind(event) === 'signal' ? `sig:${trace.name(event)}` : null),
    what: () => {
      const path = trace.path(event);
      return path === null || path === '' ? null : `path:${filterValue(path)}`;
    },
    result: () => {
      const errno = trace.errno(event);
      if (errno !== null) return `errno:${errno}`;
      const result = trace.result(event);
      return result === null ? null : `result:${filterValue(result)}`;
    },
    took: () => (Number.isNaN(trace.tookNs(event)) ? null : `took:>=${Math.round(trace.tookNs(event) / 1e3)}us`),
  };
  return terms[column]();
}
