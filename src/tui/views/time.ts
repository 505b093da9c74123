// The Time view: the time line with a window on it, slowest calls, how durations are spread, stretches without a call, and the cause of a stall.
import type { TimeSurvey } from '../../model/time-survey.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import type { Pane, PaneContext, PaneUpdate, Row } from '../pane.ts';
import { counted, emptyRow, groupDigits, row, wrapText } from '../row-text.ts';
import { keepInView, moveCursor } from '../scroll.ts';
import { rowOnce } from './row-cache.ts';
import { cancelSurvey, NOT_SURVEYED, type Surveyed, surveyed, surveyRows } from './survey-load.ts';
import { lineCells, lineStart, seconds, type TimeWindow, timeLineRows } from './time-line.ts';
import { histogramRows, TABLE_NAMES, TIME_TABLES, type TimeEntry, type TimeTable, tableHeading, timeEntries } from './time-tables.ts';

export interface TimeModel {
  readonly survey: Surveyed<TimeSurvey>;
  readonly table: TimeTable;
  readonly entries: readonly TimeEntry[];
  readonly window: TimeWindow | null;
  readonly cursor: number;
  readonly top: number;
}

/** A first window is this share of the time line. */
const FIRST_WINDOW = 1 / 16;
const SMALLEST_WINDOW = 1 / 256;

export const timePane: Pane<TimeModel> = {
  id: 'time',
  survey: 'time',
  title({ table }, { session: { filtered }, utf8 }) {
    const dash = utf8 ? ' ─ ' : ' - ';
    return visible(`Time${dash}${TABLE_NAMES[table]}${filtered.expression === '' ? '' : `${dash}filter: ${toVisible(filtered.expression)}`}`);
  },
  status: ({ entries, cursor }) => visible(entries.length === 0 ? '' : `${groupDigits(cursor + 1)}/${groupDigits(entries.length)}`),
  footer({ survey, window }) {
    if (survey.reply.kind !== 'known') return visible('');
    if (window !== null) return visible(`= keeps since:${seconds(window.fromNs)} until:${seconds(window.toNs)}`);
    return visible(survey.reply.value.durations === 'estimated' ? 'durations are estimated: -T records them' : '');
  },
  open: () => ({ survey: NOT_SURVEYED, table: 'slowest', entries: [], window: null, cursor: 0, top: 0 }),
  reveal: (model, _at, context) => settle(model, context),
  refresh: settle,
  load: (model, context) =>
    surveyed(context.session, 'time', {}, model.survey)?.then((survey) => (later) => listed({ ...later, survey }, context)) ?? null,
  cancel: ({ survey }, { session }) => cancelSurvey(session, 'time', survey),
  update,
  rows,
  place(model, { session: { trace } }) {
    const event = model.entries[model.cursor]?.event ?? -1;
    return event < 0 || event >= trace.eventCount ? null : { kind: 'event', event };
  },
  click(model, line, context, x) {
    const head = headRows(model, context).length;
    if (line < head) return { model: windowAt(model, x - lineStart, context) };
    const cursor = model.top + line - head - 1;
    return { model: line === head || line > head + listRows(model, context) || cursor >= model.entries.length ? model : { ...model, cursor } };
  },
};

function update(model: TimeModel, command: Command, context: PaneContext): PaneUpdate<TimeModel> {
  const moved = moveCursor(model, command, model.entries.length, listRows(model, context));
  if (moved !== null) return { model: { ...model, ...moved } };
  const entry = model.entries[model.cursor];
  switch (command) {
    case 'sort':
    case 'sort-back': {
      const next = TIME_TABLES.indexOf(model.table) + (command === 'sort' ? 1 : TIME_TABLES.length - 1);
      return { model: listed({ ...model, table: TIME_TABLES[next % TIME_TABLES.length] ?? 'slowest', cursor: 0, top: 0 }, context) };
    }
    case 'left':
    case 'right':
      return { model: listed({ ...model, window: movedWindow(model, command === 'right' ? 1 : -1, context) }, context) };
    case 'expand':
    case 'collapse':
      return { model: listed({ ...model, window: resizedWindow(model, command === 'expand' ? 2 : 0.5) }, context) };
    case 'toggle':
      return { model: listed({ ...model, window: null }, context) };
    case 'add-cell':
      if (model.window !== null) {
        const { fromNs, toNs } = model.window;
        return { model: { ...model, window: null }, effect: { kind: 'add-filter', term: `since:${seconds(fromNs)} until:${seconds(toNs)}` } };
      }
      return entry === undefined || entry.term === null ? { model } : { model, effect: { kind: 'add-filter', term: entry.term } };
    case 'enter': {
      if (model.survey.cancelled) return { model: { ...model, survey: { ...model.survey, cancelled: false } } };
      if (entry === undefined || entry.event < 0) return { model };
      const to = { kind: 'event', event: entry.event } as const;
      return { model, effect: entry.term === null ? { kind: 'go', to } : { kind: 'narrow', term: entry.term, to } };
    }
    case 'copy':
      return entry === undefined ? { model } : { model, effect: { kind: 'copy', text: context.session.trace.text(entry.event) } };
    default:
      return { model };
  }
}

function spanOf({ survey: { reply } }: TimeModel): number {
  return reply.kind === 'known' ? reply.value.spanNs : 0;
}

/** The first press puts the window around the line under the cursor; further ones move it by half its width. */
function movedWindow(model: TimeModel, direction: 1 | -1, { session: { trace } }: PaneContext): TimeWindow | null {
  const spanNs = spanOf(model);
  if (spanNs <= 0) return null;
  if (model.window === null) {
    const event = model.entries[model.cursor]?.event ?? -1;
    const at = event < 0 ? 0 : trace.sinceStartNs(event);
    const width = spanNs * FIRST_WINDOW;
    return placed(Math.floor(at / width) * width, width, spanNs);
  }
  const width = model.window.toNs - model.window.fromNs;
  return placed(model.window.fromNs + (direction * width) / 2, width, spanNs);
}

function resizedWindow(model: TimeModel, factor: number): TimeWindow | null {
  const spanNs = spanOf(model);
  if (model.window === null || spanNs <= 0) return model.window;
  const { fromNs, toNs } = model.window;
  const width = Math.max(spanNs * SMALLEST_WINDOW, Math.min(spanNs, (toNs - fromNs) * factor));
  return placed((fromNs + toNs - width) / 2, width, spanNs);
}

function placed(fromNs: number, width: number, spanNs: number): TimeWindow {
  const from = Math.max(0, Math.min(spanNs - width, fromNs));
  return { fromNs: from, toNs: from + width };
}

/** A click on the time line puts the window there. */
function windowAt(model: TimeModel, cell: number, context: PaneContext): TimeModel {
  const spanNs = spanOf(model);
  const cells = lineCells(context.size.columns);
  if (spanNs <= 0 || cell < 0 || cell >= cells) return model;
  const width = model.window === null ? spanNs * FIRST_WINDOW : model.window.toNs - model.window.fromNs;
  return listed({ ...model, window: placed(((cell + 0.5) * spanNs) / cells - width / 2, width, spanNs) }, context);
}

function rows(model: TimeModel, context: PaneContext): Row[] {
  const { session, size } = context;
  const instead = surveyRows(session, 'time', model.survey, 'Adding up where the time went');
  if (instead !== null || model.survey.reply.kind !== 'known') return instead ?? [];
  if (model.survey.reply.value.durations === 'none') return noTimes(context);
  const shown = [...headRows(model, context), tableHeading(model.table, context)];
  const list = shown.length + listRows(model, context);
  if (model.entries.length === 0) shown.push(row([`   ${emptyWords(model)}`, 'dim']));
  for (let line = model.top; line < model.entries.length && shown.length < list; line++) {
    const made = rowOnce(model.entries, line, context, () => model.entries[line]!.row(context));
    shown.push(line === model.cursor ? { ...made, cursor: true } : made);
  }
  const durations = model.entries[model.cursor]?.durations ?? null;
  if (durations === null || list >= size.rows - 2) return shown.slice(0, size.rows);
  while (shown.length < list) shown.push(emptyRow);
  const rule = row([(context.utf8 ? '─' : '-').repeat(size.columns), 'dim']);
  const title = row([` how long ${durations.name} took: ${counted(durations.count, 'call')}, ${groupDigits(durations.failed)} failed`, 'dim']);
  return [...shown, rule, title, ...histogramRows(durations, size.columns, size.rows - list - 2, context.utf8)].slice(0, size.rows);
}

function emptyWords({ window, table }: TimeModel): string {
  if (window !== null) return 'Nothing of it in the window. space takes the window away.';
  return table === 'targets' ? 'No call of a tenth of a millisecond is known to be about a path or descriptor (-y shows them).' : 'None.';
}

function noTimes({ size }: PaneContext): Row[] {
  return [
    'This capture has no time stamps: when calls were made and how long they took is not known.',
    'Record them with: strace -f -ttt -T -yy',
  ].flatMap((text) => wrapText(text, size.columns - 2).map((part) => row([` ${part}`, 'dim'])));
}

/** What the finding says when it is about time, then the time line. */
function headRows({ survey, window }: TimeModel, { session: { report }, size, utf8 }: PaneContext): Row[] {
  if (survey.reply.kind !== 'known') return [];
  const { line, spanNs, durations } = survey.reply.value;
  if (durations === 'none') return [];
  const finding = report?.findings[0];
  const aboutTime = finding !== undefined && (/^latency\//.test(finding.code) || report?.outcome.kind === 'hang' || report?.outcome.kind === 'slow');
  const cause = aboutTime ? wrapText(`${utf8 ? '✗' : 'x'} ${finding.title}`, size.columns - 2).map((part) => row([` ${part}`, 'error'])) : [];
  const height = size.rows >= 13 ? 3 : 1;
  return [...(size.rows >= 9 ? cause.slice(0, 2) : []), ...timeLineRows(line, spanNs, window, { columns: size.columns, height, utf8 })];
}

/** In tables with a histogram the list leaves it room. */
function listRows(model: TimeModel, context: PaneContext): number {
  const rows = Math.max(1, context.size.rows - headRows(model, context).length - 1);
  const hasHistogram = model.table === 'calls' || model.table === 'targets';
  return hasHistogram && rows >= 9 ? Math.max(Math.floor(rows * 0.45), Math.min(model.entries.length, rows - 14)) : rows;
}

function listed(model: TimeModel, context: PaneContext): TimeModel {
  const { reply } = model.survey;
  const entries = reply.kind === 'known' ? timeEntries(reply.value, model.table, model.window, context.session.trace) : [];
  return settle({ ...model, entries }, context);
}

function settle(model: TimeModel, context: PaneContext): TimeModel {
  return { ...model, ...keepInView(model, model.entries.length, listRows(model, context)) };
}
