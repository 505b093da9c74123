// A labelled line of a form, scrolled so that its cursor is in view.
import { sliceCells, widthCells } from '../../text/cells.ts';
import { toVisible } from '../../text/visible.ts';
import type { EditedLine } from '../line-editor.ts';
import type { Row } from '../pane.ts';
import { cutText, fitText, span } from '../row-text.ts';

export interface FieldLook {
  readonly columns: number;
  readonly labelWidth: number;
  readonly utf8: boolean;
  readonly focused: boolean;
  /** Shown while the line is empty. */
  readonly placeholder: string;
}

/** @returns the row, and the column of the cursor in it */
export function fieldRow(
  label: string,
  line: EditedLine,
  { columns, labelWidth, utf8, focused, placeholder }: FieldLook,
): { row: Row; cursorColumn: number } {
  const left = labelWidth + 2;
  const width = Math.max(1, columns - left - 1);
  const before = widthCells(toVisible(line.text.slice(0, line.cursor)));
  const scrolled = focused ? Math.max(0, before - width + 1) : 0;
  const text = sliceCells(toVisible(line.text), scrolled, width);
  const content = line.text === '' ? span(cutText(placeholder, width, utf8), 'dim') : span(text);
  const row: Row = { spans: [span(` ${fitText(label, labelWidth, utf8)} `, focused ? 'heading' : 'dim'), content] };
  return { row, cursorColumn: left + before - scrolled };
}
