// What the start screen has to ask the host next.
import { type AttachPicker, matching } from './attach-picker.ts';
import { directoryOf, pathOf, shownEntries } from './file-picker.ts';
import type { StartModel } from './start-model.ts';

export type StartDue = 'host' | 'processes' | 'verdict' | 'directory' | 'description';

/** null: nothing is missing for what is shown. */
export function dueOf(model: StartModel): StartDue | null {
  if (!model.hostRead) return 'host';
  if (model.part === 'attach') return dueInAttach(model.attach);
  if (model.part !== 'open') return null;
  const { file } = model;
  if (file.listed?.directory !== directoryOf(file)) return 'directory';
  const chosen = shownEntries(file)[file.cursor];
  return chosen?.kind === 'file' && !file.described.has(pathOf(file, chosen)) ? 'description' : null;
}

function dueInAttach(attach: AttachPicker): StartDue | null {
  if (attach.processes === null) return 'processes';
  const chosen = matching(attach)[attach.cursor];
  return chosen === undefined || attach.verdicts.has(chosen.pid) ? null : 'verdict';
}
