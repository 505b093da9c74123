// `e`: asks for a file and writes what is shown into it.
import { toVisible } from '../../text/visible.ts';
import { endingOf, exportDialog } from '../dialogs/export.ts';
import { groupDigits } from '../row-text.ts';
import type { Controller } from './controller.ts';
import { openDialog } from './dialogs.ts';
import { exportPage } from './export-page.ts';
import { exportShown } from './export-shown.ts';

const WHY: Readonly<Record<string, string>> = {
  EEXIST: 'there is such a file already: choose another name',
  ENOENT: 'there is no such directory',
  ENOTDIR: 'a part of it is no directory',
  EACCES: 'its directory may not be written to',
  EROFS: 'its file system is read-only',
  EISDIR: 'it is a directory',
  ENOSPC: 'no space is left',
  EDQUOT: 'the quota is used up',
};

export function askExport(controller: Controller, masked: boolean): void {
  const { session } = controller;
  if (session === null) return;
  if (session.filtered.length === 0) controller.say('nothing is shown that could be exported');
  else openDialog(controller, exportDialog(session.filtered.length, masked));
}

/** The dialog stays open with the reason when the file can't be made. */
export async function saveExport(controller: Controller, path: string, masked: boolean) {
  const { session } = controller;
  const ending = endingOf(path);
  if (session === null || ending === null) return;
  controller.change({ ...controller.state, busy: 'export' });
  const progress = (written: number, total: number): boolean => {
    if (controller.state.dialog !== null) controller.change({ ...controller.state, dialog: null });
    if (written < total) controller.say(`exporting ${groupDigits(written)} of ${groupDigits(total)} events, esc cancels`);
    return controller.state.busy === 'export';
  };
  try {
    const written = ending === 'html' ? await exportPage(session, path, masked) : await exportShown({ session, path, ending, masked, progress });
    progress(written, written);
    controller.say(ending === 'html' ? `the report is in ${toVisible(path)}` : `${groupDigits(written)} events are in ${toVisible(path)}`, 'good');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const sentence = toVisible(`${path}: ${WHY[code] ?? message}`);
    const { dialog } = controller.state;
    if (dialog === null) controller.say(sentence, 'error');
    else controller.change({ ...controller.state, dialog: { ...dialog, model: dialog.dialog.failed(dialog.model, sentence) } });
  } finally {
    controller.change({ ...controller.state, busy: null });
  }
}
