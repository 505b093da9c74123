// Asks where what is shown is to be exported; the file's ending says the format.

import { widthCells } from '../../text/cells.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Dialog } from '../dialog.ts';
import { type EditedLine, editLine, lineOf } from '../line-editor.ts';
import type { Row } from '../pane.ts';
import { groupDigits, row, wrapText } from '../row-text.ts';

export const EXPORT_ENDINGS = ['jsonl', 'csv', 'md', 'html'] as const;
export type ExportEnding = (typeof EXPORT_ENDINGS)[number];

export interface ExportModel {
  readonly path: EditedLine;
  readonly problem: string | null;
}

const SAYS: Readonly<Record<ExportEnding, string>> = {
  jsonl: 'JSON lines, one object a record',
  csv: 'CSV, the same fields as columns',
  md: 'Markdown, a table of what the screen shows',
  html: 'a page with the report on the whole capture',
};

/** The format that a file's ending asks for; null for another ending. */
export function endingOf(path: string): ExportEnding | null {
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  return EXPORT_ENDINGS.find((known) => known === ending) ?? null;
}

/** @param events how many events are shown */
export function exportDialog(events: number, masked: boolean): Dialog<ExportModel> {
  const rows = ({ path, problem }: ExportModel, columns: number): Row[] => {
    const ending = endingOf(path.text);
    const format = ending === null ? 'the ending must be .jsonl, .csv, .md or .html (⇥)' : SAYS[ending];
    return [
      row(['file    ', 'dim'], path.text),
      row(['format  ', 'dim'], [format, ending === null ? 'warning' : 'normal']),
      row(['holds   ', 'dim'], `${ending === 'html' ? 'the report' : `${groupDigits(events)} events`}${masked ? ', secrets masked' : ''}`),
      row(''),
      ...(problem === null ? [] : wrapText(problem, columns).map((text) => row([text, 'error']))),
    ];
  };
  return {
    id: 'export',
    title: () => visible('Export what is shown'),
    open: () => ({ path: lineOf('whytrace.jsonl'), problem: null }),
    wants: ({ problem }, screen) => ({ columns: Math.min(64, screen.columns - 4), rows: problem === null ? 4 : 6 }),
    cursor: ({ path }) => ({ column: 8 + widthCells(toVisible(path.text.slice(0, path.cursor))), row: 0 }),
    rows: (model, { size }) => rows(model, size.columns),
    update(model, input) {
      if (input.kind === 'key') {
        if (input.key === 'esc') return { model, effect: { kind: 'close' } };
        if (input.key === 'tab') return { model: { path: nextEnding(model.path), problem: null } };
        if (input.key === 'enter') {
          const fits = model.path.text !== '' && endingOf(model.path.text) !== null;
          return fits
            ? { model, effect: { kind: 'export', path: model.path.text } }
            : { model: { ...model, problem: 'a file name that ends in .jsonl, .csv, .md or .html is needed' } };
        }
      }
      const path = editLine(model.path, input);
      return { model: path === null ? model : { path, problem: null } };
    },
    failed: (model, sentence) => ({ ...model, problem: sentence }),
    loadView: async () => (await import('../chrome/ink-part.ts')).rowsView(rows),
    hints: () => [
      { key: 'enter', says: 'write it' },
      { key: 'tab', says: 'next format' },
      { key: 'esc', says: 'close' },
    ],
  };
}

function nextEnding({ text }: EditedLine): EditedLine {
  const now = endingOf(text);
  const next = EXPORT_ENDINGS[(now === null ? 0 : EXPORT_ENDINGS.indexOf(now) + 1) % EXPORT_ENDINGS.length];
  return lineOf(`${now === null ? text.replace(/\.+$/, '') : text.slice(0, -now.length - 1)}.${next}`);
}
