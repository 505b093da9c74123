// The wizard as a dialog over the whole screen: a walk through one card.
import type { WalkedCard } from '../../knowledge/card-steps.ts';
import { toVisible } from '../../text/visible.ts';
import { earlierWalk } from '../../wizard/progress.ts';
import { beginWalk, type Given, stepAt, type Walk } from '../../wizard/walk.ts';
import type { WalkParts } from '../../wizard/walk-parts.ts';
import type { Dialog } from '../dialog.ts';
import { isDue, openWizard, type WizardModel } from './wizard-model.ts';
import { wizardScreen } from './wizard-rows.ts';
import { updateWizard } from './wizard-update.ts';
import { doWhatIsDue } from './wizard-work.ts';

/**
 * @param begun a walk that something is known of already; null: from its first step, or from where it was left
 * @param onWalk told how far it has come, again and again
 */
export function wizardDialog(
  card: WalkedCard,
  given: Given,
  parts: WalkParts,
  begun: Walk | null = null,
  onWalk: (walk: Walk) => void = () => {},
): Dialog<WizardModel> {
  return {
    id: 'wizard',
    title: () => toVisible(`Wizard: ${card.card}`),
    open() {
      const walk = begun ?? beginWalk(card, { ...given, seenAtMs: given.seenAtMs ?? Date.now() });
      return openWizard(card, walk, begun === null ? earlierWalk(card, walk) : null);
    },
    wants: (_, { columns, rows }) => ({ columns: columns - 4, rows: rows - 3 }),
    cursor: (model, context) => wizardScreen(model, context).cursor,
    rows: (model, context) => wizardScreen(model, context).rows,
    update: updateWizard,
    failed: (model, sentence) => ({ ...model, problem: sentence }),
    load(model, _, tell) {
      if (model.earlier === null) onWalk(model.walk);
      return isDue(model) ? doWhatIsDue(model, tell, parts) : null;
    },
    underWay: ({ running }) => running,
    loadView: async () => (await import('../chrome/ink-part.ts')).WizardScreen,
    hints: hintsOf,
  };
}

function hintsOf(model: WizardModel) {
  const step = stepAt(model.card, model.walk);
  const leave = { key: 'esc', says: model.running === null ? 'leave' : 'cut short' };
  if (model.earlier !== null) return [{ key: 'n', says: 'anew' }, { key: 'enter', says: 'go on' }, leave];
  const looks = [
    { key: 'tab', says: 'steps' },
    { key: 'y', says: 'copy' },
    { key: 'o', says: 'capture' },
    { key: 'r', says: 'repeat' },
    { key: 'b', says: 'back' },
    { key: 's', says: 'skip' },
  ];
  return [...looks, { key: 'enter', says: step === null ? 'close' : step.kind === 'ask' ? 'answer' : 'go on' }, leave];
}
