// The Counts view: a `-c` or `-C` table that can be sorted, searched and narrowed; its total stays in view.
import type { EventIndex } from '../../model/event.ts';
import { rawText } from '../../model/raw-text.ts';
import { type CountsTable, countsLineOf, NAME_TITLE } from '../../store/counts-table.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import { markMatches, nextMatch } from '../mark-matches.ts';
import type { Pane, PaneContext, PaneUpdate, Place, Row, Span } from '../pane.ts';
import { counted, groupDigits, row, span } from '../row-text.ts';
import { keepInView, moveCursor } from '../scroll.ts';
import { filterValue } from './calls-cells.ts';
import { type CountsOrder, type CountsRow, chosenRows, countsOrders, errorsOf } from './counts-order.ts';
import { columnAtCell, headSpans, lineSpans } from './counts-rows.ts';
import { nextOrder } from './next-order.ts';

export interface CountsModel {
  /** A line of the table; -1: there is none. */
  readonly anchor: EventIndex;
  readonly order: CountsOrder;
  readonly failedOnly: boolean;
  readonly lines: readonly CountsRow[];
  readonly cursor: number;
  readonly top: number;
}

/** In front of each row: where the cursor is marked without colour. */
const MARK_CELLS = 1;

export const countsPane: Pane<CountsModel> = {
  id: 'counts',
  title(model, { session: { filtered, trace }, utf8 }) {
    const dash = utf8 ? ' ─ ' : ' - ';
    const by = typeof model.order === 'number' ? `${dash}by ${tableOf(model, trace)?.columns[model.order] ?? ''}` : '';
    const filter = filtered.expression === '' ? '' : `${dash}filter: ${filtered.expression}`;
    return toVisible(rawText(`Counts${by}${model.failedOnly ? `${dash}only what failed` : ''}${filter}`));
  },
  status: ({ cursor, lines }) => visible(lines.length === 0 ? 'none' : `${groupDigits(cursor + 1)}/${groupDigits(lines.length)}`),
  open: (context, at) => show({ anchor: -1, order: 'as-written', failedOnly: false, lines: [], cursor: 0, top: 0 }, at, context),
  reveal: show,
  refresh: (model, context) => settled(model, model.lines[model.cursor]?.event ?? null, context),
  update,
  rows,
  find(model, pattern, direction, context) {
    const found = nextMatch(model.lines.length, model.cursor, direction, (line) => pattern.test(model.lines[line]?.cells.join(' ') ?? ''));
    return found === null ? null : moved(model, found, context);
  },
  place: ({ lines, cursor, anchor }) => (anchor < 0 ? null : { kind: 'event', event: lines[cursor]?.event ?? anchor }),
  click(model, line, context, x) {
    const table = tableOf(model, context.session.trace);
    if (line > 0) return { model: model.top + line - 1 < model.lines.length ? moved(model, model.top + line - 1, context) : model };
    const column = table === null ? null : columnAtCell(table, x - MARK_CELLS, context.size.columns - MARK_CELLS);
    return { model: column === null ? model : sorted(model, column, context) };
  },
};

const tableOf = ({ anchor }: CountsModel, trace: PaneContext['session']['trace']): CountsTable | null =>
  anchor < 0 || anchor >= trace.eventCount ? null : (countsLineOf(trace, anchor)?.table ?? null);

/** The table that a place is a line of; another place leaves the view as it is. */
function show(model: CountsModel, at: Place | null, context: PaneContext): CountsModel {
  const event = at !== null && 'event' in at && countsLineOf(context.session.trace, at.event) !== null ? at.event : null;
  if (event === null) return settled(model, null, context);
  const isSame = tableOf(model, context.session.trace) === countsLineOf(context.session.trace, event)?.table;
  return settled({ ...model, anchor: event, ...(isSame ? {} : { order: 'as-written', failedOnly: false }) }, event, context);
}

/** The rows anew, the cursor on the line of `event` where that is among them. */
function settled(model: CountsModel, event: EventIndex | null, context: PaneContext): CountsModel {
  const table = tableOf(model, context.session.trace);
  const lines = table === null ? [] : chosenRows(table, model, context.session);
  const at = lines.findIndex((line) => line.event === event);
  return moved({ ...model, lines }, at < 0 ? model.cursor : at, context);
}

const moved = (model: CountsModel, cursor: number, context: PaneContext): CountsModel => ({
  ...model,
  ...keepInView({ cursor, top: model.top }, model.lines.length, listRows(model, context)),
});

/** Sorting anew begins at the top: that is what it is done for. */
const sorted = (model: CountsModel, order: CountsOrder, context: PaneContext): CountsModel =>
  settled({ ...model, order, cursor: 0, top: 0 }, null, context);

function update(model: CountsModel, command: Command, context: PaneContext): PaneUpdate<CountsModel> {
  const scrolled = moveCursor(model, command, model.lines.length, listRows(model, context));
  if (scrolled !== null) return { model: { ...model, ...scrolled } };
  const { trace } = context.session;
  const table = tableOf(model, trace);
  const line = model.lines[model.cursor];
  switch (command) {
    case 'sort':
    case 'sort-back':
      return { model: table === null ? model : sorted(model, nextOrder(countsOrders(table), model.order, command), context) };
    case 'failed-only':
      return { model: settled({ ...model, failedOnly: !model.failedOnly }, line?.event ?? null, context) };
    case 'next-failed':
    case 'previous-failed': {
      const found =
        table === null
          ? null
          : nextMatch(model.lines.length, model.cursor, command === 'next-failed' ? 1 : -1, (at) => errorsOf(table, model.lines[at]!) > 0);
      return { model: found === null ? model : moved(model, found, context) };
    }
    case 'enter':
      return line === undefined ? { model } : { model, effect: { kind: 'go', to: { kind: 'detail', event: line.event } } };
    case 'add-cell': {
      const name = line?.cells[table?.columns.indexOf(NAME_TITLE) ?? -1];
      return name === undefined ? { model } : { model, effect: { kind: 'add-filter', term: `call:${filterValue(name)}` } };
    }
    case 'copy':
      return line === undefined ? { model } : { model, effect: { kind: 'copy', text: trace.text(line.event) } };
    default:
      return { model };
  }
}

/** Heading, list, and below it the total behind its rule. */
function rows(model: CountsModel, context: PaneContext): Row[] {
  const { session, size, utf8 } = context;
  const table = tableOf(model, session.trace);
  if (table === null) return [row([' No table of -c is here any more.', 'dim'])];
  const columns = size.columns - MARK_CELLS;
  const marked = (spans: readonly Span[]): readonly Span[] => [span(' '.repeat(MARK_CELLS)), ...spans];
  const shown: Row[] = [{ spans: marked(headSpans(table, model.order, columns, utf8)) }];
  if (model.lines.length === 0) shown.push(row([` ${emptyWords(table, model)}`, 'dim']));
  const list = listRows(model, context);
  for (let at = model.top; at < Math.min(model.lines.length, model.top + list); at++) {
    const spans = marked(lineSpans(table, model.lines[at]!, columns, utf8, 2).flatMap((part) => markMatches(part, context.match)));
    shown.push(at === model.cursor ? { spans, cursor: true } : { spans });
  }
  const end = table.lines.slice(table.lines.findIndex(({ kind }) => kind === 'total') - 1);
  if (footRows(table, context) > 0) shown.push(...end.slice(0, 2).map((line) => ({ spans: marked(lineSpans(table, line, columns, utf8, 2)) })));
  return shown;
}

function emptyWords(table: CountsTable, { failedOnly }: CountsModel): string {
  const all = counted(table.lines.filter(({ kind }) => kind === 'row').length, 'row');
  return failedOnly ? `None of the ${all} that the filter keeps has errors. F shows them all.` : `The filter keeps none of the ${all}. f changes it.`;
}

/** A table that was cut off has no total; a pane of a few rows shows calls instead. */
const footRows = ({ lines }: CountsTable, { size }: PaneContext): 0 | 2 => (size.rows >= 6 && lines.some(({ kind }) => kind === 'total') ? 2 : 0);

function listRows(model: CountsModel, context: PaneContext): number {
  const table = tableOf(model, context.session.trace);
  return Math.max(1, context.size.rows - 1 - (table === null ? 0 : footRows(table, context)));
}
