// The rows of the start screen: the part that is shown, the symptom above it, and what went wrong below it.
import type { Row } from '../pane.ts';
import { emptyRow, row, wrapText } from '../row-text.ts';
import { ATTACH_HINTS, attachScreen } from './attach-picker.ts';
import { FILE_HINTS, fileScreen } from './file-picker.ts';
import { menuRows } from './menu.ts';
import type { Hint, PartContext, PartScreen } from './part.ts';
import { PASTE_HINTS, pasteScreen } from './paste-box.ts';
import { RUN_FORM_HINTS, runFormScreen } from './run-form.ts';
import type { StartModel } from './start-model.ts';

export function startScreen(model: StartModel, context: PartContext): PartScreen {
  const above = symptomRows(model, context);
  const { rows, cursor } = partScreen(model, partContext(model, context));
  const placed = cursor === null ? null : { column: cursor.column, row: cursor.row + above.length };
  const below = belowRows(model, context);
  const room = Math.max(0, context.size.rows - above.length - below.length);
  return { rows: [...above, ...rows.slice(0, room), ...below], cursor: placed };
}

/** What is left for the part itself. */
export function partContext(model: StartModel, context: PartContext): PartContext {
  const taken = symptomRows(model, context).length + belowRows(model, context).length;
  return { ...context, size: { ...context.size, rows: Math.max(1, context.size.rows - taken) } };
}

/** How many rows stand above the part. */
export const rowsAbove = (model: StartModel, context: PartContext): number => symptomRows(model, context).length;

function partScreen(model: StartModel, context: PartContext): PartScreen {
  switch (model.part) {
    case 'menu':
      return { rows: menuRows(model.menu, context), cursor: null };
    case 'run':
      return runFormScreen(model.run, model.card, context);
    case 'attach':
      return attachScreen(model.attach, context);
    case 'open':
      return fileScreen(model.file, context);
    case 'paste':
      return pasteScreen(model.paste, context);
  }
}

function symptomRows({ card, part }: StartModel, { size: { columns, rows } }: PartContext): Row[] {
  if (card === null || part === 'menu') return [];
  const symptom = wrapText(card.symptom, columns - 2)
    .slice(0, rows < 14 ? 1 : 2)
    .map((text) => row([` ${text}`, 'heading']));
  const looksAt = rows < 14 ? [] : wrapText(`Looks at ${card.looksAt}.`, columns - 2).map((text) => row([` ${text}`, 'dim']));
  return [...symptom, ...looksAt, emptyRow];
}

function belowRows({ problem, opening }: StartModel, { size: { columns } }: PartContext): Row[] {
  if (opening) return [row([' Opening', 'dim'])];
  return problem === null
    ? []
    : wrapText(problem, columns - 2)
        .slice(0, 3)
        .map((text) => row([` ${text}`, 'error']));
}

export const startTitle = ({ part }: StartModel): string =>
  ({
    menu: 'whytrace: why did it fail, hang or stall?',
    run: 'Run a command',
    attach: 'Attach to a process',
    open: 'Open a capture',
    paste: 'Paste a capture',
  })[part];

export function startHints({ part }: StartModel): readonly Hint[] {
  switch (part) {
    case 'menu':
      return [
        { key: 'r a o p', says: 'run, attach, open, paste' },
        { key: 'enter', says: 'choose' },
        { key: 'q', says: 'leave' },
      ];
    case 'run':
      return RUN_FORM_HINTS;
    case 'attach':
      return ATTACH_HINTS;
    case 'open':
      return FILE_HINTS;
    case 'paste':
      return PASTE_HINTS;
  }
}
