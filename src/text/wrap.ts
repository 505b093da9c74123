// Breaks text into lines of a width in cells, at spaces where there are any.
import type { VisibleText } from '../model/raw-text.ts';
import { sliceCells, widthCells } from './cells.ts';

/** At least one line; a word wider than a line is cut where the line ends. */
export function wrapCells(text: VisibleText, columns: number): readonly VisibleText[] {
  const width = Math.max(1, columns);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (!isWider(joined, width)) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    let rest = word as VisibleText;
    while (isWider(rest, width)) {
      const start = sliceCells(rest.slice(0, headLength(rest, width)) as VisibleText, 0, width);
      // A wide character at the edge counts as a space there: it goes to the next line whole.
      const fitting = widthCells(start) === width && !start.endsWith(' ') ? start : (start.slice(0, -1) as VisibleText);
      // Where not even one fits it stands alone, and is cut by who shows it.
      const taken = fitting === '' ? String.fromCodePoint(rest.codePointAt(0)!) : fitting;
      if (taken === rest) break;
      lines.push(taken);
      rest = rest.slice(taken.length) as VisibleText;
    }
    line = rest;
  }
  lines.push(line);
  return lines as VisibleText[];
}

const isWider = (text: string, width: number): boolean => widthCells(text.slice(0, headLength(text, width))) > width;

/** How much of a text settles whether it is wider: a word of a million characters is not measured for each of its lines. */
function headLength(text: string, width: number): number {
  for (let length = 4 * width; length < text.length; length *= 4) if (widthCells(text.slice(0, length)) > width + 1) return length;
  return text.length;
}
