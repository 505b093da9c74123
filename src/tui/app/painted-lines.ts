// The lines around the panes, painted over what Ink draws, since a frame of Ink's costs many times as much: the header changes with each second and count,
// the hints with each message, the line that is edited with each letter.
import { cutSpans } from '../cut-spans.ts';
import { paintFrameRow, paintRow } from '../paint/paint-row.ts';
import type { PaintedPart } from '../paint/screen.ts';
import type { Span } from '../pane.ts';
import { type Marks, marksFor } from '../theme/charset.ts';
import type { Theme } from '../theme/theme.ts';
import type { Chrome, ChromeLine } from './chrome.ts';
import { hintSpans } from './hint-spans.ts';
import { insideOf } from './layout.ts';

/** @returns parts of the picture, to be painted over the panes; on a screen that is too small there are none */
export function paintedLines(chrome: Chrome, theme: Theme): readonly PaintedPart[] {
  const { size, utf8, header, line, hintRow, hints, message, dialog, tooSmall } = chrome;
  if (tooSmall !== null) return [];
  const marks = marksFor(utf8);
  const part = (row: number, spans: readonly Span[]) => linePart(row, size.columns, spans, theme, marks);
  const parts = [part(0, header), part(hintRow, hintSpans(dialog?.hints ?? hints, message, size.columns))];
  if (line !== null) parts.push(part(line.row, line.spans));
  if (line !== null && line.popup !== null) parts.push(completions(line.popup, theme, marks));
  return parts;
}

function linePart(top: number, width: number, spans: readonly Span[], theme: Theme, marks: Marks): PaintedPart {
  const from = JSON.stringify(spans);
  const place = { left: 0, width, focused: false, cursorMark: marks.cursor };
  return {
    rect: { left: 0, top, width, height: 1 },
    source: () => from,
    paint: (target) => paintRow(target, { spans: cutSpans(spans, width, marks.ellipsis) }, place, theme),
  };
}

/** Completions of the line in a box above it. */
function completions({ rect, rows, chosen }: NonNullable<ChromeLine['popup']>, theme: Theme, marks: Marks): PaintedPart {
  const inside = insideOf(rect);
  const place = { left: inside.left, width: inside.width, focused: true, cursorMark: marks.cursor };
  const frame = theme.look('frame-focused');
  return {
    rect,
    source: (y) => JSON.stringify([rows[y - inside.top], y - inside.top === chosen]),
    paint(target, y) {
      paintFrameRow(target, rect, y, frame, marks);
      const spans = rows[y - inside.top];
      if (spans !== undefined) paintRow(target, { spans, cursor: y - inside.top === chosen }, place, theme);
    },
  };
}
