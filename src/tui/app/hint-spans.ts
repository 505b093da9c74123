// The last line of the screen: keys and what they do, or a message in their place.
import { widthCells } from '../../text/cells.ts';
import type { Span } from '../pane.ts';
import { span } from '../row-text.ts';
import type { Hint } from './chrome.ts';

/** As many hints as fit whole; the last two (help and quit) are always among them when there is room for two. */
function fitting(hints: readonly Hint[], columns: number): readonly Hint[] {
  const last = hints.slice(-2);
  const kept: Hint[] = [];
  let room = columns - last.reduce((sum, hint) => sum + cellsOf(hint), 1);
  for (const hint of hints.slice(0, -2)) {
    if (cellsOf(hint) > room) break;
    kept.push(hint);
    room -= cellsOf(hint);
  }
  return [...kept, ...last];
}

const GAP_CELLS = 3;
const cellsOf = ({ key, says }: Hint): number => widthCells(key) + 1 + widthCells(says) + GAP_CELLS;

export function hintSpans(hints: readonly Hint[], message: Span | null, columns: number): Span[] {
  if (message !== null) return [span(' '), message];
  return fitting(hints, columns).flatMap(({ key, says }, i) => [
    span(i === 0 ? ' ' : ' '.repeat(GAP_CELLS)),
    span(key, 'key'),
    span(` ${says}`, 'dim'),
  ]);
}

/** Which hint stands at a column; null between them. For mouse clicks. */
export function hintAt(hints: readonly Hint[], columns: number, column: number): Hint | null {
  let x = 1;
  for (const hint of fitting(hints, columns)) {
    const end = x + cellsOf(hint);
    if (column >= x && column < end - GAP_CELLS) return hint;
    x = end;
  }
  return null;
}
