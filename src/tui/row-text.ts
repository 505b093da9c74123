// The small change of rows: spans, widths in terminal cells, cutting, padding and wrapping, and numbers as people read them.
import type { RawText, VisibleText } from '../model/raw-text.ts';
import { sliceCells, widthCells } from '../text/cells.ts';
import { toVisible } from '../text/visible.ts';
import { wrapCells } from '../text/wrap.ts';
import type { Row, Span, StyleName } from './pane.ts';

/** A span of any text: escapes are shown. */
export const span = (text: RawText | string, style: StyleName = 'normal'): Span => ({ text: toVisible(text), style });

/** A row of `[text, style]` pairs; a plain string is normal text. */
export const row = (...parts: readonly (string | readonly [string, StyleName])[]): Row => ({
  spans: parts.map((part) => (typeof part === 'string' ? span(part) : span(part[0], part[1]))),
});

export const emptyRow: Row = { spans: [] };

/** Cuts to at most `columns` cells; what was cut ends in `…` (`~` without UTF-8). */
export function cutText(text: RawText | string, columns: number, utf8: boolean): VisibleText {
  const shown = toVisible(text);
  if (widthCells(shown) <= columns) return shown;
  return (columns < 1 ? '' : `${sliceCells(shown, 0, columns - 1)}${utf8 ? '…' : '~'}`) as VisibleText;
}

/** Cuts in the middle, so that a path keeps its start and its file name. */
export function cutMiddle(text: RawText | string, columns: number, utf8: boolean): VisibleText {
  const shown = toVisible(text);
  const width = widthCells(shown);
  if (width <= columns || columns < 8) return cutText(shown, columns, utf8);
  const head = Math.floor((columns - 1) / 3);
  const tail = columns - 1 - head;
  return `${sliceCells(shown, 0, head)}${utf8 ? '…' : '~'}${sliceCells(shown, width - tail, tail)}` as VisibleText;
}

/** Cut and padded to exactly `columns` cells. */
export function fitText(text: RawText | string, columns: number, utf8: boolean, align: 'left' | 'right' = 'left'): VisibleText {
  const cut = cutText(text, columns, utf8);
  const padding = ' '.repeat(Math.max(0, columns - widthCells(cut)));
  return (align === 'left' ? cut + padding : padding + cut) as VisibleText;
}

/** Lines of at most `columns` cells, broken at spaces where there are any. */
export const wrapText = (text: RawText | string, columns: number): readonly VisibleText[] => wrapCells(toVisible(text), Math.max(2, columns));

/** Digits in threes: `12 483`. */
export const groupDigits = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ' ');

/** A count with its noun: `1 call`, `12 483 calls`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${groupDigits(count)} ${count === 1 ? one : many}`;

/** A duration as people read it: `412 µs`, `31.0 ms`, `2.53 s`, `4 min 10 s`, `2 h 5 min`. '' for NaN. */
export function spokenDuration(ns: number, utf8 = true): string {
  if (!Number.isFinite(ns)) return '';
  if (ns < 1e6) return `${Math.round(ns / 1e3)} ${utf8 ? 'µs' : 'us'}`;
  if (ns < 1e9) return `${(ns / 1e6).toFixed(1)} ms`;
  if (ns < 60e9) return `${(ns / 1e9).toFixed(2)} s`;
  const seconds = Math.round(ns / 1e9);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
