// `whytrace open`: explores saved strace output on the screen.
import { Problem } from '../model/problem.ts';
import { rawText, type VisibleText } from '../model/raw-text.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible } from '../text/visible.ts';
import { startTui } from '../tui/start-tui.tsx';
import type { OpenOptions } from './commands.ts';
import { displayOf } from './display.ts';
import { screenOpeners, storedSessions } from './screen-openers.ts';

/** @param says what the screen tells first */
export async function openCommand(files: readonly string[], options: OpenOptions, says?: VisibleText): Promise<number> {
  const paths = options.last === true ? [await newest(files)] : files;
  if (paths.length === 0) throw new Problem('wrong-usage', 'open needs a FILE, or --last for the newest session (see whytrace open --help)');
  return startTui({
    ...displayOf(options),
    title: rawText(paths.join(' ')),
    sessions: () => storedSessions(paths, options.follow === true),
    startScreen: false,
    openers: screenOpeners,
    ...(says === undefined ? {} : { says }),
    textCommand: `whytrace diagnose ${toVisible(shellLine(paths))}`,
  });
}

async function newest(files: readonly string[]): Promise<string> {
  if (files.length > 0) throw new Problem('wrong-usage', 'open takes files or --last, one of them');
  const { newestSession } = await import('../capture/recent.ts');
  const session = newestSession();
  if (session === null) throw new Problem('unreadable-input', 'no session has been kept: run, attach or diagnose keep their newest');
  return session.path;
}
