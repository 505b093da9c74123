// The Compare view: this capture (B) against that of another tab (A); the first difference that matters on top, Enter goes to its call in its tab.
import type { Comparison, Sighting } from '../../model/comparison.ts';
import type { Session } from '../../model/session.ts';
import type { GivenUp } from '../../model/survey.ts';
import { redactData } from '../../text/redact.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import { markMatches, nextMatch } from '../mark-matches.ts';
import type { Pane, PaneContext, PaneEffect, PaneUpdate, Row } from '../pane.ts';
import { progressWords } from '../progress-words.ts';
import { row } from '../row-text.ts';
import { keepInView, moveCursor } from '../scroll.ts';
import { type CompareLine, compareLines } from './compare-lines.ts';
import { asking, failedReply, type Reply } from './reply.ts';
import { cancellable } from './survey-load.ts';

export interface CompareModel {
  readonly other: Session | null;
  readonly reply: Reply<Comparison>;
  readonly cancelled: boolean;
  readonly cursor: number;
  readonly top: number;
}

export const comparePane: Pane<CompareModel> = {
  id: 'compare',
  survey: 'compare',
  title: ({ other }) => (other === null ? visible('Compare') : toVisible(`Compare: A ${other.title}, B this one`)),
  status({ reply }) {
    if (reply.kind !== 'known') return visible('');
    return visible(reply.value.same ? 'same' : 'different');
  },
  open: (_context, at) => ({ other: at?.kind === 'compare' ? at.other : null, reply: asking, cancelled: false, cursor: 0, top: 0 }),
  reveal: (model, at, context) => (at.kind !== 'compare' || at.other === model.other ? model : comparePane.open(context, at)),
  refresh: settle,
  load(model, context) {
    const { other, reply, cancelled } = model;
    return other === null || reply.kind !== 'asking' || cancelled ? null : compared(context.session, other, context);
  },
  cancel({ reply }, { session }) {
    if (reply.kind !== 'asking' || session.surveyProgress('compare') === null) return false;
    session.cancelSurvey('compare', 'cancelled');
    return true;
  },
  update,
  rows,
  place(model, context) {
    const event = linesOf(model, context)[model.cursor]?.b?.event;
    if (event !== undefined) return { kind: 'event', event: event - 1 };
    return model.other === null ? null : { kind: 'compare', other: model.other };
  },
  find(model, pattern, direction, context) {
    const lines = linesOf(model, context);
    const found = nextMatch(lines.length, model.cursor, direction, (line) => lines[line]!.row.spans.some(({ text }) => pattern.test(text)));
    return found === null ? null : { ...model, ...keepInView({ cursor: found, top: model.top }, lines.length, context.size.rows) };
  },
  click: (model, line, context) => ({ model: settle({ ...model, cursor: model.top + line }, context) }),
};

/** Waits for both to be read and diagnosed: a comparison rests on the findings of both. */
async function compared(session: Session, other: Session, context: PaneContext): Promise<(model: CompareModel) => CompareModel> {
  const answer = await askedOf(session, other);
  return (model) => {
    if (answer === 'cancelled' || answer === 'left') return { ...model, cancelled: answer === 'cancelled' };
    const known = { ...model, reply: answer };
    const first = linesOf(known, context).findIndex((line) => line.isFirst);
    return settle({ ...known, cursor: Math.max(0, first), top: 0 }, context);
  };
}

async function askedOf(session: Session, other: Session): Promise<Reply<Comparison> | GivenUp> {
  try {
    for (const one of [session, other]) one.diagnoseAgain();
    await Promise.all([isReady(session), isReady(other)]);
    const shared = other.shared();
    const [a, b] = [factsOf(other), factsOf(session)];
    if (shared === null || a === null || b === null) return failedReply(new Error('one of the captures could not be read'));
    const comparison = await session.survey('compare', { other: shared, a, b });
    return typeof comparison === 'string' ? comparison : { kind: 'known', value: comparison };
  } catch (error) {
    return failedReply(error);
  }
}

const isSettled = ({ state, trace, report }: Session): boolean => state.kind === 'failed' || (trace.ended && report !== null);

function isReady(session: Session): Promise<void> {
  if (isSettled(session)) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = session.onChange(() => {
      if (!isSettled(session)) return;
      stop();
      resolve();
    });
  });
}

const factsOf = ({ title, command, report }: Session) => (report === null ? null : { title, context: command, report });

/** Secrets are masked: a row may be copied, and environments are full of them. */
function linesOf({ reply }: CompareModel, { size: { columns }, utf8 }: PaneContext): readonly CompareLine[] {
  if (reply.kind !== 'known') return [];
  const known = drawn.get(reply.value);
  if (known?.columns === columns && known.utf8 === utf8) return known.lines;
  const lines = compareLines(redactData(reply.value), columns, utf8);
  drawn.set(reply.value, { columns, utf8, lines });
  return lines;
}

const drawn = new WeakMap<Comparison, { readonly columns: number; readonly utf8: boolean; readonly lines: readonly CompareLine[] }>();

function settle(model: CompareModel, context: PaneContext): CompareModel {
  return { ...model, ...keepInView(model, linesOf(model, context).length, context.size.rows) };
}

function update(model: CompareModel, command: Command, context: PaneContext): PaneUpdate<CompareModel> {
  const lines = linesOf(model, context);
  const moved = moveCursor(model, command, lines.length, context.size.rows);
  if (moved !== null) return { model: { ...model, ...moved } };
  const line = lines[model.cursor];
  if (command === 'copy' && line !== undefined)
    return {
      model,
      effect: {
        kind: 'copy',
        text: line.row.spans
          .map(({ text }) => text)
          .join('')
          .trim(),
      },
    };
  if (command === 'enter' && model.cancelled) return { model: { ...model, cancelled: false } };
  if (line === undefined || model.other === null) return { model };
  const [there, here] = [goneTo(model.other, line.a), goneTo(null, line.b)];
  const effect = command === 'enter' ? (here ?? there) : command === 'toggle' ? there : null;
  if (effect !== null) return { model, effect };
  return command === 'toggle' && here !== null ? { model, effect: { kind: 'say', text: visible('it is not in the other capture') } } : { model };
}

/** @param session null: the one in front */
function goneTo(session: Session | null, seen: Sighting | null): PaneEffect | null {
  if (seen === null) return null;
  const to = { kind: 'event', event: seen.event - 1 } as const;
  return session === null ? { kind: 'go', to } : { kind: 'go-in', session, to };
}

function rows(model: CompareModel, context: PaneContext): readonly Row[] {
  const { other, reply, cancelled } = model;
  if (other === null) return [row([' c compares this capture with another.', 'dim'])];
  if (cancelled) return [row([' Cancelled. Enter begins anew.', 'dim'])];
  if (reply.kind === 'failed') return [row([` ${reply.says}`, 'error'])];
  if (reply.kind === 'asking') return [row([` ${waitingWords(context.session, other)}`, 'dim'])];
  return linesOf(model, context)
    .slice(model.top, model.top + context.size.rows)
    .map(({ row: line }, at) => ({
      spans: line.spans.flatMap((span) => markMatches(span, context.match)),
      ...(model.top + at === model.cursor ? { cursor: true } : {}),
    }));
}

/** What the comparison waits for. */
function waitingWords(session: Session, other: Session): string {
  if (!isSettled(session)) {
    const { diagnosis } = session;
    return `Looking for the cause in B first${diagnosis.kind === 'at-work' ? progressWords(diagnosis) : ''}`;
  }
  return isSettled(other) ? `Comparing${cancellable(session.surveyProgress('compare'))}` : 'Looking for the cause in A first';
}
