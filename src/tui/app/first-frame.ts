// What Ink draws, before it is loaded: the same dialog, drawn by the painter.
import { blankRow, type CellRow, fillCells, putText } from '../paint/cell-row.ts';
import { paintFrameRow, paintRow } from '../paint/paint-row.ts';
import { type Marks, marksFor } from '../theme/charset.ts';
import type { Theme } from '../theme/theme.ts';
import type { Chrome, ChromeDialog } from './chrome.ts';

export function firstFrame(chrome: Chrome, theme: Theme): CellRow[] {
  const { columns, rows } = chrome.size;
  const frame = Array.from({ length: rows }, () => blankRow(columns));
  if (chrome.tooSmall !== null) {
    const [first] = frame;
    if (first !== undefined) putText(first, 0, columns, chrome.tooSmall, theme.look('normal'));
    return frame;
  }
  if (chrome.dialog !== null) putDialog(frame, chrome.dialog, theme, marksFor(chrome.utf8));
  return frame;
}

function putDialog(frame: readonly CellRow[], { rect, title, context, rows }: ChromeDialog, theme: Theme, marks: Marks): void {
  const place = { left: rect.left + 2, width: context.size.columns, focused: true, cursorMark: marks.cursor };
  const inside = rows();
  for (const [y, row] of frame.entries()) {
    if (y < rect.top || y >= rect.top + rect.height) continue;
    fillCells(row, rect.left, rect.left + rect.width, 0);
    paintFrameRow(row, rect, y, theme.look('frame-focused'), marks);
    if (y === rect.top) putText(row, rect.left + 2, rect.left + rect.width - 1, ` ${title} `, theme.look('heading'));
    else if (y < rect.top + rect.height - 1) paintRow(row, inside[y - rect.top - 1], place, theme);
  }
}
