// The completions of the filter line in a small box above it.
import { fitCells, widthCells } from '../../text/cells.ts';
import { toVisible, visible } from '../../text/visible.ts';
import { groupDigits, span } from '../row-text.ts';
import type { ChromeLine } from './chrome.ts';
import type { LineState } from './state.ts';

const MOST_ROWS = 8;

/** @param place `anchor`: column of the line's first character; `above`: the row it must stand above */
export function completionPopup(
  { completions, chosen }: LineState,
  place: { readonly anchor: number; readonly above: number; readonly columns: number },
): ChromeLine['popup'] {
  if (completions.length === 0) return null;
  const height = Math.min(MOST_ROWS, completions.length, place.above - 2);
  if (height < 1) return null;
  const top = Math.max(0, Math.min(completions.length - height, chosen - height + 1));
  const shown = completions.slice(top, top + height);
  const counts = shown.map(({ count }) => (count === null ? '' : groupDigits(count)));
  const texts = shown.map(({ insert }) => toVisible(insert));
  const countCells = Math.max(...counts.map((count) => count.length));
  const textCells = Math.min(Math.max(...texts.map(widthCells)), place.columns - place.anchor - countCells - 6);
  const rows = texts.map((text, i) => [
    span(` ${fitCells(text, textCells)} `),
    span(visible((counts[i] ?? '').padStart(countCells)), 'dim'),
    span(' '),
  ]);
  const width = textCells + countCells + 5;
  return { rect: { left: place.anchor - 1, top: place.above - height - 2, width, height: height + 2 }, rows, chosen: chosen < 0 ? -1 : chosen - top };
}
