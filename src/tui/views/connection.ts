// One connection of the Network view, opened: its phases, questions, answers, alerts, requests; Enter leads to the call of a line.
import type { EventIndex } from '../../model/event.ts';
import type { NetworkSurvey } from '../../model/network-survey.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import type { Pane, PaneContext, PaneUpdate, Place, Row } from '../pane.ts';
import { row } from '../row-text.ts';
import { keepInView, moveCursor } from '../scroll.ts';
import { type ConnectionLine, connectionLines } from './connection-lines.ts';
import { type NetworkEntry, networkEntries } from './network-list.ts';
import { cancelSurvey, NOT_SURVEYED, type Surveyed, surveyed, surveyRows } from './survey-load.ts';

export interface ConnectionModel {
  readonly key: string | null;
  readonly event: EventIndex;
  readonly survey: Surveyed<NetworkSurvey>;
  readonly entry: NetworkEntry | null;
  readonly lines: readonly ConnectionLine[];
  readonly cursor: number;
  readonly top: number;
}

export const connectionPane: Pane<ConnectionModel> = {
  id: 'connection',
  survey: 'network',
  title: ({ entry }) => (entry === null ? visible('Connection') : toVisible(entry.what)),
  open: (_context, at) => opened(at),
  reveal: (_model, at) => opened(at),
  refresh: (model, context) => drawn(model, context),
  load: (model, context) =>
    surveyed(context.session, 'network', {}, model.survey)?.then((survey) => (later) => {
      const all = survey.reply.kind === 'known' ? networkEntries(survey.reply.value) : [];
      const entry = all.find(({ key }) => key === later.key) ?? all.find(({ begin }) => begin === later.event) ?? later.entry;
      return drawn({ ...later, survey, entry }, context);
    }) ?? null,
  cancel: ({ survey }, { session }) => cancelSurvey(session, 'network', survey),
  update,
  rows(model, context) {
    const instead = surveyRows(context.session, 'network', model.survey, 'Reading what the calls say of connections');
    if (instead !== null) return instead;
    if (model.entry === null) return [row([' This connection is not in the capture any more.', 'dim'])];
    return model.lines
      .slice(model.top, model.top + context.size.rows)
      .map((line, i): Row => (model.top + i === model.cursor ? { ...line.row, cursor: true } : line.row));
  },
  place: ({ lines, cursor, event }) => ({ kind: 'event', event: lines[cursor]?.event ?? event }),
  click: (model, line, { size }) => ({
    model: { ...model, ...keepInView({ cursor: model.top + line, top: model.top }, model.lines.length, size.rows) },
  }),
};

function opened(at: Place | null): ConnectionModel {
  const place = at?.kind === 'connection' ? at : null;
  return { key: place?.key ?? null, event: place?.event ?? 0, survey: NOT_SURVEYED, entry: null, lines: [], cursor: 0, top: 0 };
}

function drawn(model: ConnectionModel, context: PaneContext): ConnectionModel {
  const lines = model.entry === null ? [] : connectionLines(model.entry, context);
  return { ...model, lines, ...keepInView(model, lines.length, context.size.rows) };
}

function update(model: ConnectionModel, command: Command, { size }: PaneContext): PaneUpdate<ConnectionModel> {
  const moved = moveCursor(model, command, model.lines.length, size.rows);
  if (moved !== null) return { model: { ...model, ...moved } };
  const line = model.lines[model.cursor];
  switch (command) {
    case 'enter': {
      const event = line?.event ?? null;
      return event === null ? { model } : { model, effect: { kind: 'go', to: { kind: 'event', event } } };
    }
    case 'copy':
      return line === undefined ? { model } : { model, effect: { kind: 'copy', text: line.copy } };
    default:
      return { model };
  }
}
