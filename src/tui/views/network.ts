// The Network view: who connected to what, how far each phase came, how long it took; Enter opens a connection.

import type { EventIndex } from '../../model/event.ts';
import type { NetworkSurvey } from '../../model/network-survey.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import { nextMatch } from '../mark-matches.ts';
import type { Pane, PaneContext, PaneUpdate, Row } from '../pane.ts';
import { counted, groupDigits, row, wrapText } from '../row-text.ts';
import { keepInView, moveCursor } from '../scroll.ts';
import { evidenceOf } from './calls-evidence.ts';
import { connectionLines } from './connection-lines.ts';
import { hasFailed, NETWORK_ORDERS, type NetworkEntry, type NetworkOrder, networkEntries, orderedEntries, tellingPhase } from './network-list.ts';
import { networkHeading, networkOrderAt, networkRow, outcomeWords } from './network-rows.ts';
import { nextOrder } from './next-order.ts';
import { rowOnce } from './row-cache.ts';
import { cancelSurvey, NOT_SURVEYED, type Surveyed, surveyed, surveyRows } from './survey-load.ts';

export interface NetworkModel {
  readonly survey: Surveyed<NetworkSurvey>;
  /** All entries of the survey, and those shown, in their order. */
  readonly all: readonly NetworkEntry[];
  readonly entries: readonly NetworkEntry[];
  readonly order: NetworkOrder;
  readonly failedOnly: boolean;
  /** Key of the entry under the cursor: it stays there when the list changes. */
  readonly key: string | null;
  readonly wanted: EventIndex | null;
  readonly cursor: number;
  readonly top: number;
}

export const networkPane: Pane<NetworkModel> = {
  id: 'network',
  survey: 'network',
  title: ({ failedOnly }, { utf8 }) => visible(`Network${failedOnly ? `${utf8 ? ' ─ ' : ' - '}only what failed` : ''}`),
  status({ entries, cursor, survey }) {
    if (survey.reply.kind !== 'known' || entries.length === 0) return visible('');
    const { unlisted } = survey.reply.value;
    const more = unlisted > 0 ? `, ${groupDigits(unlisted)} more not listed` : '';
    return visible(`${groupDigits(cursor + 1)}/${groupDigits(entries.length)}${more}`);
  },
  footer(model, { session: { trace } }) {
    const entry = model.entries[model.cursor];
    if (entry === undefined) return visible('');
    const process = trace.processes[entry.process];
    return toVisible(`${process?.comm ?? '?'} ${process?.pid ?? ''}: ${outcomeWords(tellingPhase(entry.phases)) || 'nothing came of it'}`);
  },
  open: (_context, at) => ({
    survey: NOT_SURVEYED,
    all: [],
    entries: [],
    order: 'start',
    failedOnly: false,
    key: null,
    wanted: at !== null && 'event' in at ? at.event : null,
    cursor: 0,
    top: 0,
  }),
  reveal: (model, at, context) => settle({ ...model, wanted: 'event' in at ? at.event : null }, context),
  refresh: settle,
  load: (model, context) =>
    surveyed(context.session, 'network', {}, model.survey)?.then((survey) => (later) => {
      const all = survey.reply.kind === 'known' ? networkEntries(survey.reply.value) : later.all;
      return listed({ ...later, survey, all, cursor: later.key === null ? firstFailed(all) : later.cursor }, context);
    }) ?? null,
  cancel: ({ survey }, { session }) => cancelSurvey(session, 'network', survey),
  update,
  rows,
  find(model, pattern, direction, context) {
    const { entries } = model;
    const textOf = ({ what, phases }: NetworkEntry): string => `${what} ${outcomeWords(tellingPhase(phases))}`;
    const found = nextMatch(entries.length, model.cursor, direction, (line) => pattern.test(textOf(entries[line]!)));
    return found === null ? null : onEntry(inView({ ...model, cursor: found }, context));
  },
  place(model) {
    const entry = model.entries[model.cursor];
    return entry === undefined ? null : { kind: 'event', event: tellingPhase(entry.phases)?.end ?? entry.begin };
  },
  click(model, line, context, x) {
    const heading = headRows(model, context).length;
    if (line === heading) {
      const order = networkOrderAt(x, context.size.columns);
      return { model: order === null ? model : listed({ ...model, order, key: null, cursor: 0, top: 0 }, context) };
    }
    const cursor = model.top + line - heading - 1;
    return {
      model: line < heading || line > heading + listRows(model, context) || cursor >= model.entries.length ? model : onEntry({ ...model, cursor }),
    };
  },
};

function update(model: NetworkModel, command: Command, context: PaneContext): PaneUpdate<NetworkModel> {
  const moved = moveCursor(model, command, model.entries.length, listRows(model, context));
  if (moved !== null) return { model: onEntry({ ...model, ...moved }) };
  const entry = model.entries[model.cursor];
  switch (command) {
    case 'sort':
    case 'sort-back':
      return { model: listed({ ...model, order: nextOrder(NETWORK_ORDERS, model.order, command), key: null, cursor: 0, top: 0 }, context) };
    case 'failed-only':
      return { model: listed({ ...model, failedOnly: !model.failedOnly }, context) };
    case 'next-failed':
    case 'previous-failed': {
      const step = command === 'next-failed' ? 1 : -1;
      let cursor = model.cursor + step;
      while (model.entries[cursor] !== undefined && !hasFailed(model.entries[cursor]!)) cursor += step;
      return { model: model.entries[cursor] === undefined ? model : onEntry(inView({ ...model, cursor }, context)) };
    }
    case 'enter':
      if (model.survey.cancelled) return { model: { ...model, survey: { ...model.survey, cancelled: false } } };
      return entry === undefined ? { model } : { model, effect: { kind: 'go', to: { kind: 'connection', key: entry.key, event: entry.begin } } };
    case 'add-cell':
      return entry === undefined ? { model } : { model, effect: { kind: 'add-filter', term: termOf(entry, context) } };
    case 'copy':
      return entry === undefined
        ? { model }
        : { model, effect: { kind: 'copy', text: `${entry.what}  ${outcomeWords(tellingPhase(entry.phases))}` } };
    default:
      return { model };
  }
}

/** By the port and address where there is one, else the process. */
function termOf({ connection, process }: NetworkEntry, { session: { trace } }: PaneContext): string {
  const address = /^\[?([\d.]+|[\da-f:]+)\]?:(\d+)$/.exec(connection?.address ?? '');
  return address === null ? `pid:${trace.processes[process]?.pid ?? 0} call:%net` : `host:"${address[1]}" port:${address[2]}`;
}

function rows(model: NetworkModel, context: PaneContext): Row[] {
  const { session, size } = context;
  const instead = surveyRows(session, 'network', model.survey, 'Reading what the calls say of connections');
  if (instead !== null) return instead;
  if (model.entries.length === 0) return emptyRows(model, context);
  const evidence = evidenceOf(session.report);
  const shown = [...headRows(model, context), networkHeading(model.order, context)];
  const list = shown.length + listRows(model, context);
  for (let line = model.top; line < model.entries.length && shown.length < list; line++) {
    const entry = model.entries[line]!;
    const isMarked = entry.phases.some(({ events }) => events.some((event) => evidence.get(event)?.role === 'cause'));
    const made = rowOnce(model.entries, line * 2 + Number(isMarked), context, () => networkRow(entry, isMarked, session.trace, context));
    shown.push(line === model.cursor ? { ...made, cursor: true } : made);
  }
  const entry = model.entries[model.cursor];
  if (entry === undefined || list >= size.rows - 1) return shown;
  const rule = row([(context.utf8 ? '─' : '-').repeat(size.columns), 'dim']);
  return [...shown, rule, ...connectionLines(entry, context).map((line) => line.row)].slice(0, size.rows);
}

/** Settings that contradict each other stand above the list. */
function headRows({ survey: { reply } }: NetworkModel, { size, utf8 }: PaneContext): Row[] {
  if (reply.kind !== 'known' || size.rows < 9) return [];
  return reply.value.conflicts
    .slice(0, 3)
    .flatMap(({ says }) => wrapText(`${utf8 ? '⚠' : '!'} ${says}`, size.columns - 2).map((part) => row([` ${part}`, 'warning'])));
}

function emptyRows({ failedOnly, all }: NetworkModel, { size }: PaneContext): Row[] {
  const says =
    failedOnly && all.length > 0
      ? [`None of the ${counted(all.length, 'connection')} failed. F shows them all.`]
      : [
          'No socket calls in this capture: nothing was connected, or they were not recorded.',
          'Record them with: strace -f -yy -s 512 -e trace=%net,%desc',
        ];
  return says.flatMap((text) => wrapText(text, size.columns - 2).map((part) => row([` ${part}`, 'dim'])));
}

/** Where the pane is high the connection under the cursor is shown in full below the list, as far as there is room. */
function listRows(model: NetworkModel, context: PaneContext): number {
  const rows = Math.max(1, context.size.rows - 1 - headRows(model, context).length);
  return rows < 13 ? rows : Math.min(rows, Math.max(Math.floor(rows * 0.4), Math.min(model.entries.length, rows - 12)));
}

const firstFailed = (entries: readonly NetworkEntry[]): number =>
  Math.max(
    0,
    entries.findIndex((entry) => entry.connection?.family !== 'AF_UNIX' && hasFailed(entry)),
  );

const onEntry = (model: NetworkModel): NetworkModel => ({ ...model, key: model.entries[model.cursor]?.key ?? null, wanted: null });

const inView = (model: NetworkModel, context: PaneContext): NetworkModel => ({
  ...model,
  ...keepInView(model, model.entries.length, listRows(model, context)),
});

/** The list made anew; the cursor stays on its entry. */
function listed(model: NetworkModel, context: PaneContext): NetworkModel {
  return settle({ ...model, entries: orderedEntries(model.all, model.order, model.failedOnly, context.session.trace) }, context);
}

function settle(model: NetworkModel, context: PaneContext): NetworkModel {
  const { wanted, entries, key } = model;
  const byEvent =
    wanted === null ? -1 : entries.findIndex(({ phases, begin }) => begin === wanted || phases.some(({ events }) => events.includes(wanted)));
  if (byEvent >= 0) return onEntry(inView({ ...model, cursor: byEvent }, context));
  const byKey = key === null ? -1 : entries.findIndex((entry) => entry.key === key);
  return inView(byKey < 0 ? model : { ...model, cursor: byKey }, context);
}
