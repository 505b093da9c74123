// What the start screen has to ask the host next.
import { directoryOf, pathOf, shownEntries } from './file-picker.ts';
import type { StartModel } from './start-model.ts';

export type StartDue = 'host' | 'processes' | 'directory' | 'description';

/** null: nothing is missing for what is shown. */
export function dueOf(model: StartModel): StartDue | null {
  if (!model.hostRead) return 'host';
  if (model.part === 'attach') return model.attach.processes === null ? 'processes' : null;
  if (model.part !== 'open') return null;
  const { file } = model;
  if (file.listed?.directory !== directoryOf(file)) return 'directory';
  const chosen = shownEntries(file)[file.cursor];
  return chosen?.kind === 'file' && !file.described.has(pathOf(file, chosen)) ? 'description' : null;
}
