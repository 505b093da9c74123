// How wide the columns of a small table are, so that it fits its pane.
import { widthCells } from '../text/cells.ts';
import { toVisible } from '../text/visible.ts';

/** A table of at most some 20 rows; `cells` of a row are in the order of `titles`. */
export interface TableData {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Borders and padding around `count` columns: `│ a │ b │`. */
const frameCells = (count: number): number => 3 * count + 1;

const LEAST = 3;

/** As wide as their longest cell; when that is too much, the widest shrink first. None shrinks below 3 cells. */
export function columnWidths({ titles, rows }: TableData, width: number): number[] {
  const widths = titles.map((title, column) => Math.max(1, widthCells(title), ...rows.map((cells) => widthCells(toVisible(cells[column] ?? '')))));
  let over = widths.reduce((sum, cells) => sum + cells, frameCells(titles.length)) - width;
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    if (widths[widest]! <= LEAST) break;
    widths[widest]!--;
    over--;
  }
  return widths;
}
