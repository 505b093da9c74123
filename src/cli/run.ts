// `whytrace run`: traces a command live on the screen, and ends as it ends.
import { Problem } from '../model/problem.ts';
import { rawText } from '../model/raw-text.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible } from '../text/visible.ts';
import { startTui } from '../tui/start-tui.tsx';
import { findTerminal } from '../tui/terminal/find-terminal.ts';
import type { RunOptions } from './commands.ts';
import { displayOf } from './display.ts';
import { runSession, screenOpeners } from './screen-openers.ts';

export async function runCommand(argv: readonly string[], options: RunOptions): Promise<number> {
  const textCommand = `whytrace diagnose -- ${toVisible(shellLine(argv))}`;
  const found = findTerminal(process.env, textCommand);
  if (found.kind === 'none') throw new Problem('wrong-usage', found.sentence);
  return startTui({
    ...displayOf(options),
    title: rawText(shellLine(argv)),
    sessions: async () => [await runSession(argv, options)],
    startScreen: false,
    openers: screenOpeners,
    textCommand,
  });
}
