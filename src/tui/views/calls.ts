// The Calls view: every event in order, following a live capture, each leading to what it is about.
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import type { Pane, PaneContext, PaneEffect, PaneUpdate } from '../pane.ts';
import { groupDigits } from '../row-text.ts';
import { moveCursor } from '../scroll.ts';
import { cellTerm, moveColumn } from './calls-cell-cursor.ts';
import { evidenceOf } from './calls-evidence.ts';
import { meaningOf } from './calls-meaning.ts';
import { type CallsModel, eventAt, freshOf, headingRows, isGrowing, jumpTo, moveTo, newestOf, openCalls, refreshCalls } from './calls-model.ts';
import { callRows, columnAt } from './calls-rows.ts';
import { openerEffect } from './descriptor-argument.ts';
import { nextFailed } from './next-failed.ts';
import { ranProgram } from './program-of.ts';

export const callsPane: Pane<CallsModel> = {
  id: 'calls',
  title(_model, { session: { filtered }, utf8 }) {
    const dash = utf8 ? '─' : '-';
    const filter = filtered.expression === '' ? '' : ` ${dash} filter: ${toVisible(filtered.expression)}`;
    const folded = filtered.folded === 0 ? '' : ` ${dash} ${groupDigits(filtered.folded)} folded (m)`;
    return visible(`Calls${filter}${folded}`);
  },
  status(model, context) {
    const { length } = context.session.filtered;
    const paused = isGrowing(context) && context.session.origin !== 'stored' && !model.follow;
    const news = paused ? `paused, ${groupDigits(freshOf(context.session, model.seen))} new ${context.utf8 ? '↓' : 'v'} ` : '';
    const place = length === 0 ? 'none' : `${groupDigits(model.cursor + 1)}/${groupDigits(length)}`;
    return visible(news + place);
  },
  footer: (model, { session: { trace } }) => toVisible(meaningOf(trace, model.event)),
  open(context, at) {
    return openCalls(
      context,
      at?.kind === 'event' || at?.kind === 'detail' || at?.kind === 'lookup'
        ? at.event
        : at?.kind === 'process'
          ? (context.session.trace.processes[at.process]?.firstEvent ?? null)
          : null,
    );
  },
  reveal(model, at, context) {
    const event = at.kind === 'event' || at.kind === 'detail' || at.kind === 'lookup' ? at.event : null;
    return event === null ? model : { ...jumpTo({ ...model, follow: false, seen: newestOf(context.session) }, event, context), touched: true };
  },
  refresh: refreshCalls,
  update,
  rows: callRows,
  place: (model) => (model.event < 0 ? null : { kind: 'event', event: model.event }),
  click(model, row, context, x) {
    const column = columnAt(x, context) ?? model.column;
    const position = model.top + row - headingRows(context.size);
    return { model: position < model.top ? { ...model, column } : stop({ ...moveTo(model, position, context), column }, context) };
  },
};

function update(model: CallsModel, command: Command, context: PaneContext): PaneUpdate<CallsModel> {
  const { trace, filtered } = context.session;
  const rows = context.size.rows - headingRows(context.size);
  const moved = moveCursor({ cursor: model.cursor, top: model.top }, command, filtered.length, rows);
  if (moved !== null)
    return { model: stop({ ...moveTo({ ...model, top: moved.top }, moved.cursor, context) }, context, command === 'bottom' || command === 'down') };
  switch (command) {
    case 'pause':
      return {
        model: model.follow
          ? { ...model, follow: false, seen: newestOf(context.session), touched: true }
          : stop(moveTo(model, filtered.length - 1, context), context, true),
      };
    case 'left':
    case 'right':
      return { model: moveColumn(model, command === 'right' ? 1 : -1, context) };
    case 'next-failed':
    case 'previous-failed': {
      const position = nextFailed(context.session, model.cursor, command === 'next-failed' ? 1 : -1);
      if (position === null) return { model, effect: { kind: 'say', text: visible('no other call failed here') } };
      return { model: stop(jumpTo(model, eventAt(context.session, position), context), context) };
    }
    case 'add-cell': {
      const term = cellTerm(model, context);
      return term === null ? { model } : { model, effect: { kind: 'add-filter', term } };
    }
    case 'copy':
      return model.event < 0 ? { model } : { model, effect: { kind: 'copy', text: trace.text(model.event) } };
    case 'opener':
      return { model, effect: openerEffect(trace, model.event) };
    case 'detail':
      return model.event < 0 ? { model } : { model, effect: { kind: 'go', to: { kind: 'detail', event: model.event } } };
    case 'enter':
      return model.event < 0 ? { model } : { model, effect: drill(model, context) };
    default:
      return { model };
  }
}

/** The person moved: nothing else moves the cursor from now on, but at the end of a growing capture it follows again. */
function stop(model: CallsModel, context: PaneContext, mayFollow = false): CallsModel {
  const { length } = context.session.filtered;
  const follow = mayFollow && isGrowing(context) && model.cursor === length - 1;
  return { ...model, touched: true, follow, seen: follow || model.follow ? newestOf(context.session) : model.seen };
}

/** What an event is about: a failing execve its look-up, a library the library tree, an end its process, a line of `-c` its table, anything else its details. */
function drill({ event }: CallsModel, { session: { trace, report } }: PaneContext): PaneEffect {
  const process = trace.process(event);
  if (trace.kind(event) === 'summary') return { kind: 'go', to: { kind: 'counts', event } };
  if (trace.kind(event) === 'exit' && process >= 0) return { kind: 'go', to: { kind: 'process', process } };
  const isExec = trace.kind(event) === 'call' && /^execve(at)?$/.test(trace.name(event));
  const proof = evidenceOf(report).get(event)?.finding.code ?? '';
  if ((isExec && trace.errno(event) !== null) || (proof.startsWith('exec/') && trace.kind(event) === 'call'))
    return { kind: 'go', to: { kind: 'lookup', event } };
  const path = trace.path(event);
  const library = path === null ? null : (/([^/]+\.so(?:\.[^/]*)?)$/.exec(path)?.[1] ?? null);
  if (library !== null && ranProgram(trace, process)) return { kind: 'go', to: { kind: 'libraries', process, soname: library } };
  return { kind: 'go', to: { kind: 'detail', event } };
}
