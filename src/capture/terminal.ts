// Gives a command a terminal of its own where ours can't be used: by script(1) of util-linux, which every distribution has as a package.
import { spawnSync } from 'node:child_process';
import { Problem } from '../model/problem.ts';
import { shellLine } from '../text/shell-quote.ts';
import { resolveCommand } from './resolve-command.ts';

/** What a terminal is like that nobody looks at. */
const SIZE = 'stty rows 24 cols 80 2>/dev/null; ';

/**
 * The same command line in a new terminal. script starts it by the shell that SHELL names, so it must be started with `SHELL=/bin/sh`.
 * @throws Problem when the host's script(1) is missing or lacks the options (BusyBox)
 */
export function inTerminal(argv: readonly string[]): [string, ...string[]] {
  // By our own PATH: the command's may be what is broken.
  const found = resolveCommand('script', { PATH: process.env.PATH ?? '/usr/bin:/bin' }, '/');
  const version = found.kind === 'found' ? spawnSync(found.path, ['--version'], { encoding: 'utf8' }).stdout : '';
  if (found.kind === 'not-found' || !/util-linux/.test(version))
    throw new Problem(
      'cannot-trace',
      '--tty needs script of util-linux (Debian: apt-get install bsdutils, Alpine: apk add util-linux-misc, Fedora: dnf install util-linux-script)',
    );
  return [found.path, '-qefc', `${SIZE}exec ${shellLine(argv)}`, '/dev/null'];
}
