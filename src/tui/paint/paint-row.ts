// A pane's frame and rows, in their styles, into cells of the screen.
import type { Row } from '../pane.ts';
import type { Marks } from '../theme/charset.ts';
import type { Theme } from '../theme/theme.ts';
import { type CellRow, fillCells, putText } from './cell-row.ts';
import type { Rect } from './screen.ts';

export interface RowPlace {
  readonly left: number;
  readonly width: number;
  /** The cursor of the pane that has the keys is inverse; in other panes it is only marked. */
  readonly focused: boolean;
  readonly cursorMark: string;
}

/** Writes one row over the cells `left`…`left + width`, cut or padded to exactly that. `undefined`: an empty row. */
export function paintRow(target: CellRow, row: Row | undefined, { left, width, focused, cursorMark }: RowPlace, theme: Theme): void {
  const end = left + width;
  const isCursor = row?.cursor === true;
  const inverse = isCursor && focused;
  const padding = inverse ? theme.look('cursor') : 0;
  let x = left;
  for (const { text, style } of row?.spans ?? []) {
    if (x >= end) break;
    // Colours on an inverse row would be patches of background: it is plain, but what was searched for still stands out.
    const look = inverse ? theme.look(style === 'match' ? 'match' : 'cursor') : theme.look(style);
    x = putText(target, x, end, text, look);
  }
  fillCells(target, x, end, padding);
  // A first cell that is blank takes the mark, so that the cursor shows without colour too.
  if (isCursor && target.text[left] === ' ') target.text[left] = cursorMark;
}

/** Row `y` of a frame around `rect`: a line at its top and bottom, its sides between them. */
export function paintFrameRow(target: CellRow, { left, top, width, height }: Rect, y: number, look: number, marks: Marks): void {
  const right = left + width - 1;
  const isTop = y === top;
  if (isTop || y === top + height - 1) {
    const [first, last] = isTop ? [marks.topLeft, marks.topRight] : [marks.bottomLeft, marks.bottomRight];
    putText(target, left, right + 1, first + marks.horizontal.repeat(Math.max(0, width - 2)) + last, look);
    return;
  }
  putText(target, left, left + 1, marks.vertical, look);
  putText(target, right, right + 1, marks.vertical, look);
}
