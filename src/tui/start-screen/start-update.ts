// What each input does to the start screen.
import { resolve } from 'node:path';
import { commandEnvironment } from '../../capture/command-environment.ts';
import { currentDirectory } from '../../transport/current-directory.ts';
import type { Given } from '../../wizard/walk.ts';
import type { DialogContext, DialogEffect, DialogUpdate, OpenRequest } from '../dialog.ts';
import type { InputEvent } from '../input/input-event.ts';
import { openAttachPicker, updateAttachPicker } from './attach-picker.ts';
import { updateFilePicker } from './file-picker.ts';
import { type MenuItem, updateMenu } from './menu.ts';
import type { PartOutcome } from './part.ts';
import { openPasteBox, updatePasteBox } from './paste-box.ts';
import { updateRunForm } from './run-form.ts';
import type { StartModel } from './start-model.ts';
import { partContext, rowsAbove } from './start-rows.ts';

export function updateStart(model: StartModel, input: InputEvent, context: DialogContext): DialogUpdate<StartModel> {
  // What is being opened is not interrupted by keys that were typed ahead.
  if (model.opening) return { model };
  if (model.part === 'menu') return updateOnMenu(model, input, context);
  const { model: next, outcome } = updatePart({ ...model, problem: null }, placed(input, rowsAbove(model, context)), context);
  if (outcome === undefined) return { model: next };
  if (outcome.kind === 'back') return { model: { ...next, part: 'menu', card: null } };
  const given = next.card === null ? null : givenOf(outcome.request);
  if (next.card !== null && given !== null) return { model: next, effect: { kind: 'wizard', card: next.card.card, given } };
  return opening(next, { kind: 'open', request: outcome.request });
}

/** A symptom is walked through: what its form was filled with is what the walk is about. null: several processes, or nothing that runs. */
function givenOf(request: OpenRequest): Given | null {
  const env = commandEnvironment(process.env, [], false);
  if (request.kind === 'run')
    return { argv: request.argv, cwd: resolve(request.options?.cwd ?? currentDirectory()), env: { ...env, ...request.options?.env }, pid: null };
  const [pid, ...others] = request.kind === 'attach' ? request.pids : [];
  return pid === undefined || others.length > 0 ? null : { argv: null, cwd: currentDirectory(), env, pid };
}

function updateOnMenu(model: StartModel, input: InputEvent, context: DialogContext): DialogUpdate<StartModel> {
  if (input.kind === 'key' && (input.key === 'q' || input.key === 'esc')) {
    if (!context.only) return { model, effect: { kind: 'close' } };
    return input.key === 'q' ? { model, effect: { kind: 'quit' } } : { model };
  }
  if (input.kind === 'paste') return updateStart({ ...model, part: 'paste', paste: openPasteBox() }, input, context);
  const { menu, chosen } = updateMenu(model.menu, input, partContext(model, context));
  const next = { ...model, menu, problem: null };
  return chosen === null ? { model: { ...model, menu } } : choose(next, chosen);
}

function choose(model: StartModel, item: MenuItem): DialogUpdate<StartModel> {
  switch (item.kind) {
    case 'part':
      return { model: goTo(model, item.part) };
    case 'card':
      return { model: goTo({ ...model, card: item.card }, item.card.begin) };
    case 'recent':
      return opening(model, { kind: 'open', request: { kind: 'open', paths: [item.recent.path] } });
  }
}

/** The list of processes is read anew each time. */
const goTo = (model: StartModel, part: StartModel['part']): StartModel => ({
  ...model,
  part,
  ...(part === 'attach' ? { attach: openAttachPicker() } : {}),
});

const opening = (model: StartModel, effect: DialogEffect): DialogUpdate<StartModel> => ({ model: { ...model, opening: true }, effect });

function updatePart(model: StartModel, input: InputEvent, context: DialogContext): { model: StartModel; outcome?: PartOutcome } {
  const inside = partContext(model, context);
  switch (model.part) {
    case 'run': {
      const { model: run, ...rest } = updateRunForm(model.run, input);
      return { model: { ...model, run }, ...rest };
    }
    case 'attach': {
      const { model: attach, ...rest } = updateAttachPicker(model.attach, input, inside);
      return { model: { ...model, attach }, ...rest };
    }
    case 'open': {
      const { model: file, ...rest } = updateFilePicker(model.file, input, inside);
      return { model: { ...model, file }, ...rest };
    }
    case 'paste': {
      const { model: paste, ...rest } = updatePasteBox(model.paste, input);
      return { model: { ...model, paste }, ...rest };
    }
    case 'menu':
      return { model };
  }
}

/** A click's row as the part below `above` rows counts it. */
const placed = (input: InputEvent, above: number): InputEvent => (input.kind === 'mouse' ? { ...input, row: input.row - above } : input);
