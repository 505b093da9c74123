// The person's own file that a shell reads in a mode, there or to be made. @see bash(1) INVOCATION, zsh(1) STARTUP/SHUTDOWN FILES, dash(1) Invocation
import { join } from 'node:path';
import { LOGIN_FILES } from './bash-files.ts';
import type { ShellMode } from './shell-mode.ts';
import type { ShellStart } from './start-up.ts';

/** @returns null for a mode that reads none: `bash -c`, `sh -c` */
export function homeFileOf({ kind, asSh, login, interactive, env }: ShellMode, { read }: Pick<ShellStart, 'read'>): string | null {
  const { HOME, ZDOTDIR, BASH_ENV, ENV } = env;
  if (HOME === undefined || HOME === '') return null;
  if (kind === 'zsh') return join(ZDOTDIR || HOME, interactive ? '.zshrc' : login ? '.zprofile' : '.zshenv');
  if (kind === 'bash' && !asSh) {
    if (login) return LOGIN_FILES.map((name) => join(HOME, name)).find((file) => read.includes(file)) ?? join(HOME, '.profile');
    return interactive ? join(HOME, '.bashrc') : BASH_ENV?.startsWith(`${HOME}/`) && read.includes(BASH_ENV) ? BASH_ENV : null;
  }
  if (login) return join(HOME, '.profile');
  return interactive && ENV?.startsWith(`${HOME}/`) ? ENV : null;
}
