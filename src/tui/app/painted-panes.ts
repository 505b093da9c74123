// The panes of the tab in front as parts of the picture: frames, titles over their borders, rows inside them.
import type { VisibleText } from '../../model/raw-text.ts';
import { fitCells, widthCells } from '../../text/cells.ts';
import { fillCells, putText } from '../paint/cell-row.ts';
import { paintFrameRow, paintRow } from '../paint/paint-row.ts';
import type { PaintedPart, Rect } from '../paint/screen.ts';
import type { Row } from '../pane.ts';
import { type Marks, marksFor } from '../theme/charset.ts';
import type { Theme } from '../theme/theme.ts';
import { insideOf } from './layout.ts';
import { PaneContents } from './pane-contents.ts';
import { focusedSlot, layoutOfState, slotsOf } from './panes.ts';
import { type AppState, activeTab } from './state.ts';

/**
 * Frames are painted and not Ink's: it would read each of their cells anew for every letter typed into the filter line (5 ms at 200x60).
 * @param contents what the panes showed last time: a pane whose model did not change is not asked again
 */
export function paintedPanes(state: AppState, theme: Theme, contents = new PaneContents()): PaintedPart[] {
  const tab = activeTab(state);
  if (tab === null) return [];
  const layout = layoutOfState(state);
  const focused = state.dialog === null ? focusedSlot(layout, tab)?.name : null;
  return slotsOf(layout).flatMap((slot) => {
    const hasKeys = slot.name === focused;
    const { title, status, footer, rows } = contents.of(state, tab, slot);
    const inside = insideOf(slot.rect);
    const marks = marksFor(state.utf8);
    const parts = [
      framePart(slot.rect, hasKeys, theme, marks),
      titlePart(slot.rect, title, status, hasKeys, theme),
      footerPart(slot.rect, footer, marks, theme),
    ];
    if (rows !== null) parts.push(rowsPart(inside, rows, hasKeys && state.line === null, theme, marks));
    return parts;
  });
}

function framePart(rect: Rect, focused: boolean, theme: Theme, marks: Marks): PaintedPart {
  const look = theme.look(focused ? 'frame-focused' : 'frame');
  return { rect, source: () => look, paint: (target, y) => paintFrameRow(target, rect, y, look, marks) };
}

function rowsPart(rect: Rect, rows: readonly Row[], focused: boolean, theme: Theme, marks: Marks): PaintedPart {
  const place = { left: rect.left, width: rect.width, focused, cursorMark: marks.cursor };
  return { rect, source: (y) => rows[y - rect.top], paint: (target, y) => paintRow(target, rows[y - rect.top], place, theme) };
}

/** ` Title ` and ` status ` over the upper border, one cell of it left at each end. The title gives way. */
function titlePart({ left, top, width }: Rect, title: VisibleText, status: VisibleText, focused: boolean, theme: Theme): PaintedPart {
  return {
    rect: { left, top, width, height: 1 },
    source: () => `${title}\n${status}\n${focused}`,
    paint(target) {
      const right = left + width - 1;
      const statusCells = status === '' ? 0 : widthCells(status) + 2;
      const fits = statusCells + 8 <= width;
      if (fits && statusCells > 0) putText(target, right - statusCells, right, ` ${status} `, theme.look('dim'));
      const room = right - left - 2 - (fits ? statusCells : 0) - 2;
      if (room < 2 || title === '') return;
      const text = widthCells(title) > room ? fitCells(title, room, '~') : title;
      const look = theme.look(focused ? 'heading' : 'normal');
      fillCells(target, left + 1, left + 3 + widthCells(text), 0);
      putText(target, left + 2, right, text, look);
    },
  };
}

/** ` meaning ` over the lower border, at its left. */
function footerPart({ left, top, width, height }: Rect, footer: VisibleText, marks: Marks, theme: Theme): PaintedPart {
  const room = width - 6;
  return {
    rect: { left, top: top + height - 1, width, height: 1 },
    source: () => footer,
    paint(target) {
      if (footer === '' || room < 10) return;
      const text = widthCells(footer) > room ? fitCells(footer, room, marks.ellipsis) : footer;
      putText(target, left + 2, left + width - 1, ` ${text} `, theme.look('dim'));
    },
  };
}
