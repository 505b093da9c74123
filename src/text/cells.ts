// Width of text in terminal cells, and cutting and padding by it.
import { eastAsianWidth } from 'get-east-asian-width';
import type { VisibleText } from '../model/raw-text.ts';

/** Every character of these is one cell and joins with no other: ASCII, Latin letters, punctuation, arrows, box drawing, marks. */
const ONE_CELL_EACH = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u232b\u23ce\u2500-\u25fc\u2713-\u2718]*$/;

let segmenter: Intl.Segmenter | undefined;

/** Splits into what a reader takes for one character. Made when it is first needed: that costs some milliseconds, which most starts never spend. */
export function graphemeSegments(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** One grapheme and how many cells it takes: 1 or 2, 0 for a lone combining mark. */
export interface Grapheme {
  readonly text: string;
  readonly cells: number;
}

/** True when each UTF-16 unit of `text` is one cell. */
export const isOneCellEach = (text: string): boolean => ONE_CELL_EACH.test(text);

/** How many terminal cells `text` takes. Text must be free of control characters (VisibleText). */
export function widthCells(text: string): number {
  if (isOneCellEach(text)) return text.length;
  let cells = 0;
  for (const grapheme of graphemes(text)) cells += grapheme.cells;
  return cells;
}

/** The graphemes of `text` in order. */
export function* graphemes(text: string): Generator<Grapheme> {
  if (isOneCellEach(text)) {
    for (const character of text) yield { text: character, cells: 1 };
    return;
  }
  for (const { segment } of graphemeSegments(text)) yield { text: segment, cells: graphemeCells(segment) };
}

/** The longest start of `text` that fits into `columns` cells. */
export function cutCells(text: VisibleText, columns: number): VisibleText {
  return sliceCells(text, 0, columns);
}

/** `columns` cells of `text` from cell `from` on. A wide character cut by either edge becomes a space. */
export function sliceCells(text: VisibleText, from: number, columns: number): VisibleText {
  if (columns <= 0) return '' as VisibleText;
  if (isOneCellEach(text)) return text.slice(from, from + columns) as VisibleText;
  const end = from + columns;
  let out = '';
  let at = 0;
  for (const { text: grapheme, cells } of graphemes(text)) {
    const next = at + cells;
    if (at >= end) break;
    if (at >= from && next <= end) out += grapheme;
    else if (next > from && cells === 2) out += ' ';
    at = next;
  }
  return out as VisibleText;
}

/** `text` in exactly `columns` cells: padded with spaces, or cut with `ellipsis` as its last character. */
export function fitCells(text: VisibleText, columns: number, ellipsis = '…'): VisibleText {
  if (columns <= 0) return '' as VisibleText;
  const width = widthCells(text);
  if (width <= columns) return (text + ' '.repeat(columns - width)) as VisibleText;
  const cut = cutCells(text, columns - 1);
  return (cut + ' '.repeat(columns - 1 - widthCells(cut)) + ellipsis) as VisibleText;
}

/** As {@link fitCells}, but the end of `text` stays: `…/x86_64-linux-gnu/libgcc_s.so.1`. For paths, whose end says most. */
export function fitEndCells(text: VisibleText, columns: number, ellipsis = '…'): VisibleText {
  const width = widthCells(text);
  if (columns <= 0 || width <= columns) return fitCells(text, columns, ellipsis);
  const kept = sliceCells(text, width - columns + 1, columns - 1);
  return (ellipsis + kept) as VisibleText;
}

/** Right-aligned in exactly `columns` cells; cut at the left edge's expense when too long. */
export function padStartCells(text: VisibleText, columns: number, ellipsis = '…'): VisibleText {
  const width = widthCells(text);
  return width >= columns ? fitCells(text, columns, ellipsis) : ((' '.repeat(columns - width) + text) as VisibleText);
}

const known = new Map<string, number>();

function graphemeCells(grapheme: string): number {
  let cells = known.get(grapheme);
  if (cells === undefined) {
    cells = measure(grapheme);
    if (known.size > 4000) known.clear();
    known.set(grapheme, cells);
  }
  return cells;
}

/** Variation selector 16, joined emoji, skin tones and flags (two regional indicators) take two cells whatever they begin with. */
const EMOJI_SEQUENCE = /\ufe0f|\p{Extended_Pictographic}\u200d\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}]|[\u{1f1e6}-\u{1f1ff}]{2}/u;
const INVISIBLE = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u;

/** Not string-width, which agrees but costs a quarter of the first frame to load (its regular expression of all emoji). @see UAX #11, UTS #51 */
function measure(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) return 0;
  if (EMOJI_SEQUENCE.test(grapheme)) return 2;
  // Half-width kana's voicing marks stand in a cell of their own.
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0) + (grapheme.match(/(?!^)[\uff9e\uff9f]/g)?.length ?? 0);
}
