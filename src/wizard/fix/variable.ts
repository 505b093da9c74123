// A remedy that is a variable: it cannot be set in the shell that called us. How the command is run with it, what to paste, what new shells need.
import { basename, join } from 'node:path';
import type { FixedRun } from '../../model/fix.ts';
import type { FileEdit } from '../../model/report.ts';

type Env = Readonly<Record<string, string>>;

/** `env -u A B=c COMMAND…` @returns null for any other command @see env(1) */
export function variableRun(command: readonly string[]): Omit<FixedRun, 'argv'> | null {
  const [program = '', ...words] = command;
  if (basename(program) !== 'env') return null;
  const set: Record<string, string> = {};
  const unset: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [name = '', ...value] = word.split('=');
    const unsets = /^(?:-u|--unset=)(.*)$/.exec(word);
    if (unsets !== null) unset.push(unsets[1] || (words[++at] ?? ''));
    else if (/^[A-Za-z_]\w*$/.test(name) && word.includes('=')) set[name] = value.join('=');
    else if (word.startsWith('-')) return null;
    else break;
  }
  return Object.keys(set).length + unset.length === 0 ? null : { set, unset };
}

/** One line for each variable; what was there before stays a variable: `export PATH=/opt/go/bin:"$PATH"`. */
export function variableLines({ set, unset }: Omit<FixedRun, 'argv'>, env: Env, shell: string): readonly string[] {
  const fish = shell === 'fish';
  return [
    ...unset.map((name) => (fish ? `set -e ${name}` : `unset ${name}`)),
    ...Object.entries(set).map(([name, value]) => {
      const words = valueWords(name, value, env[name]);
      if (!fish) return `export ${name}=${words}`;
      // fish's PATH is a list.
      return name === 'PATH' ? `set -gx PATH ${words.replaceAll('":"', ' ').replaceAll(':', ' ')}` : `set -gx ${name} ${words}`;
    }),
  ];
}

/** The value, with the variable itself where the old value stands. */
function valueWords(name: string, value: string, old: string | undefined): string {
  if (old !== undefined && old !== '' && value !== old) {
    if (value.endsWith(`:${old}`)) return `${quoted(value.slice(0, -old.length))}"$${name}"`;
    if (value.startsWith(`${old}:`)) return `"$${name}"${quoted(value.slice(old.length))}`;
  }
  return quoted(value);
}

const quoted = (text: string): string => (/^[\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/**
 * The start-up file that gives a variable to the new shells of a person: what the terminal's shell reads when it is interactive.
 * @returns null where it is not known which @see bash(1) INVOCATION; zsh(1) STARTUP/SHUTDOWN FILES; fish(1)
 */
export function startUpFile(env: Env): { readonly path: string; readonly shell: string } | null {
  const { HOME, SHELL = '/bin/sh', ZDOTDIR, XDG_CONFIG_HOME } = env;
  if (!HOME) return null;
  const shell = basename(SHELL);
  switch (shell) {
    case 'bash':
      return { path: join(HOME, '.bashrc'), shell };
    case 'zsh':
      return { path: join(ZDOTDIR || HOME, '.zshrc'), shell };
    case 'fish':
      return { path: join(XDG_CONFIG_HOME || join(HOME, '.config'), 'fish/config.fish'), shell };
    default:
      return { path: join(HOME, '.profile'), shell };
  }
}

export const appendAll = (path: string, lines: readonly string[]): readonly FileEdit[] => lines.map((text) => ({ path, how: 'append', text }));
