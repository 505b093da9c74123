// A start screen whose host is known, and typing into it.
import type { DialogContext, DialogUpdate } from '../../../src/tui/dialog.ts';
import { openFilePicker } from '../../../src/tui/start-screen/file-picker.ts';
import { openStart, type StartModel } from '../../../src/tui/start-screen/start-model.ts';
import { updateStart } from '../../../src/tui/start-screen/start-update.ts';

const NOW_MS = 1_700_000_000_000;

export const known: StartModel = {
  ...openStart(),
  hostRead: true,
  file: openFilePicker('/var/tmp', '/home/me'),
  menu: {
    ...openStart().menu,
    nowMs: NOW_MS,
    recent: [
      { kind: 'run', title: "bash -c 'go version'", path: '/state/1/trace', atMs: NOW_MS - 180_000, sizeBytes: 812_000 },
      { kind: 'file', title: '/var/tmp/trace.txt', path: '/var/tmp/trace.txt', atMs: NOW_MS - 90_000_000, sizeBytes: 12_000_000 },
    ],
  },
};

/** A dialog of that inside, with nothing behind it. */
export const inside = (columns: number, rows: number, only = true): DialogContext => ({ size: { columns, rows }, utf8: true, only });

/** Types keys by their names, and `"text"` letter by letter. @returns the last update */
export function typed(model: StartModel, context: DialogContext, ...keys: readonly string[]): DialogUpdate<StartModel> {
  let last: DialogUpdate<StartModel> = { model };
  for (const key of keys.flatMap((one) => (one.startsWith('"') ? [...one.slice(1, -1)] : [one]))) {
    const name = key === ' ' ? 'space' : key;
    last = updateStart(last.model, { kind: 'key', key: name, text: key.length === 1 ? key : null }, context);
  }
  return last;
}
