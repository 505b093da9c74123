// What the command printed, cut into lines as it came: stdout and stderr in the order of their arrival.
import type { VisibleText } from '../../model/raw-text.ts';
import type { OutputPiece } from '../../model/session.ts';
import { sliceCells, widthCells } from '../../text/cells.ts';
import { toVisible } from '../../text/visible.ts';

export interface OutputLine {
  readonly stream: OutputPiece['stream'];
  readonly text: VisibleText;
  /** Its end has not been printed yet: what follows belongs to it. */
  readonly open: boolean;
}

export interface OutputLines {
  readonly lines: readonly OutputLine[];
  /** Pieces that are in `lines`, and how many characters of the last one: it may still grow. */
  readonly pieces: number;
  readonly ofLast: number;
  /** Lines that were let go. */
  readonly dropped: number;
}

export const NO_OUTPUT: OutputLines = { lines: [], pieces: 0, ofLast: 0, dropped: 0 };

const MAX_LINES = 100_000;
/** Longer lines are continued on the next one, so that every part can be scrolled to. */
const MAX_LINE_CHARACTERS = 400;

/** Adds what came since; the same object when nothing did. */
export function takeOutput(taken: OutputLines, output: readonly OutputPiece[]): OutputLines {
  const grown = taken.pieces === 0 ? '' : (output[taken.pieces - 1]?.text.slice(taken.ofLast) ?? '');
  if (output.length === taken.pieces && grown === '') return taken;
  const lines = taken.lines.slice();
  if (grown !== '') addText(lines, output[taken.pieces - 1]!.stream, grown);
  for (const { stream, text } of output.slice(taken.pieces)) addText(lines, stream, text);
  const over = Math.max(0, lines.length - MAX_LINES);
  return {
    lines: over === 0 ? lines : lines.slice(over),
    pieces: output.length,
    ofLast: output.at(-1)?.text.length ?? 0,
    dropped: taken.dropped + over,
  };
}

/** Select Graphic Rendition, ECMA-48 8.3.117; and `erase to the end of the line` that GNU tools write after a colour. */
const COLOURS = /\x1b\[[0-9;:]*m(?:\x1b\[K)?/g;

function addText(lines: OutputLine[], stream: OutputPiece['stream'], text: string): void {
  const parts = text.split('\n');
  parts.forEach((part, i) => {
    const ended = i < parts.length - 1;
    if (part === '' && !ended) return;
    const last = lines.at(-1);
    // A carriage return before the line's end does nothing on a terminal, and tells that the line was written to one:
    // its colours were meant for that and would only hide the text. Any other control character is shown.
    const toTerminal = ended && part.endsWith('\r');
    const shown = toVisible(expandTabs(toTerminal ? part.slice(0, -1).replace(COLOURS, '') : part));
    if (last?.open && last.stream === stream) lines.pop();
    const whole = last?.open && last.stream === stream ? `${last.text}${shown}` : shown;
    for (let at = 0; at === 0 || at < whole.length; at += MAX_LINE_CHARACTERS) {
      const rest = at + MAX_LINE_CHARACTERS < whole.length;
      lines.push({ stream, text: whole.slice(at, at + MAX_LINE_CHARACTERS) as VisibleText, open: !ended && !rest });
    }
  });
}

function expandTabs(text: string): string {
  if (!text.includes('\t')) return text;
  let out = '';
  for (const [i, part] of text.split('\t').entries()) out += i === 0 ? part : ' '.repeat(8 - (widthCells(out) % 8)) + part;
  return out;
}

/** A line broken hard at `columns` cells, as a terminal breaks it. */
export function breakLine(text: VisibleText, columns: number): VisibleText[] {
  const width = widthCells(text);
  const rows = [sliceCells(text, 0, columns)];
  for (let at = columns; at < width; at += columns) rows.push(sliceCells(text, at, columns));
  return rows;
}

export const rowsOfLine = (text: VisibleText, columns: number): number => Math.max(1, Math.ceil(widthCells(text) / columns));
