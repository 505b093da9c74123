// The frame around the panes before Ink is loaded: the same header, borders and hints, drawn by the painter.
import { blankRow, type CellRow, putText } from '../paint/cell-row.ts';
import type { Rect } from '../paint/screen.ts';
import type { Span } from '../pane.ts';
import { type Marks, marksFor } from '../theme/charset.ts';
import type { Theme } from '../theme/theme.ts';
import type { Chrome } from './chrome.ts';
import { hintSpans } from './hint-spans.ts';

/** Dialogs and lines being edited wait for Ink; their frames are there. */
export function firstFrame(chrome: Chrome, theme: Theme): CellRow[] {
  const { columns, rows } = chrome.size;
  const frame = Array.from({ length: rows }, () => blankRow(columns));
  const marks = marksFor(chrome.utf8);
  if (chrome.tooSmall !== null) {
    putSpans(frame[0], [{ text: chrome.tooSmall, style: 'normal' }], columns, theme);
    return frame;
  }
  putSpans(frame[0], chrome.header, columns, theme);
  for (const { rect, focused } of chrome.frames) border(frame, rect, theme.look(focused ? 'frame-focused' : 'frame'), marks);
  putSpans(frame[chrome.hintRow], hintSpans(chrome.dialog?.hints ?? chrome.hints, chrome.message, columns), columns, theme);
  if (chrome.dialog !== null) {
    const { left, top, width, height } = chrome.dialog.rect;
    for (let y = top; y < top + height; y++) putText(frame[y] ?? blankRow(columns), left, left + width, ' '.repeat(width), 0);
    border(frame, chrome.dialog.rect, theme.look('frame-focused'), marks);
  }
  return frame;
}

function putSpans(row: CellRow | undefined, spans: readonly Span[], columns: number, theme: Theme): void {
  let x = 0;
  if (row !== undefined) for (const { text, style } of spans) x = putText(row, x, columns, text, theme.look(style));
}

function border(frame: readonly CellRow[], { left, top, width, height }: Rect, look: number, marks: Marks): void {
  const line = (y: number, first: string, last: string): void => {
    const row = frame[y];
    if (row !== undefined) putText(row, left, left + width, first + marks.horizontal.repeat(Math.max(0, width - 2)) + last, look);
  };
  line(top, marks.topLeft, marks.topRight);
  for (let y = top + 1; y < top + height - 1; y++) {
    const row = frame[y];
    if (row === undefined) continue;
    putText(row, left, left + 1, marks.vertical, look);
    putText(row, left + width - 1, left + width, marks.vertical, look);
  }
  line(top + height - 1, marks.bottomLeft, marks.bottomRight);
}
