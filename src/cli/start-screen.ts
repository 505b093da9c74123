// `whytrace` alone: the start screen.
import { rawText } from '../model/raw-text.ts';
import { startTui } from '../tui/start-tui.tsx';
import { brokenOff } from './broken-off.ts';
import type { DisplayOptions } from './commands.ts';
import { displayOf } from './display.ts';
import { screenOpeners } from './screen-openers.ts';

export const startScreenCommand = (options: DisplayOptions): Promise<number> =>
  startTui({
    ...displayOf(options),
    title: rawText('whytrace'),
    sessions: async () => [],
    startScreen: true,
    ...brokenOff(),
    openers: screenOpeners,
    textCommand: 'whytrace diagnose -- COMMAND, whytrace diagnose FILE',
  });
