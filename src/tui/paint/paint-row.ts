// A pane's frame and rows, in their styles, into cells of the screen.
import type { Row } from '../pane.ts';
import type { Marks } from '../theme/charset.ts';
import type { Theme } from '../theme/theme.ts';
import { blankRow, type CellRow, fillCells, placeCells, putText } from './cell-row.ts';
import type { Rect } from './screen.ts';

export interface RowPlace {
  readonly left: number;
  readonly width: number;
  /** The cursor of the pane that has the keys is inverse; in other panes it is only marked. */
  readonly focused: boolean;
  readonly cursorMark: string;
}

/** Rows painted before: a pane that returns the same row again has it copied. The cursor's row is always another object. */
const painted = new WeakMap<Row, { readonly width: number; readonly theme: Theme; readonly cells: CellRow }>();

/** Writes one row over the cells `left`…`left + width`, cut or padded to exactly that. `undefined`: an empty row. */
export function paintRow(target: CellRow, row: Row | undefined, place: RowPlace, theme: Theme) {
  const { left, width } = place;
  if (row === undefined) return fillCells(target, left, left + width, 0);
  if (row.cursor === true) return paintSpans(target, row, place, theme);
  let known = painted.get(row);
  if (known === undefined || known.width !== width || known.theme !== theme) {
    known = { width, theme, cells: blankRow(width) };
    paintSpans(known.cells, row, { ...place, left: 0 }, theme);
    painted.set(row, known);
  }
  placeCells(known.cells, target, left);
}

function paintSpans(target: CellRow, row: Row, { left, width, focused, cursorMark }: RowPlace, theme: Theme): void {
  const end = left + width;
  const inverse = row.cursor === true && focused;
  const padding = inverse ? theme.look('cursor') : 0;
  let x = left;
  for (const { text, style } of row.spans) {
    if (x >= end) break;
    // Colours on an inverse row would be patches of background: it is plain, but what was searched for still stands out.
    const look = inverse ? theme.look(style === 'match' ? 'match' : 'cursor') : theme.look(style);
    x = putText(target, x, end, text, look);
  }
  fillCells(target, x, end, padding);
  // A first cell that is blank takes the mark, so that the cursor shows without colour too.
  if (row.cursor === true && target.text[left] === ' ') target.text[left] = cursorMark;
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
