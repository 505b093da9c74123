// `whytrace attach`: running processes live on the screen; they are left as they were found.
import { Problem } from '../model/problem.ts';
import { rawText } from '../model/raw-text.ts';
import { attachProblem } from '../probes/ptrace-attach.ts';
import { toVisible } from '../text/visible.ts';
import { startTui } from '../tui/start-tui.tsx';
import type { AttachOptions } from './commands.ts';
import { displayOf } from './display.ts';
import { attachSession, screenOpeners } from './screen-openers.ts';

export async function attachCommand(words: readonly string[], options: AttachOptions): Promise<number> {
  const pids = words.map(pidOf);
  // Before the screen: what stands against it is said where it stays readable.
  for (const pid of pids) {
    const problem = attachProblem(pid);
    if (problem !== null) throw problem;
  }
  return startTui({
    ...displayOf(options),
    title: rawText(`attach ${pids.join(' ')}`),
    sessions: async () => [await attachSession(pids, { ...options, env: [] })],
    startScreen: false,
    openers: screenOpeners,
    textCommand: `whytrace diagnose --pid ${pids[0]}`,
  });
}

function pidOf(word: string): number {
  if (!/^[1-9]\d{0,9}$/.test(word))
    throw new Problem('wrong-usage', `'${toVisible(word)}' is no process id: a whole number above 0 (ps -ef lists them)`);
  return Number(word);
}
