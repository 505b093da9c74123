// Where everything stands on the screen, from its size alone: pure arithmetic that Ink's frames and the painter share.
import type { Rect } from '../paint/screen.ts';
import type { SizeCells, ViewId } from '../pane.ts';

/** A frame with a view in it. `rect` includes the border; see {@link insideOf}. */
export interface Slot {
  readonly name: SlotName;
  readonly view: ViewId;
  readonly rect: Rect;
}

/** `main` holds the chosen view, `side` the processes, `aside` the event under the cursor on wide screens, `strip` the finding. */
export type SlotName = 'main' | 'side' | 'aside' | 'strip';

export type Layout =
  | { readonly kind: 'too-small'; readonly size: SizeCells }
  | {
      readonly kind: 'panes';
      readonly size: SizeCells;
      /** Row of the tabs; null while there is one capture only. */
      readonly tabsRow: number | null;
      readonly slots: readonly Slot[];
      /** Row of the filter or search line; null while none is edited. */
      readonly lineRow: number | null;
      readonly hintRow: number;
    };

export interface LayoutNeeds {
  readonly size: SizeCells;
  readonly view: ViewId;
  readonly tabs: number;
  /** There is a report to keep in view on small screens too. */
  readonly finding: boolean;
  readonly lineOpen: boolean;
}

/** Below this nothing can be read. */
export const SMALLEST: SizeCells = { columns: 30, rows: 8 };
/** From here on processes stand beside the chosen view. */
const SIDE_BY_SIDE: SizeCells = { columns: 80, rows: 20 };
/** Chains, trees and tables need the whole width of a narrower screen; the list of calls does with less. */
const SIDE_BESIDE_OTHERS_COLUMNS = 110;
/** From here on the event under the cursor is shown in full beside the calls. */
const WITH_ASIDE_COLUMNS = 160;
const STRIP_ROWS = 4;
const SMALL_STRIP_ROWS = 3;
/** A pane with its frame has at least these. */
const LEAST_ROWS = 4;

export function layoutOf({ size, view, tabs, finding, lineOpen }: LayoutNeeds): Layout {
  const { columns, rows } = size;
  if (columns < SMALLEST.columns || rows < SMALLEST.rows) return { kind: 'too-small', size };
  const tabsRow = tabs > 1 ? 1 : null;
  const top = tabsRow === null ? 1 : 2;
  const hintRow = rows - 1;
  const lineRow = lineOpen ? rows - 2 : null;
  const bottom = lineRow ?? hintRow;
  const roomy = columns >= SIDE_BY_SIDE.columns && rows >= SIDE_BY_SIDE.rows;
  const small = finding && bottom - top >= SMALL_STRIP_ROWS + LEAST_ROWS ? SMALL_STRIP_ROWS : 0;
  const stripRows = view === 'why' ? 0 : roomy ? STRIP_ROWS : small;
  const upper = bottom - top - stripRows;
  const slots: Slot[] = [];
  let left = 0;
  if (roomy && view !== 'processes' && (view === 'calls' || columns >= SIDE_BESIDE_OTHERS_COLUMNS)) {
    const width = Math.max(22, Math.min(44, Math.floor(columns * 0.26)));
    slots.push({ name: 'side', view: 'processes', rect: { left, top, width, height: upper } });
    left += width;
  }
  const asideWidth = columns >= WITH_ASIDE_COLUMNS && view === 'calls' ? Math.floor(columns * 0.3) : 0;
  slots.push({ name: 'main', view, rect: { left, top, width: columns - left - asideWidth, height: upper } });
  if (asideWidth > 0) slots.push({ name: 'aside', view: 'detail', rect: { left: columns - asideWidth, top, width: asideWidth, height: upper } });
  if (stripRows > 0) slots.push({ name: 'strip', view: 'why', rect: { left: 0, top: top + upper, width: columns, height: stripRows } });
  return { kind: 'panes', size, tabsRow, slots, lineRow, hintRow };
}

/** The cells inside a frame. */
export const insideOf = ({ left, top, width, height }: Rect): Rect => ({
  left: left + 1,
  top: top + 1,
  width: Math.max(0, width - 2),
  height: Math.max(0, height - 2),
});

export const sizeOf = ({ width, height }: Rect): SizeCells => ({ columns: width, rows: height });

/** A dialog of the wanted inside, in the middle of the screen, with its frame; smaller when the screen is. */
export function dialogRect(screen: SizeCells, wanted: SizeCells): Rect {
  const width = Math.min(screen.columns, wanted.columns + 4);
  const height = Math.min(screen.rows - 1, wanted.rows + 2);
  return { left: Math.floor((screen.columns - width) / 2), top: Math.max(0, Math.floor((screen.rows - 1 - height) / 2)), width, height };
}

export const contains = ({ left, top, width, height }: Rect, column: number, row: number): boolean =>
  column >= left && column < left + width && row >= top && row < top + height;
