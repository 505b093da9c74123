// Dialogs: opening one, its input, what it asks for.
import { visible } from '../../text/visible.ts';
import type { Given } from '../../wizard/walk.ts';
import type { Dialog, DialogEffect } from '../dialog.ts';
import type { InputEvent } from '../input/input-event.ts';
import { wizardDialog } from '../wizard/wizard-dialog.ts';
import { beginCompare } from './compare.ts';
import type { Controller } from './controller.ts';
import { placeOfDialog } from './dialog-place.ts';

/** The person's own cards are read meanwhile. */
async function openWizard(controller: Controller, name: string, given: Given): Promise<void> {
  const parts = await controller.outside.wizard();
  const { named, problems } = parts.shelf;
  const card = named(name);
  if (card === null) controller.say(visible(`the card ${name} has no steps`), 'error');
  else openDialog(controller, wizardDialog(card, given, parts));
  if (problems[0] !== undefined) controller.say(problems[0], 'error');
}

/** Its component is loaded once it is shown: see `loads.ts`. */
export function openDialog<M>(controller: Controller, dialog: Dialog<M>) {
  const sealed = dialog as unknown as Dialog<unknown>;
  controller.change({ ...controller.state, dialog: { dialog: sealed, model: sealed.open(), view: null } });
}

export function updateDialog(controller: Controller, input: InputEvent) {
  const { dialog } = controller.state;
  if (dialog === null) return;
  const { rect, context } = placeOfDialog(controller.state, dialog);
  const local = input.kind === 'mouse' ? { ...input, column: input.column - rect.left - 2, row: input.row - rect.top - 1 } : input;
  const { model, effect } = dialog.dialog.update(dialog.model, local, context);
  controller.change({ ...controller.state, dialog: { ...dialog, model } });
  if (effect !== undefined) perform(controller, effect);
}

function perform(controller: Controller, effect: DialogEffect) {
  switch (effect.kind) {
    case 'close':
      // With nothing behind it there is the start screen to go back to.
      if (controller.state.tabs.length === 0) return controller.outside.startScreen();
      return controller.change({ ...controller.state, dialog: null });
    case 'open':
      return void controller.outside.open(effect.request);
    case 'quit':
      return controller.outside.quit(effect.live ?? 'stop');
    case 'compare':
      return void beginCompare(controller, effect.other);
    case 'say':
      return controller.say(effect.text);
    case 'export':
      return controller.outside.saveExport(effect.path);
    case 'copy':
      return controller.outside.copy(effect.text);
    case 'cut-short':
      return effect.running.abort();
    case 'wizard':
      return void openWizard(controller, effect.card, effect.given);
  }
}
