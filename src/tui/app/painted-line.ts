// The filter, search or input line while it is edited, with its completions in a box above it: painted, since it changes with each letter typed.
import { paintFrameRow, paintRow } from '../paint/paint-row.ts';
import type { PaintedPart } from '../paint/screen.ts';
import { type Marks, marksFor } from '../theme/charset.ts';
import type { Theme } from '../theme/theme.ts';
import type { Chrome, ChromeLine } from './chrome.ts';
import { insideOf } from './layout.ts';

/** @returns the parts of the picture that show it, over those of the panes; none while nothing is edited */
export function paintedLine({ line, size: { columns }, utf8 }: Chrome, theme: Theme): readonly PaintedPart[] {
  if (line === null) return [];
  const { row, spans, popup } = line;
  const marks = marksFor(utf8);
  const from = JSON.stringify(spans);
  const edited: PaintedPart = {
    rect: { left: 0, top: row, width: columns, height: 1 },
    source: () => from,
    paint: (target) => paintRow(target, { spans }, { left: 0, width: columns, focused: true, cursorMark: marks.cursor }, theme),
  };
  return popup === null ? [edited] : [edited, completions(popup, theme, marks)];
}

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
