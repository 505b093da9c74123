// Lays painted panes over the frame and sends the terminal only the cells that changed.
import { blankRow, type CellRow, copyCells, copyRow } from './cell-row.ts';
import { diffRow, type Pen } from './diff.ts';

/** A rectangle in cells from 0. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Paints its part of row `y` of the screen over what the frame has there. */
export interface PaintedPart {
  readonly rect: Rect;
  paint(target: CellRow, y: number): void;
}

/** Everything on the screen at one moment. */
export interface Picture {
  readonly columns: number;
  readonly rows: number;
  /** Row `y` of the frame below everything; undefined where it has none. Not changed. */
  frame(y: number): CellRow | undefined;
  readonly parts: readonly PaintedPart[];
  /** Dialogs and pop-ups of the frame: no part paints over them. */
  readonly overlays: readonly Rect[];
  /** Where the line being edited has its cursor; null hides it. */
  readonly cursor: { readonly column: number; readonly row: number } | null;
}

const HIDE = '\x1b[?25l';
const SHOW = '\x1b[?25h';

export class Screen {
  private shown: (CellRow | null)[] = [];
  private cursorShown = '';

  /** The terminal's content is unknown now: the next picture is sent whole. */
  forget(): void {
    this.shown = [];
    this.cursorShown = '';
  }

  /** The bytes that make the terminal show `picture`; '' when it already does. Wrapped as a synchronised update, which other terminals ignore. */
  show(picture: Picture): string {
    const pen: Pen = { look: -1 };
    let out = '';
    for (let y = 0; y < picture.rows; y++) {
      const row = compose(picture, y);
      const before = this.shown[y] ?? null;
      const known = before !== null && before.text.length === row.text.length;
      out += diffRow(known ? before : null, row, y, pen);
      this.shown[y] = row;
    }
    this.shown.length = picture.rows;
    const cursor = picture.cursor === null ? HIDE : `\x1b[${picture.cursor.row + 1};${picture.cursor.column + 1}H${SHOW}`;
    if (out === '' && cursor === this.cursorShown) return '';
    const hide = this.cursorShown.endsWith(SHOW) ? HIDE : '';
    const changed = cursor !== this.cursorShown || picture.cursor !== null;
    this.cursorShown = cursor;
    return `\x1b[?2026h${hide}${out}${changed ? cursor : ''}\x1b[?2026l`;
  }
}

function compose(picture: Picture, y: number): CellRow {
  const frame = picture.frame(y);
  const row = frame === undefined ? blankRow(picture.columns) : copyRow(frame);
  for (const part of picture.parts) if (covers(part.rect, y)) part.paint(row, y);
  if (frame !== undefined)
    for (const overlay of picture.overlays) if (covers(overlay, y)) copyCells(frame, row, overlay.left, overlay.left + overlay.width);
  return row;
}

const covers = ({ top, height }: Rect, y: number): boolean => y >= top && y < top + height;
