// The last line of the screen: keys and what they do, or a message in their place.
import { widthCells } from '../../text/cells.ts';
import { visible } from '../../text/visible.ts';
import type { Span } from '../pane.ts';
import { span } from '../row-text.ts';
import type { Hint } from './chrome.ts';

/** As many hints as fit whole; the last two (help and quit) are always among them when there is room for two. */
export function hintSpans(hints: readonly Hint[], message: Span | null, columns: number): Span[] {
  if (message !== null) return [span(' '), message];
  const width = ({ key, says }: Hint): number => widthCells(key) + says.length + 4;
  const last = hints.slice(-2);
  const kept: Hint[] = [];
  let room = columns - last.reduce((sum, hint) => sum + width(hint), 1);
  for (const hint of hints.slice(0, -2)) {
    if (width(hint) > room) break;
    kept.push(hint);
    room -= width(hint);
  }
  return [...kept, ...last].flatMap(({ key, says }, i) => [
    span(i === 0 ? ' ' : '   '),
    { text: visible(key), style: 'link' },
    span(` ${says}`, 'dim'),
  ]);
}

/** Which hint stands at a column; null between them. For mouse clicks. */
export function hintAt(hints: readonly Hint[], columns: number, column: number): Hint | null {
  let x = 0;
  let current: string | null = null;
  for (const { text, style } of hintSpans(hints, null, columns)) {
    if (style === 'link') current = text;
    x += widthCells(text);
    if (column < x) return text.trim() === '' ? null : (hints.find(({ key }) => key === current) ?? null);
  }
  return null;
}
