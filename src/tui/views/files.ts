// The Files view: every path that calls were about, what was done to it, by whom, how it went, how many bytes and how long.

import type { EventIndex } from '../../model/event.ts';
import { FILE_ORDERS, type FileOrder, type FilesAsk, type FileTable, NO_EVENT } from '../../model/file-table.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import { markMatches, nextMatch } from '../mark-matches.ts';
import type { Pane, PaneContext, PaneUpdate, Place, Row } from '../pane.ts';
import { counted, groupDigits, wrapText } from '../row-text.ts';
import { keepInView, moveCursor } from '../scroll.ts';
import { filterValue } from './calls-cells.ts';
import { firstToSee } from './calls-evidence.ts';
import { fileHeading, fileRow, orderAt } from './files-rows.ts';
import { fileSentence, keyOfRow, namesOfRow, outcomeOf, pathOf, type RowKey, rowNamed, rowOfKey } from './files-words.ts';
import { nextOrder } from './next-order.ts';
import { rowOnce } from './row-cache.ts';
import { cancelSurvey, NOT_SURVEYED, type Surveyed, surveyed, surveyRows } from './survey-load.ts';

export interface FilesModel {
  readonly table: Surveyed<FileTable>;
  readonly order: FileOrder;
  readonly failedOnly: boolean;
  readonly cursor: number;
  readonly top: number;
  /** The path to put the cursor on when the table comes: its row changes with order, filter and growth. */
  readonly path: RowKey | null;
  /** An event whose path is wanted. */
  readonly wanted: EventIndex | null;
}

export const filesPane: Pane<FilesModel> = {
  id: 'files',
  survey: 'files',
  title({ table, failedOnly }, { session: { filtered }, utf8 }) {
    const dash = utf8 ? ' ─ ' : ' - ';
    const filter = filtered.expression === '' ? '' : `${dash}filter: ${toVisible(filtered.expression)}`;
    return visible(`Files${failedOnly ? `${dash}only what failed` : ''}${filter}${table.cancelled ? `${dash}cancelled` : ''}`);
  },
  status({ table: { reply }, cursor }) {
    if (reply.kind !== 'known') return visible('');
    const { order, failedPaths } = reply.value;
    return visible(`${groupDigits(Math.min(cursor + 1, order.length))}/${groupDigits(order.length)}, ${groupDigits(failedPaths)} failed`);
  },
  footer(model, { session, utf8 }) {
    const { table, at } = rowAt(model);
    return table === null || at === null ? visible('') : toVisible(fileSentence(table, at, session.trace, utf8));
  },
  open: (_context, at) => ({
    table: NOT_SURVEYED,
    order: 'errors',
    failedOnly: false,
    cursor: 0,
    top: 0,
    path: null,
    wanted: at === null ? null : eventOf(at),
  }),
  reveal: (model, at, context) => settle({ ...model, wanted: eventOf(at) }, context),
  refresh: settle,
  load(model, context) {
    return (
      surveyed(context.session, 'files', askOf(model, context), model.table)?.then((table) => (later) => settle({ ...later, table }, context)) ?? null
    );
  },
  cancel: ({ table }, { session }) => cancelSurvey(session, 'files', table),
  update,
  rows,
  find(model, pattern, direction, context) {
    const { table } = rowAt(model);
    if (table === null) return null;
    const found = nextMatch(table.order.length, model.cursor, direction, (line) =>
      pattern.test(pathOf(table, table.order[line] ?? 0, context.session.trace)),
    );
    return found === null ? null : onRow({ ...model, ...keepInView({ cursor: found, top: model.top }, table.order.length, listRows(context)) });
  },
  place(model, { session: { trace } }) {
    const { table, at } = rowAt(model);
    return table === null || at === null ? null : { kind: 'event', event: Math.min(tellingEvent(table, at), trace.eventCount - 1) };
  },
  click(model, line, context, x) {
    if (line === 0) {
      const order = orderAt(x, context.size.columns);
      return { model: order === null ? model : sorted(model, order) };
    }
    const cursor = model.top + line - 1;
    return { model: cursor >= lengthOf(model) ? model : onRow({ ...model, cursor }) };
  },
};

/** The event and the path of the best finding mark rows. */
function askOf({ order, failedOnly }: FilesModel, { session: { report } }: PaneContext): FilesAsk {
  const finding = report?.findings[0];
  const cause = firstToSee(report);
  const chain = finding?.chain.flatMap((step) => (step.role === 'cause' ? [step.event - 1] : [])) ?? [];
  return { order, failedOnly, subject: finding?.subject ?? null, evidence: [...new Set([...chain, ...(cause === null ? [] : [cause])])] };
}

function update(model: FilesModel, command: Command, context: PaneContext): PaneUpdate<FilesModel> {
  const moved = moveCursor(model, command, lengthOf(model), listRows(context));
  if (moved !== null) return { model: onRow({ ...model, ...moved }) };
  const { table, at } = rowAt(model);
  switch (command) {
    case 'sort':
    case 'sort-back':
      return { model: sorted(model, nextOrder(FILE_ORDERS, model.order, command)) };
    case 'failed-only':
      return { model: { ...model, failedOnly: !model.failedOnly, table: { ...model.table, cancelled: false } } };
    case 'enter':
      if (model.table.cancelled) return { model: { ...model, table: { ...model.table, cancelled: false } } };
      if (table === null || at === null) return { model };
      return { model, effect: { kind: 'narrow', term: termOf(table, at, context), to: { kind: 'event', event: tellingEvent(table, at) } } };
    case 'add-cell':
      return table === null || at === null ? { model } : { model, effect: { kind: 'add-filter', term: termOf(table, at, context) } };
    case 'copy':
      return table === null || at === null ? { model } : { model, effect: { kind: 'copy', text: pathOf(table, at, context.session.trace) } };
    case 'next-failed':
    case 'previous-failed':
      return { model: toFailed(model, command === 'next-failed' ? 1 : -1, context) };
    default:
      return { model };
  }
}

/** Sorting anew begins at the top: that is what it is done for. */
const sorted = (model: FilesModel, order: FileOrder): FilesModel =>
  order === model.order ? model : { ...model, order, cursor: 0, top: 0, path: null, table: { ...model.table, cancelled: false } };

function toFailed(model: FilesModel, step: 1 | -1, context: PaneContext): FilesModel {
  if (model.table.reply.kind !== 'known') return model;
  const table = model.table.reply.value;
  for (let cursor = model.cursor + step; cursor >= 0 && cursor < table.order.length; cursor += step) {
    const outcome = outcomeOf(table, table.order[cursor] ?? 0);
    if (outcome === 'failed' || outcome === 'finding')
      return onRow({ ...model, ...keepInView({ cursor, top: model.top }, table.order.length, listRows(context)) });
  }
  return model;
}

function rows(model: FilesModel, context: PaneContext): Row[] {
  const { session, size } = context;
  const instead = surveyRows(session, 'files', model.table, 'Counting what was done to which file');
  if (instead !== null || model.table.reply.kind !== 'known') return instead ?? [];
  const table = model.table.reply.value;
  if (table.order.length === 0)
    return emptyWords(model, context).flatMap((text) =>
      wrapText(text, size.columns - 2).map((part) => ({ spans: [{ text: visible(` ${part}`), style: 'dim' as const }] })),
    );
  const shown = [fileHeading(model.order, context)];
  for (let line = model.top; line < table.order.length && shown.length < size.rows; line++) {
    const row = table.order[line] ?? 0;
    const made = rowOnce(table, row, context, () => ({
      spans: fileRow(table, row, session.trace, context).spans.flatMap((span) => markMatches(span, context.match)),
    }));
    shown.push(line === model.cursor ? { ...made, cursor: true } : made);
  }
  return shown;
}

function emptyWords({ failedOnly, table }: FilesModel, { session: { filtered } }: PaneContext): string[] {
  if (failedOnly && table.reply.kind === 'known' && table.reply.value.paths > 0)
    return [`None of the ${counted(table.reply.value.paths, 'path')} failed. F shows them all.`];
  if (filtered.expression !== '') return ['No call that the filter keeps is about a file. f changes the filter.'];
  return ['No call in this capture is about a file.', 'Record them with: strace -f -y -e trace=%file,%desc'];
}

const listRows = ({ size }: PaneContext): number => Math.max(1, size.rows - 1);
const lengthOf = ({ table: { reply } }: FilesModel): number => (reply.kind === 'known' ? reply.value.order.length : 0);

function rowAt({ table: { reply }, cursor }: FilesModel): { readonly table: FileTable | null; readonly at: number | null } {
  const table = reply.kind === 'known' ? reply.value : null;
  return { table, at: table?.order[cursor] ?? null };
}

/** The call to look at first: the last that failed, else the first. */
function tellingEvent({ failedEvent, firstEvent }: FileTable, at: number): EventIndex {
  const failure = failedEvent[at] ?? NO_EVENT;
  return failure === NO_EVENT ? (firstEvent[at] ?? 0) : failure;
}

/** A filter that keeps its calls, by the names that they used. */
function termOf(table: FileTable, at: number, { session: { trace } }: PaneContext): string {
  const ids = namesOfRow(table, at);
  const names = ids.length === 0 ? [pathOf(table, at, trace)] : ids.map((id) => trace.pathText(id));
  return `path:${names.map(filterValue).join(',')}`;
}

/** The first call is where a cursor stands that nobody has moved: no wish to see its path. */
const eventOf = (at: Place): EventIndex | null => ('event' in at && at.event > 0 ? at.event : null);

/** Remembers the path that the cursor is on. */
function onRow(model: FilesModel): FilesModel {
  const { table, at } = rowAt(model);
  return { ...model, path: table === null || at === null ? null : keyOfRow(table, at), wanted: null };
}

/** After a new table, another size, or a jump: the cursor goes where it should be. */
function settle(model: FilesModel, context: PaneContext): FilesModel {
  const length = lengthOf(model);
  if (model.table.reply.kind !== 'known') return model;
  const wanted = wantedLine(model, model.table.reply.value, context);
  const cursor = wanted ?? model.cursor;
  // Where it goes to is seen with what stands around it.
  const top = wanted === null ? model.top : Math.max(0, wanted - (listRows(context) >> 1));
  const next = { ...model, ...keepInView({ cursor, top }, length, listRows(context)) };
  if (wanted !== null) return onRow(next);
  return next.cursor === model.cursor && next.top === model.top ? model : next;
}

function wantedLine({ wanted, path, cursor }: FilesModel, table: FileTable, { session: { trace } }: PaneContext): number | null {
  if (wanted !== null && wanted < trace.eventCount) {
    const id = trace.targetIdOf(wanted);
    const row = id < 0 ? -1 : rowNamed(table, id);
    if (row >= 0) return lineOf(table, row);
  }
  const here = table.order[cursor];
  if (path === null || (here !== undefined && keyOfRow(table, here) === path)) return null;
  const row = rowOfKey(table, path);
  return row === null ? null : lineOf(table, row);
}

const lineOf = ({ order }: FileTable, row: number): number | null => {
  const line = order.indexOf(row);
  return line < 0 ? null : line;
};
