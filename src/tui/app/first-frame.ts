// What Ink draws around the panes, before it is loaded: the same header and hints, drawn by the painter.
import { blankRow, type CellRow, fillCells, putText } from '../paint/cell-row.ts';
import { paintFrameRow } from '../paint/paint-row.ts';
import type { Span } from '../pane.ts';
import { marksFor } from '../theme/charset.ts';
import type { Theme } from '../theme/theme.ts';
import type { Chrome } from './chrome.ts';
import { hintSpans } from './hint-spans.ts';

/** Of a dialog only its frame is there yet. */
export function firstFrame(chrome: Chrome, theme: Theme): CellRow[] {
  const { columns, rows } = chrome.size;
  const frame = Array.from({ length: rows }, () => blankRow(columns));
  if (chrome.tooSmall !== null) {
    putSpans(frame[0], [{ text: chrome.tooSmall, style: 'normal' }], columns, theme);
    return frame;
  }
  putSpans(frame[0], chrome.header, columns, theme);
  putSpans(frame[chrome.hintRow], hintSpans(chrome.dialog?.hints ?? chrome.hints, chrome.message, columns), columns, theme);
  const rect = chrome.dialog?.rect;
  if (rect === undefined) return frame;
  for (const [y, row] of frame.entries()) {
    if (y < rect.top || y >= rect.top + rect.height) continue;
    fillCells(row, rect.left, rect.left + rect.width, 0);
    paintFrameRow(row, rect, y, theme.look('frame-focused'), marksFor(chrome.utf8));
  }
  return frame;
}

function putSpans(row: CellRow | undefined, spans: readonly Span[], columns: number, theme: Theme): void {
  let x = 0;
  if (row !== undefined) for (const { text, style } of spans) x = putText(row, x, columns, text, theme.look(style));
}
