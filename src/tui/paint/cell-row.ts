// One row of the screen as cells: what stands in each and how it looks.
import { graphemes, isOneCellEach } from '../../text/cells.ts';
import { applySgr, lookOf, noAttributes } from './sgr.ts';

/** `text[x]` is a grapheme, or '' for the right half of the wide one at x - 1. `look[x]` is a number of `sgr.ts`. Changed in place: rows are the painter's own. */
export interface CellRow {
  readonly text: string[];
  readonly look: number[];
}

export const blankRow = (columns: number): CellRow => ({ text: new Array(columns).fill(' '), look: new Array(columns).fill(0) });

export const copyRow = (row: CellRow): CellRow => ({ text: row.text.slice(), look: row.look.slice() });

/**
 * Writes `text` from cell `x` on, up to cell `end` (exclusive). A wide character that would cross `end` becomes a space.
 * @returns the cell after the last one written
 */
export function putText(row: CellRow, x: number, end: number, text: string, look: number): number {
  let at = x;
  const stop = Math.min(end, row.text.length);
  if (at >= stop) return at;
  freeLeftHalf(row, at);
  if (isOneCellEach(text)) {
    for (let i = 0; i < text.length && at < stop; i++, at++) {
      row.text[at] = text[i] ?? ' ';
      row.look[at] = look;
    }
  } else {
    for (const { text: grapheme, cells } of graphemes(text)) {
      if (at >= stop) break;
      // A lone combining mark belongs to the cell before it.
      if (cells === 0) {
        if (at > x) row.text[at - 1] += grapheme;
        continue;
      }
      const fits = at + cells <= stop;
      row.text[at] = fits ? grapheme : ' ';
      row.look[at++] = look;
      if (cells === 2 && fits) {
        row.text[at] = '';
        row.look[at++] = look;
      }
    }
  }
  if (row.text[at] === '') row.text[at] = ' ';
  return at;
}

/** Fills cells with spaces. */
export function fillCells(row: CellRow, x: number, end: number, look: number): void {
  if (x < end) putText(row, x, end, ' '.repeat(end - x), look);
}

/** Copies the cells `x`…`end` of `from` over `to`. */
export function copyCells(from: CellRow, to: CellRow, x: number, end: number): void {
  freeLeftHalf(to, x);
  for (let at = x; at < end && at < to.text.length; at++) {
    to.text[at] = from.text[at] ?? ' ';
    to.look[at] = from.look[at] ?? 0;
  }
  if (to.text[end] === '') to.text[end] = ' ';
}

/** Puts all cells of `from` over those of `to` from `left` on. */
export function placeCells(from: CellRow, to: CellRow, left: number): void {
  freeLeftHalf(to, left);
  const { length } = from.text;
  for (let x = 0; x < length && left + x < to.text.length; x++) {
    to.text[left + x] = from.text[x] ?? ' ';
    to.look[left + x] = from.look[x] ?? 0;
  }
  if (to.text[left + length] === '') to.text[left + length] = ' ';
}

/** The cells of a line with SGR sequences, as Ink prints it. Other sequences are not expected there and are left out. */
export function rowOfLine(line: string, columns: number): CellRow {
  const row = blankRow(columns);
  const attributes = noAttributes();
  let x = 0;
  for (const part of line.split(/(\x1b\[[0-9;:]*[A-Za-z])/)) {
    if (part.startsWith('\x1b')) {
      if (part.endsWith('m')) applySgr(attributes, part.slice(2, -1));
    } else if (part !== '') x = putText(row, x, columns, part, lookOf(attributes));
  }
  return row;
}

/** The wide character whose right half is about to be overwritten loses its left half too. */
function freeLeftHalf(row: CellRow, x: number): void {
  if (x > 0 && row.text[x] === '') row.text[x - 1] = ' ';
}
