// Spans cut to a width in cells, each keeping its style.
import { fitCells, sliceCells, widthCells } from '../text/cells.ts';
import type { Span } from './pane.ts';

export const spansCells = (spans: readonly Span[]): number => spans.reduce((sum, { text }) => sum + widthCells(text), 0);

/** At most `columns` cells; what was cut ends in `ellipsis`. */
export function cutSpans(spans: readonly Span[], columns: number, ellipsis: string): readonly Span[] {
  if (spansCells(spans) <= columns) return spans;
  const kept: Span[] = [];
  let room = columns;
  for (const { text, style } of spans) {
    const cells = widthCells(text);
    // The last cell is the ellipsis', also when this span fits exactly: there is more behind it.
    if (cells >= room) {
      if (room > 0) kept.push({ text: fitCells(`${text}  ` as Span['text'], room, ellipsis), style });
      return kept;
    }
    kept.push({ text, style });
    room -= cells;
  }
  return kept;
}

/** `columns` cells from cell `from` on. */
export function sliceSpans(spans: readonly Span[], from: number, columns: number): Span[] {
  let skip = from;
  let room = columns;
  return spans.flatMap(({ text, style }) => {
    const part = sliceCells(text, skip, room);
    skip = Math.max(0, skip - widthCells(text));
    room -= widthCells(part);
    return part === '' ? [] : [{ text: part, style }];
  });
}
