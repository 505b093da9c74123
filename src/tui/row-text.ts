// The small change of rows: spans, widths in terminal cells, cutting, padding and wrapping, and numbers as people read them.
import stringWidth from 'string-width';
import type { RawText, VisibleText } from '../model/raw-text.ts';
import { toVisible } from '../text/visible.ts';
import type { Row, Span, StyleName } from './pane.ts';

const ASCII_ONLY = /^[\x20-\x7e]*$/;

/** Width in terminal cells; East Asian wide characters and emoji take two. */
export const widthCells = (text: string): number => (ASCII_ONLY.test(text) ? text.length : stringWidth(text));

/** A span of any text: escapes are shown. */
export const span = (text: RawText | string, style: StyleName = 'normal'): Span => ({ text: toVisible(text), style });

/** A row of `[text, style]` pairs; a plain string is normal text. */
export const row = (...parts: readonly (string | readonly [string, StyleName])[]): Row => ({
  spans: parts.map((part) => (typeof part === 'string' ? span(part) : span(part[0], part[1]))),
});

export const emptyRow: Row = { spans: [] };

/** Cuts to at most `columns` cells; what was cut ends in `…` (`~` without UTF-8). */
export function cutCells(text: RawText | string, columns: number, utf8: boolean): VisibleText {
  const shown = toVisible(text);
  if (widthCells(shown) <= columns) return shown;
  return (columns < 1 ? '' : `${takeCells(shown, columns - 1)}${utf8 ? '…' : '~'}`) as VisibleText;
}

/** Cuts in the middle, so that a path keeps its start and its file name. */
export function cutMiddle(text: RawText | string, columns: number, utf8: boolean): VisibleText {
  const shown = toVisible(text);
  if (widthCells(shown) <= columns || columns < 8) return cutCells(shown, columns, utf8);
  const head = takeCells(shown, Math.floor((columns - 1) / 3));
  const characters = [...shown];
  let tail = '';
  for (let i = characters.length - 1; i >= 0; i--) {
    if (widthCells(characters[i] + tail) > columns - 1 - widthCells(head)) break;
    tail = characters[i] + tail;
  }
  return `${head}${utf8 ? '…' : '~'}${tail}` as VisibleText;
}

/** Cut and padded to exactly `columns` cells. */
export function fitCells(text: RawText | string, columns: number, utf8: boolean, align: 'left' | 'right' = 'left'): VisibleText {
  const cut = cutCells(text, columns, utf8);
  const padding = ' '.repeat(Math.max(0, columns - widthCells(cut)));
  return (align === 'left' ? cut + padding : padding + cut) as VisibleText;
}

/** Wraps at spaces; a word longer than the line is broken. Always at least one line. */
export function wrapCells(text: RawText | string, columns: number): VisibleText[] {
  const width = Math.max(1, columns);
  const lines: string[] = [];
  let line = '';
  for (let word of toVisible(text).split(' ')) {
    if (line !== '' && widthCells(line) + 1 + widthCells(word) <= width) {
      line += ` ${word}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (widthCells(word) > width) {
      const part = takeCells(word, width) || [...word][0]!;
      lines.push(part);
      word = word.slice(part.length);
    }
    line = word;
  }
  return [...lines, line] as VisibleText[];
}

/** The longest start of `text` that fits `columns` cells. */
export function takeCells(text: string, columns: number): string {
  if (ASCII_ONLY.test(text)) return text.slice(0, Math.max(0, columns));
  let taken = '';
  let used = 0;
  for (const character of text) {
    used += stringWidth(character);
    if (used > columns) break;
    taken += character;
  }
  return taken;
}

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
