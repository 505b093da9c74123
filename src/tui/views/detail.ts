// The detail of one event: every argument on a line of its own, flags and errno in words, the raw lines.
import { citedEvent, type EventIndex } from '../../model/event.ts';
import { visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import type { Pane, PaneContext, PaneUpdate, Row } from '../pane.ts';
import { groupDigits } from '../row-text.ts';
import { keepInView, moveCursor } from '../scroll.ts';
import { eventAt, positionOf } from './calls-model.ts';
import { openerEffect } from './descriptor-argument.ts';
import { type DetailLine, detailLines } from './detail-lines.ts';

export interface DetailModel {
  readonly event: EventIndex;
  readonly cursor: number;
  readonly top: number;
  readonly lines: readonly DetailLine[];
  readonly columns: number;
}

export const detailPane: Pane<DetailModel> = {
  id: 'detail',
  title: ({ event }, { session: { trace } }) => {
    if (event < 0 || event >= trace.eventCount) return visible('Call');
    const name = trace.kind(event) === 'call' ? trace.name(event) : trace.kind(event);
    return visible(`${name} ${groupDigits(citedEvent(event))}`);
  },
  status: ({ event }, { session: { trace } }) =>
    event < 0 ? visible('') : visible(`event ${groupDigits(citedEvent(event))} of ${groupDigits(trace.eventCount)}`),
  open: (context, at) => show(at?.kind === 'detail' || at?.kind === 'event' || at?.kind === 'lookup' ? at.event : -1, context),
  reveal: (_model, at, context) => show(at.kind === 'detail' || at.kind === 'event' || at.kind === 'lookup' ? at.event : -1, context),
  refresh: (model, context) => ({ ...show(model.event, context), cursor: model.cursor, top: model.top }),
  update,
  rows: ({ lines, top, cursor }, { size, focused }) =>
    lines.slice(top, top + size.rows).map(({ row }, i): Row => (focused === true && top + i === cursor ? { ...row, cursor: true } : row)),
  place: ({ event }) => (event < 0 ? null : { kind: 'event', event }),
  click: (model, row, { size }) => ({
    model: { ...model, ...keepInView({ cursor: model.top + row, top: model.top }, model.lines.length, size.rows) },
  }),
};

function show(event: EventIndex, context: PaneContext): DetailModel {
  const { columns } = context.size;
  return { event, cursor: 0, top: 0, columns, lines: event < 0 ? [] : detailLines(event, context) };
}

function update(model: DetailModel, command: Command, context: PaneContext): PaneUpdate<DetailModel> {
  const { session, size } = context;
  const moved = moveCursor(model, command, model.lines.length, size.rows);
  if (moved !== null) return { model: { ...model, ...moved } };
  switch (command) {
    case 'left':
    case 'right': {
      // The neighbour in the filtered list: a person reads on without going back to it.
      const position = positionOf(session, model.event) + (command === 'right' ? 1 : -1);
      if (position < 0 || position >= session.filtered.length) return { model };
      return { model: show(eventAt(session, position), context) };
    }
    case 'enter': {
      const { to, fd } = model.lines[model.cursor] ?? {};
      if (fd !== undefined) return { model, effect: { kind: 'opener', event: model.event, fd } };
      return to === undefined ? { model } : { model, effect: { kind: 'go', to } };
    }
    case 'opener': {
      const fd = model.lines[model.cursor]?.fd;
      return { model, effect: fd === undefined ? openerEffect(session.trace, model.event) : { kind: 'opener', event: model.event, fd } };
    }
    case 'copy': {
      const text = model.lines[model.cursor]?.copy ?? session.trace.text(model.event);
      return { model, effect: { kind: 'copy', text } };
    }
    default:
      return { model };
  }
}
