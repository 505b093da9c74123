// The Output view: what the command printed, each part marked with its stream; follows a live run.
import type { OutputPiece, Session } from '../../model/session.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import { markMatches, nextMatch } from '../mark-matches.ts';
import type { Pane, PaneContext, PaneUpdate, Row, Span } from '../pane.ts';
import { counted, row, wrapText } from '../row-text.ts';
import { moveCursor } from '../scroll.ts';
import { breakLine, NO_OUTPUT, type OutputLine, type OutputLines, rowsOfLine, takeOutput } from './output-lines.ts';

export interface OutputModel {
  readonly output: OutputLines;
  readonly cursor: number;
  /** The first line in view. */
  readonly top: number;
  /** The cursor stays on the newest line. */
  readonly follow: boolean;
}

export const outputPane: Pane<OutputModel> = {
  id: 'output',
  title: () => visible('Output'),
  status({ output, follow }, { session }) {
    const count = output.lines.length === 0 ? '' : counted(output.dropped + output.lines.length, 'line');
    return toVisible(session.state.kind === 'live' && !follow ? `${count}, paused` : count);
  },
  open: (context) => refresh({ output: NO_OUTPUT, cursor: 0, top: 0, follow: true }, context),
  reveal: (model) => model,
  refresh,
  update,
  rows,
  find(model, pattern, direction, context) {
    const { lines } = model.output;
    const found = nextMatch(lines.length, model.cursor, direction, (line) => pattern.test(lines[line]?.text ?? ''));
    return found === null ? null : inView({ ...model, cursor: found, follow: false }, context);
  },
  place: () => null,
};

function refresh(model: OutputModel, context: PaneContext): OutputModel {
  const output = takeOutput(model.output, context.session.output);
  const shift = output.dropped - model.output.dropped;
  const cursor = model.follow ? output.lines.length - 1 : model.cursor - shift;
  return inView({ ...model, output, top: model.top - shift, cursor }, context);
}

function update(model: OutputModel, command: Command, context: PaneContext): PaneUpdate<OutputModel> {
  const { lines } = model.output;
  if (command === 'pause')
    return { model: inView({ ...model, follow: !model.follow, cursor: model.follow ? model.cursor : lines.length - 1 }, context) };
  if (command === 'copy') {
    const line = lines[model.cursor];
    return line === undefined ? { model } : { model, effect: { kind: 'copy', text: line.text } };
  }
  const moved = moveCursor(model, command, lines.length, context.size.rows);
  return moved === null ? { model } : { model: inView({ ...model, cursor: moved.cursor, follow: moved.cursor === lines.length - 1 }, context) };
}

function rows(model: OutputModel, { session, size, utf8, match }: PaneContext): Row[] {
  const { lines, dropped } = model.output;
  if (lines.length === 0) return wrapText(emptyWords(session), size.columns - 2).map((text) => row([` ${text}`, 'dim']));
  const width = textWidth(size.columns);
  const shown: Row[] = [];
  if (model.top === 0 && dropped > 0) shown.push(row([` ${counted(dropped, 'earlier line')} ${utf8 ? '–' : '-'} no longer kept`, 'dim']));
  for (let at = model.top; at < lines.length && shown.length < size.rows; at++) {
    const { stream, text } = lines[at]!;
    const label = at === model.top || lines[at - 1]?.stream !== stream ? labelOf(stream, size.columns) : '';
    breakLine(text, width).forEach((part, i) => {
      const gutter: Span = {
        text: visible((i === 0 ? ` ${label}` : '').padEnd(size.columns - width)),
        style: stream === 'stderr' ? 'warning' : 'dim',
      };
      shown.push({
        spans: [gutter, ...textSpans(part).flatMap((span) => markMatches(span, match))],
        ...(at === model.cursor && !model.follow ? { cursor: true } : {}),
      });
    });
  }
  return shown.slice(0, size.rows);
}

/** Escape sequences that the program meant for a terminal stay readable, but step back. */
const textSpans = (text: string): Span[] =>
  text
    .split(/(\\e\[[0-9;?]*[A-Za-z])/)
    .map((part, i): Span => ({ text: visible(part), style: i % 2 === 1 ? 'dim' : 'normal' }))
    .filter((span) => span.text !== '');

function labelOf(stream: OutputPiece['stream'], columns: number): string {
  const [short, long] = { stdout: ['out', 'stdout'], stderr: ['err', 'stderr'], 'in-trace': ['', 'output'] }[stream] as [string, string];
  return columns >= 60 ? long : short;
}

/** What is left of the columns beside the stream's name. */
const textWidth = (columns: number): number => Math.max(1, columns - (columns >= 60 ? 9 : 5));

/** Puts the cursor into bounds and into view; a line takes as many rows as it is long. */
function inView(model: OutputModel, { size }: PaneContext): OutputModel {
  const { lines } = model.output;
  const width = textWidth(size.columns);
  const cursor = Math.max(0, Math.min(lines.length - 1, model.cursor));
  const lowest = lowestTop(lines, cursor, width, size.rows);
  const last = lowestTop(lines, lines.length - 1, width, size.rows);
  const top = Math.max(0, Math.min(last, Math.max(lowest, Math.min(model.top, cursor))));
  return { ...model, cursor, top };
}

/** The first line that may be at the top when line `at` is to be seen whole. */
function lowestTop(lines: readonly OutputLine[], at: number, width: number, rows: number): number {
  let left = rows;
  let top = at;
  for (let line = Math.min(at, lines.length - 1); line >= 0; line--) {
    left -= rowsOfLine(lines[line]!.text, width);
    if (left < 0) break;
    top = line;
  }
  return Math.max(0, top);
}

function emptyWords({ origin, state }: Session): string {
  if (origin === 'attach')
    return 'The output of a process that was attached to goes where it went before. Its write calls are in Calls: filter call:write';
  if (origin === 'stored') return 'Nothing that the program printed stands in this capture. Its write calls are in Calls: filter call:write';
  return state.kind === 'live' || state.kind === 'starting' ? 'The command has printed nothing so far.' : 'The command printed nothing.';
}
