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
  /** What row `y` is painted from: while it is the same (by `===`) and {@link Picture.base} too, the row is not painted again. */
  source(y: number): unknown;
}

/** Everything on the screen at one moment. */
export interface Picture {
  readonly columns: number;
  readonly rows: number;
  /** All that every row depends on, as text: where parts and overlays are, the theme. */
  readonly base: string;
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
  private sources: unknown[][] = [];
  private base = '';
  private cursorShown = '';

  /** The terminal's content is unknown now: the next picture is sent whole. */
  forget(): void {
    this.shown = [];
    this.sources = [];
    this.cursorShown = '';
  }

  /** The bytes that make the terminal show `picture`; '' when it already does. Wrapped as a synchronised update, which other terminals ignore. */
  show(picture: Picture): string {
    const pen: Pen = { look: -1 };
    let out = '';
    const base = `${picture.columns}x${picture.rows} ${picture.base}`;
    if (base !== this.base) this.sources = [];
    this.base = base;
    for (let y = 0; y < picture.rows; y++) {
      const sources = sourcesOf(picture, y);
      if (isSame(sources, this.sources[y])) continue;
      this.sources[y] = sources;
      const row = compose(picture, y);
      const before = this.shown[y] ?? null;
      const known = before !== null && before.text.length === row.text.length;
      out += diffRow(known ? before : null, row, y, pen);
      this.shown[y] = row;
    }
    this.shown.length = picture.rows;
    this.sources.length = Math.min(this.sources.length, picture.rows);
    const cursor = picture.cursor === null ? HIDE : `\x1b[${picture.cursor.row + 1};${picture.cursor.column + 1}H${SHOW}`;
    if (out === '' && cursor === this.cursorShown) return '';
    const hide = this.cursorShown.endsWith(SHOW) ? HIDE : '';
    const changed = cursor !== this.cursorShown || picture.cursor !== null;
    this.cursorShown = cursor;
    return `\x1b[?2026h${hide}${out}${changed ? cursor : ''}\x1b[?2026l`;
  }
}

/** Of the frame and of all parts that reach into the row. */
function sourcesOf(picture: Picture, y: number): unknown[] {
  const sources: unknown[] = [picture.frame(y)];
  for (const part of picture.parts) if (covers(part.rect, y)) sources.push(part.source(y));
  return sources;
}

const isSame = (a: readonly unknown[], b: readonly unknown[] | undefined): boolean =>
  b !== undefined && a.length === b.length && a.every((source, i) => source === b[i]);

function compose(picture: Picture, y: number): CellRow {
  const frame = picture.frame(y);
  const row = frame === undefined ? blankRow(picture.columns) : copyRow(frame);
  for (const part of picture.parts) if (covers(part.rect, y)) part.paint(row, y);
  if (frame !== undefined)
    for (const overlay of picture.overlays) if (covers(overlay, y)) copyCells(frame, row, overlay.left, overlay.left + overlay.width);
  return row;
}

const covers = ({ top, height }: Rect, y: number): boolean => y >= top && y < top + height;
