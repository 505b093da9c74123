// The bytes that turn one row of the screen into another.
import { isOneCellEach } from '../../text/cells.ts';
import type { CellRow } from './cell-row.ts';
import { lookSequence } from './sgr.ts';

/** Unchanged cells between two changes that are sent again, because moving the cursor over them costs as much. */
const BRIDGE = 7;

/** Beyond the first plane (emoji) or made of several code points; CJK is two cells everywhere. */
const DISPUTED = /[\u{10000}-\u{10ffff}]|\u200d|\ufe0f/u;

/** What the terminal is set to while bytes are collected for it. */
export interface Pen {
  look: number;
}

/**
 * Appends nothing for equal rows; else moves to each changed stretch and writes it.
 * @param before what the terminal shows there; null when unknown: the whole row is written
 * @param y row from 0
 */
export function diffRow(before: CellRow | null, after: CellRow, y: number, pen: Pen): string {
  const columns = after.text.length;
  let out = '';
  let x = 0;
  while (x < columns) {
    if (before !== null && same(before, after, x)) {
      x++;
      continue;
    }
    const from = after.text[x] === '' && x > 0 ? x - 1 : x;
    let end = x + 1;
    for (let gap = 0, at = end; at < columns && gap <= BRIDGE; at++) {
      if (before !== null && same(before, after, at)) gap++;
      else {
        gap = 0;
        end = at + 1;
      }
    }
    if (after.text[end] === '') end++;
    out += writeCells(after, from, end, y, pen);
    x = end;
  }
  return out;
}

/** Cells `from`…`end`; blank ones up to the row's end are erased instead of written. */
function writeCells(row: CellRow, from: number, end: number, y: number, pen: Pen): string {
  const columns = row.text.length;
  let last = end;
  if (end === columns) while (last > from && row.text[last - 1] === ' ' && row.look[last - 1] === 0) last--;
  const erase = end - last > 3;
  if (!erase) last = end;
  let out = `\x1b[${y + 1};${from + 1}H`;
  for (let x = from; x < last; x++) {
    const text = row.text[x];
    if (text === '' || text === undefined) continue;
    const look = row.look[x] ?? 0;
    if (look !== pen.look) {
      out += lookSequence(look);
      pen.look = look;
    }
    if (isOneCellEach(text)) {
      out += text;
      continue;
    }
    // Terminals disagree about the width of emoji and the like: blank what it may or may not cover, and say where the next cell is.
    const next = row.text[x + 1] === '' ? x + 2 : x + 1;
    if (next === x + 2 && DISPUTED.test(text)) out += `  \x1b[${x + 1}G`;
    out += text;
    if (next < last) out += `\x1b[${next + 1}G`;
  }
  if (erase) {
    if (pen.look !== 0) out += lookSequence(0);
    pen.look = 0;
    out += '\x1b[K';
  }
  return out;
}

const same = (a: CellRow, b: CellRow, x: number): boolean => a.text[x] === b.text[x] && a.look[x] === b.look[x];
