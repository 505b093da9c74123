// Asks what a capture is to be compared with: another tab, or a file.
import { widthCells } from '../../text/cells.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Dialog, DialogEffect } from '../dialog.ts';
import { type EditedLine, editLine, lineOf } from '../line-editor.ts';
import type { Row } from '../pane.ts';
import { cutMiddle, row, wrapText } from '../row-text.ts';

export interface CompareAskModel {
  /** Which tab; the number of tabs: the file. */
  readonly chosen: number;
  readonly path: EditedLine;
  readonly problem: string | null;
}

const FILE = 'file  ';

export function compareDialog(others: readonly { readonly tab: number; readonly title: string }[]): Dialog<CompareAskModel> {
  const rows = ({ chosen, path, problem }: CompareAskModel, columns: number): Row[] => [
    ...others.map(({ title }, at) => ({ ...row(['tab   ', 'dim'], cutMiddle(title, columns - 6, true)), cursor: at === chosen })),
    { ...row([FILE, 'dim'], path.text), cursor: chosen === others.length && path.text === '' },
    ...(problem === null ? [] : wrapText(problem, columns).map((text) => row([text, 'error']))),
  ];
  const chosenEffect = ({ chosen, path }: CompareAskModel): DialogEffect | null => {
    const other = others[chosen];
    if (other !== undefined) return { kind: 'compare', other: { tab: other.tab } };
    return path.text === '' ? null : { kind: 'compare', other: { path: path.text } };
  };
  return {
    id: 'compare',
    title: () => visible('Compare with: A is'),
    open: () => ({ chosen: 0, path: lineOf(''), problem: null }),
    wants: ({ problem }, screen) => ({ columns: Math.min(64, screen.columns - 4), rows: others.length + (problem === null ? 1 : 3) }),
    cursor: ({ chosen, path }) =>
      chosen === others.length ? { column: FILE.length + widthCells(toVisible(path.text.slice(0, path.cursor))), row: others.length } : null,
    rows: (model, { size }) => rows(model, size.columns),
    update(model, input) {
      if (input.kind === 'key') {
        if (input.key === 'esc') return { model, effect: { kind: 'close' } };
        const step = input.key === 'down' || input.key === 'tab' ? 1 : input.key === 'up' ? -1 : 0;
        if (step !== 0) return { model: { ...model, chosen: (model.chosen + step + others.length + 1) % (others.length + 1) } };
        if (input.key === 'enter') {
          const effect = chosenEffect(model);
          return effect === null ? { model: { ...model, problem: 'the name of a capture is needed' } } : { model, effect };
        }
      }
      if (input.kind === 'mouse')
        return { model: input.action === 'press' && input.row <= others.length ? { ...model, chosen: Math.max(0, input.row) } : model };
      const path = editLine(model.path, input);
      return { model: path === null ? model : { chosen: others.length, path, problem: null } };
    },
    failed: (model, sentence) => ({ ...model, problem: sentence }),
    loadView: async () => (await import('../chrome/ink-part.ts')).rowsView(rows),
    hints: () => [
      { key: 'enter', says: 'compare' },
      { key: 'tab', says: 'next' },
      { key: 'esc', says: 'close' },
    ],
  };
}
