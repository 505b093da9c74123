// A pane's row, in its styles, into cells of the screen.
import { isOneCellEach, widthCells } from '../../text/cells.ts';
import type { Row } from '../pane.ts';
import type { Theme } from '../theme/theme.ts';
import { type CellRow, fillCells, putText } from './cell-row.ts';

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

/** A title over a frame's border: from `left` on, at most `width` cells. @returns the cells it took */
export function paintTitle(target: CellRow, text: string, left: number, width: number, look: number): number {
  const cells = isOneCellEach(text) ? text.length : widthCells(text);
  putText(target, left, left + width, text, look);
  return Math.min(cells, width);
}
