// The box that takes a pasted or typed capture; Enter on an empty line or Ctrl-D ends it.
import type { InputEvent } from '../input/input-event.ts';
import { type EditedLine, editLine, lineOf } from '../line-editor.ts';
import type { Row } from '../pane.ts';
import { counted, cutText, emptyRow, row, wrapText } from '../row-text.ts';
import { fieldRow } from './field.ts';
import type { PartContext, PartScreen, PartUpdate } from './part.ts';
import { spokenSize } from './spoken.ts';

export interface PasteBox {
  /** Whole lines so far, each with its line end. */
  readonly text: string;
  /** The end of it, for the screen: the whole is put together only once, when it is opened. */
  readonly tail: string;
  /** How many they are, and their size in UTF-8. */
  readonly count: number;
  readonly sizeBytes: number;
  /** The line that is being typed, or the last of a paste that has no line end yet. */
  readonly line: EditedLine;
  readonly problem: string | null;
}

/** More lines fit no screen. */
const TAIL_CHARACTERS = 20_000;

export const openPasteBox = (): PasteBox => ({ text: '', tail: '', count: 0, sizeBytes: 0, line: lineOf(''), problem: null });

export function updatePasteBox(box: PasteBox, input: InputEvent): PartUpdate<PasteBox> {
  if (input.kind === 'paste') {
    const text = box.line.text + input.text;
    const end = text.lastIndexOf('\n') + 1;
    return { model: { ...withLines(box, text.slice(0, end)), line: lineOf(text.slice(end)) } };
  }
  if (input.kind === 'key') {
    if (input.key === 'esc') return { model: box, outcome: { kind: 'back' } };
    if (input.key === 'ctrl-d' || (input.key === 'enter' && box.line.text === '')) return finish(box);
    if (input.key === 'enter') return { model: { ...withLines(box, `${box.line.text}\n`), line: lineOf('') } };
    if (input.key === 'ctrl-u') return { model: openPasteBox() };
  }
  const line = editLine(box.line, input);
  return { model: line === null ? box : { ...box, line, problem: null } };
}

/** @param lines whole lines */
const withLines = (box: PasteBox, lines: string): PasteBox => ({
  ...box,
  text: box.text + lines,
  tail: (box.tail + lines).slice(-TAIL_CHARACTERS),
  count: box.count + lines.split('\n').length - 1,
  sizeBytes: box.sizeBytes + Buffer.byteLength(lines),
  problem: null,
});

function finish(box: PasteBox): PartUpdate<PasteBox> {
  const text = box.line.text === '' ? box.text : `${box.text}${box.line.text}\n`;
  if (text.trim() === '') return { model: { ...box, problem: 'nothing is pasted yet' } };
  return { model: box, outcome: { kind: 'open', request: { kind: 'paste', text } } };
}

export function pasteScreen(box: PasteBox, { size, utf8 }: PartContext): PartScreen {
  const { columns } = size;
  const rows: Row[] = wrapText('Paste strace output, then press Enter on an empty line or Ctrl-D.', columns - 2).map((text) => row(` ${text}`));
  // A paste may be of many megabytes: only its end is looked at.
  const lines = box.tail === '' ? [] : box.tail.slice(0, -1).split('\n');
  rows.push(emptyRow);
  const room = Math.max(1, size.rows - rows.length - 3);
  rows.push(...lines.slice(-room).map((line) => row([` ${cutText(line, columns - 2, utf8)}`, 'dim'])));
  const field = fieldRow('', box.line, { columns, labelWidth: 0, utf8, focused: true, placeholder: '' });
  rows.push(field.row);
  const cursor = { column: field.cursorColumn, row: rows.length - 1 };
  const count = box.count + (box.line.text === '' ? 0 : 1);
  const state = box.problem ?? `${counted(count, 'line')}, ${spokenSize(box.sizeBytes + Buffer.byteLength(box.line.text))}`;
  rows.push(emptyRow, row([` ${state}`, box.problem === null ? 'dim' : 'error']));
  return { rows, cursor };
}

export const PASTE_HINTS = [
  { key: 'ctrl-u', says: 'clear' },
  { key: 'ctrl-d', says: 'done' },
  { key: 'esc', says: 'back' },
];
