// The start screen as a dialog: what `whytrace` without arguments opens, and `t` when captures are open.
import { toVisible } from '../../text/visible.ts';
import type { Dialog } from '../dialog.ts';
import { dueOf } from './start-due.ts';
import { openStart, type StartModel } from './start-model.ts';
import { startHints, startScreen, startTitle } from './start-rows.ts';
import { updateStart } from './start-update.ts';

export const startDialog: Dialog<StartModel> = {
  id: 'start',
  title: (model) => toVisible(startTitle(model)),
  open: openStart,
  wants: (_, { columns, rows }) => ({ columns: Math.min(100, columns - 4), rows: Math.min(34, rows - 3) }),
  cursor: (model, context) => startScreen(model, context).cursor,
  rows: (model, context) => startScreen(model, context).rows,
  update: updateStart,
  failed: (model, sentence) => ({ ...model, opening: false, problem: sentence }),
  load: (model) => (dueOf(model) === null ? null : import('./start-host.ts').then(({ readHost }) => readHost)),
  loadView: async () => (await import('../chrome/ink-part.ts')).StartScreen,
  hints: startHints,
};
