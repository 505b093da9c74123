// Which files bash and sh read when they start, by the way they are called. @see bash(1) INVOCATION
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { OpenedFile } from './opened-files.ts';
import type { ShellMode } from './shell-mode.ts';

/** SYS_BASHRC is compiled in: Debian, Fedora and Arch, Alpine and Gentoo. */
const SYSTEM_BASHRC = ['/etc/bash.bashrc', '/etc/bashrc', '/etc/bash/bashrc'];
export const LOGIN_FILES = ['.bash_profile', '.bash_login', '.profile'];

type Mode = Pick<ShellMode, 'asSh' | 'login' | 'interactive' | 'env'>;

export function isBashStartUp(file: string, { HOME, BASH_ENV, ENV }: ShellMode['env']): boolean {
  if (file === '/etc/profile' || SYSTEM_BASHRC.includes(file) || (file !== '' && (file === BASH_ENV || file === ENV))) return true;
  return HOME !== undefined && [...LOGIN_FILES, '.bashrc'].some((name) => file === join(HOME, name));
}

/**
 * The files that it reads by itself, in order; not those that these source.
 * @param opened what it was seen to open; null where it could not be traced: then what is there counts
 */
export function startUpFiles({ asSh, login, interactive, env }: Mode, opened: readonly OpenedFile[] | null): readonly string[] {
  const { HOME, BASH_ENV, ENV } = env;
  const isRead = (file: string): boolean => (opened === null ? existsSync(file) : opened.some(({ path, isThere }) => path === file && isThere));
  const own = (name: string): readonly string[] => (HOME === undefined ? [] : [join(HOME, name)]);
  if (login) {
    const [first] = (asSh ? ['.profile'] : LOGIN_FILES).flatMap(own).filter(isRead);
    const behind = interactive ? (asSh ? ENV : undefined) : asSh ? undefined : BASH_ENV;
    return [...['/etc/profile'].filter(isRead), ...(first === undefined ? [] : [first]), ...named(behind).filter(isRead)];
  }
  if (asSh) return interactive ? named(ENV).filter(isRead) : [];
  // Not interactive: a bash that sshd started reads them too; then it was seen to open them.
  const rc = [...SYSTEM_BASHRC, ...own('.bashrc')].filter(isRead);
  if (interactive) return rc;
  return opened === null
    ? named(BASH_ENV).filter(isRead)
    : [...rc.filter((file) => !named(BASH_ENV).includes(file)), ...named(BASH_ENV).filter(isRead)];
}

const named = (file: string | undefined): readonly string[] => (file === undefined || file === '' || basename(file) === '' ? [] : [file]);
