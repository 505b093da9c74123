// The Why view: the verdict, the chain from symptom to cause, what to do about it.
import type { Report } from '../../model/report.ts';
import type { DiagnosisState, SessionState } from '../../model/session.ts';
import { visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import type { Pane, PaneContext, PaneUpdate, Row } from '../pane.ts';
import { moveCursor } from '../scroll.ts';
import type { WhyLine } from './why-line.ts';
import { whyLines } from './why-lines.ts';
import { findingText } from './why-words.ts';

export interface WhyModel {
  readonly lines: readonly WhyLine[];
  /** The line the cursor is on; the cursor stands only on lines that lead somewhere. -1 when there is none. */
  readonly cursor: number;
  readonly top: number;
  readonly withRunnersUp: boolean;
  /** What the lines were made from. */
  readonly from: {
    readonly report: Report | null;
    readonly diagnosis: DiagnosisState;
    readonly state: SessionState['kind'];
    readonly columns: number;
    readonly events: number;
  };
}

export const whyPane: Pane<WhyModel> = {
  id: 'why',
  title: () => visible('Why'),
  open(context, at) {
    const model = build(context, 0, false);
    const wanted = at?.kind === 'finding' ? at.finding : 0;
    const first = model.lines.findIndex((line) => line.act !== null && (line.finding ?? 0) >= wanted);
    // The cause is the last of the chain's steps; on it where the way to it can be read as well.
    const cause = model.lines.findLastIndex((line) => line.act?.kind === 'go' && line.finding === wanted);
    return toCursor({ ...model, cursor: cause >= 0 && cause < context.size.rows ? cause : first }, context);
  },
  reveal: (model, at, context) => (at.kind === 'finding' ? whyPane.open(context, at) : model),
  refresh(model, context) {
    const now = facts(context);
    const { from } = model;
    // The count of events is on screen only until there is a verdict.
    const same =
      now.report === from.report &&
      now.diagnosis === from.diagnosis &&
      now.state === from.state &&
      now.columns === from.columns &&
      (now.events === from.events || now.state === 'ended');
    if (same) return { ...model, top: clampTop(model, model.top, context) };
    const next = build(context, model.top, model.withRunnersUp);
    return withCursorInView({ ...next, top: clampTop(next, model.top, context) }, Math.max(0, model.cursor), context);
  },
  cancel: (_model, { session }) => session.cancelDiagnosis(),
  update,
  rows: ({ lines, cursor, top }, { size }) =>
    lines.slice(top, top + size.rows).map(({ row }, i): Row => (top + i === cursor ? { ...row, cursor: true } : row)),
  place: ({ lines, cursor }) => ({ kind: 'finding', finding: lines[cursor]?.finding ?? 0 }),
  click: (model, row) => (model.lines[model.top + row]?.act == null ? { model } : { model: { ...model, cursor: model.top + row } }),
};

function update(model: WhyModel, command: Command, context: PaneContext): PaneUpdate<WhyModel> {
  const line = model.lines[model.cursor];
  switch (command) {
    case 'enter':
      if (context.session.diagnosis.kind === 'cancelled') return { model, effect: { kind: 'diagnose' } };
      return line?.act == null ? { model } : { model, effect: line.act };
    case 'copy': {
      const finding = context.session.report?.findings[line?.finding ?? 0];
      return finding === undefined ? { model } : { model, effect: { kind: 'copy', text: findingText(finding) } };
    }
    case 'runners-up': {
      const next = build(context, model.top, !model.withRunnersUp);
      // They stand at the end: there the person is taken.
      const top = next.withRunnersUp
        ? clampTop(
            next,
            next.lines.findLastIndex(({ row }) => row.spans[0]?.text.startsWith(' Runners-up')),
            context,
          )
        : model.top;
      return { model: withCursorInView({ ...next, top: clampTop(next, top, context) }, Math.max(0, model.cursor), context) };
    }
    case 'down':
    case 'up':
      return { model: step(model, command === 'down' ? 1 : -1, context) };
    default: {
      const moved = moveCursor({ cursor: Math.max(0, model.cursor), top: model.top }, command, model.lines.length, context.size.rows);
      return moved === null ? { model } : { model: withCursorInView({ ...model, top: moved.top }, moved.cursor, context) };
    }
  }
}

/** To the next line that leads somewhere when it is in view, else one line of scrolling: nothing between is skipped unread. */
function step(model: WhyModel, direction: 1 | -1, context: PaneContext): WhyModel {
  const { rows } = context.size;
  const leads = (at: number) => model.lines[at]?.act != null;
  const bottom = model.top + rows;
  let next = (model.cursor >= 0 ? model.cursor : direction === 1 ? model.top - 1 : bottom) + direction;
  while (next >= model.top && next < bottom && !leads(next)) next += direction;
  if (next >= model.top && next < bottom) return { ...model, cursor: next };
  const top = clampTop(model, model.top + direction, context);
  const edge = direction === 1 ? top + rows - 1 : top;
  const cursor = leads(edge) && top !== model.top ? edge : model.cursor >= top && model.cursor < top + rows ? model.cursor : -1;
  return { ...model, top, cursor };
}

/** The cursor goes to the line that leads somewhere and is nearest to `at`, among those in view. */
function withCursorInView(model: WhyModel, at: number, { size }: PaneContext): WhyModel {
  const inView = model.lines.slice(model.top, model.top + size.rows).flatMap(({ act }, i) => (act === null ? [] : [model.top + i]));
  const nearest = inView.sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0];
  return { ...model, cursor: nearest ?? -1 };
}

const facts = ({ session, size }: PaneContext): WhyModel['from'] => ({
  report: session.report,
  diagnosis: session.diagnosis,
  state: session.state.kind,
  columns: size.columns,
  events: session.trace.eventCount,
});

function build(context: PaneContext, top: number, withRunnersUp: boolean): WhyModel {
  const { session, size, utf8 } = context;
  return { lines: whyLines(session, { columns: size.columns, utf8, withRunnersUp }), cursor: -1, top, withRunnersUp, from: facts(context) };
}

const clampTop = ({ lines }: WhyModel, top: number, { size }: PaneContext): number => Math.max(0, Math.min(lines.length - size.rows, top));

/** Shows the cursor's line, and from the start when that can be. */
function toCursor(model: WhyModel, context: PaneContext): WhyModel {
  const { rows } = context.size;
  return { ...model, top: clampTop(model, model.cursor < rows ? 0 : model.cursor - Math.floor(rows / 3), context) };
}
