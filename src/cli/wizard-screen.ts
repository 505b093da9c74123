// `whytrace wizard CARD` in a terminal.
import type { WalkedCard } from '../knowledge/card-steps.ts';
import { rawText } from '../model/raw-text.ts';
import { startTui } from '../tui/start-tui.tsx';
import { wizardDialog } from '../tui/wizard/wizard-dialog.ts';
import type { Given, Walk } from '../wizard/walk.ts';
import { brokenOff } from './broken-off.ts';
import type { WizardOptions } from './commands.ts';
import { displayOf } from './display.ts';
import { screenOpeners } from './screen-openers.ts';

/** @returns as the screen does: 0, or why there is none */
export function wizardOnScreen(card: WalkedCard, given: Given, options: WizardOptions, onWalk: (walk: Walk) => void): Promise<number> {
  return startTui({
    ...displayOf(options),
    title: rawText('whytrace'),
    sessions: async () => [],
    startScreen: true,
    walk: (parts) => wizardDialog(card, given, parts, null, onWalk),
    ...brokenOff(),
    openers: screenOpeners,
    textCommand: `whytrace wizard ${card.card} --yes-to-probes -- COMMAND`,
  });
}
