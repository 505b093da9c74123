// The filter, search or input line as it is shown while it is edited.
import { widthCells } from '../../text/cells.ts';
import { toVisible, visible } from '../../text/visible.ts';
import { cutSpans, sliceSpans, spansCells } from '../cut-spans.ts';
import type { Span } from '../pane.ts';
import { span } from '../row-text.ts';
import type { ChromeLine } from './chrome.ts';
import { completionPopup } from './completion-popup.ts';
import type { LineState } from './state.ts';

const PROMPTS: Readonly<Record<LineState['kind'], string>> = { filter: ' filter ', search: ' / ', input: ' stdin ' };
/** The line keeps at least so much beside a note. */
const LEAST_CELLS = 12;

export function editedLine(line: LineState, row: number, columns: number): ChromeLine {
  const { reading, edited, kind } = line;
  const prompt = visible(PROMPTS[kind]);
  const promptCells = widthCells(prompt);
  const wrong = kind === 'filter' && reading.kind === 'error' ? reading : null;
  const note = wrong === null ? [] : cutSpans([span(`  ${wrong.says} `, 'error')], Math.max(0, columns - promptCells - LEAST_CELLS), '~');
  const room = columns - promptCells - spansCells(note);
  const before = widthCells(toVisible(edited.text.slice(0, edited.cursor)));
  const from = Math.max(0, before - room + 1);
  const shown = sliceSpans(textSpans(edited.text, wrong), from, room);
  const gap = span(' '.repeat(Math.max(0, room - spansCells(shown))));
  return {
    row,
    spans: [{ text: prompt, style: 'heading' }, ...shown, gap, ...note],
    cursor: promptCells + before - from,
    popup: completionPopup(line, { anchor: promptCells, above: row, columns }),
  };
}

function textSpans(text: string, wrong: { readonly at: number; readonly length: number } | null): Span[] {
  if (wrong === null) return [span(text)];
  const end = wrong.at + Math.max(1, wrong.length);
  return [span(text.slice(0, wrong.at)), span(text.slice(wrong.at, end), 'error'), span(text.slice(end))];
}
