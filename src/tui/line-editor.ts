// One line of text being edited: what each key does to it. For the filter and search lines and for dialogs.
import { graphemeSegments } from '../text/cells.ts';
import type { InputEvent } from './input/input-event.ts';

/** `cursor` counts UTF-16 units and never stands inside a grapheme. */
export interface EditedLine {
  readonly text: string;
  readonly cursor: number;
}

export const lineOf = (text: string): EditedLine => ({ text, cursor: text.length });

/** @returns null when the input is none that edits (Enter, Esc, Tab, up, down…) */
export function editLine(line: EditedLine, input: InputEvent): EditedLine | null {
  if (input.kind === 'mouse') return null;
  // A pasted command line is one line: its line ends become blanks.
  if (input.kind === 'paste') return insert(line, input.text.replace(/\n+$/, '').replace(/[\n\t]+/g, ' '));
  const { text, cursor } = line;
  switch (input.key) {
    case 'backspace':
    case 'ctrl-h':
      return cut(line, before(line), cursor);
    case 'delete':
    case 'ctrl-d':
      return cut(line, cursor, after(line));
    case 'left':
    case 'ctrl-b':
      return { text, cursor: before(line) };
    case 'right':
    case 'ctrl-f':
      return { text, cursor: after(line) };
    case 'ctrl-left':
      return { text, cursor: wordBefore(line) };
    case 'ctrl-right':
      return { text, cursor: wordAfter(line) };
    case 'home':
    case 'ctrl-a':
      return { text, cursor: 0 };
    case 'end':
    case 'ctrl-e':
      return lineOf(text);
    case 'ctrl-w':
      return cut(line, wordBefore(line), cursor);
    case 'ctrl-u':
      return cut(line, 0, cursor);
    case 'ctrl-k':
      return cut(line, cursor, text.length);
    default:
      return input.text === null ? null : insert(line, input.text);
  }
}

const insert = ({ text, cursor }: EditedLine, added: string): EditedLine => ({
  text: text.slice(0, cursor) + added + text.slice(cursor),
  cursor: cursor + added.length,
});

const cut = ({ text }: EditedLine, from: number, to: number): EditedLine => ({ text: text.slice(0, from) + text.slice(to), cursor: from });

function before({ text, cursor }: EditedLine): number {
  let last = 0;
  for (const { index } of graphemeSegments(text.slice(0, cursor))) last = index;
  return last;
}

function after({ text, cursor }: EditedLine): number {
  for (const { segment } of graphemeSegments(text.slice(cursor))) return cursor + segment.length;
  return cursor;
}

const wordBefore = ({ text, cursor }: EditedLine): number => /\S*\s*$/.exec(text.slice(0, cursor))?.index ?? 0;
const wordAfter = ({ text, cursor }: EditedLine): number => cursor + (/^\s*\S*/.exec(text.slice(cursor))?.[0].length ?? 0);
