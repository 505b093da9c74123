// The ways in which shells are started, and which of them a command line is: they differ in the start-up files that are read.
import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, isAbsolute, join } from 'node:path';

type Env = Readonly<Record<string, string>>;

/** `ash` stands for all that only print commands with -x: dash, and the sh of busybox. */
export type ShellKind = 'bash' | 'zsh' | 'ash' | 'other';

export interface ShellMode {
  /** As a person writes it: `bash -l -c`. */
  readonly id: string;
  readonly kind: ShellKind;
  /** bash that was called by the name of sh: it reads other files. */
  readonly asSh: boolean;
  readonly program: string;
  readonly login: boolean;
  readonly interactive: boolean;
  readonly env: Env;
}

/** Where shells lie when PATH does not lead there: PATH may be what is broken. */
const USUAL = ['/bin', '/usr/bin', '/usr/local/bin'];
const SHELLS = ['bash', 'sh', 'dash', 'zsh', 'ash', 'ksh', 'mksh', 'busybox'];

/** @returns null where this host has no such shell */
function shellProgram(name: string, env: Env): string | null {
  const places = isAbsolute(name) ? [name] : [...(env.PATH ?? '').split(':').filter(isAbsolute), ...USUAL].map((directory) => join(directory, name));
  return places.find(canRun) ?? null;
}

/** By the file that it is in the end: /bin/sh is dash here and bash there. */
function kindOf(program: string): ShellKind {
  let file = program;
  try {
    file = realpathSync(program);
  } catch {
    // Judged by its name then.
  }
  const name = basename(file).replace(/[\d.-]+$/, '');
  if (name === 'bash' || name === 'rbash') return 'bash';
  if (name === 'zsh') return 'zsh';
  return name === 'dash' || name === 'busybox' || name === 'ash' ? 'ash' : 'other';
}

export function shellMode(name: string, how: { readonly login?: boolean; readonly interactive?: boolean }, env: Env, path = env): ShellMode | null {
  const program = shellProgram(name, path);
  if (program === null) return null;
  const { login = false, interactive = false } = how;
  const words = [basename(name), ...(login ? ['-l'] : []), ...(interactive ? ['-i'] : []), '-c'];
  const kind = kindOf(program);
  return { id: words.join(' '), kind, asSh: kind === 'bash' && basename(program) === 'sh', program, login, interactive, env };
}

/** What cron gives a job @see crontab(5) */
const cronEnvironment = ({ HOME, LOGNAME, USER }: Env): Env => ({
  ...(HOME === undefined ? {} : { HOME }),
  LOGNAME: LOGNAME ?? USER ?? 'root',
  SHELL: '/bin/sh',
  PATH: '/usr/bin:/bin',
});

/** Every way of which this host has the shell; the ones most met first. */
export function shellModes(env: Env): readonly ShellMode[] {
  const login = { login: true };
  const interactive = { interactive: true };
  const named = (id: string, mode: ShellMode | null): ShellMode | null => (mode === null ? null : { ...mode, id });
  return [
    shellMode('bash', login, env),
    shellMode('bash', {}, env),
    shellMode('bash', interactive, env),
    shellMode('bash', { ...login, ...interactive }, env),
    shellMode('sh', {}, env),
    shellMode('sh', login, env),
    shellMode('dash', {}, env),
    shellMode('zsh', {}, env),
    shellMode('zsh', login, env),
    shellMode('zsh', interactive, env),
    named('env -i sh -c', shellMode('sh', {}, {}, env)),
    named('cron (sh -c)', shellMode('sh', {}, cronEnvironment(env), env)),
  ].filter((mode) => mode !== null);
}

/** PATH as the shell searches it: bash takes a ~ at the start of an entry for the home directory, others do not @see `find_user_command_in_path` of bash's findcmd.c */
export function searchedPath(mode: Pick<ShellMode, 'kind' | 'asSh' | 'env'> | null, path: string): string {
  const home = mode?.env.HOME;
  if (mode?.kind !== 'bash' || mode.asSh || home === undefined) return path;
  return path.replace(/(^|:)~(?=\/|:|$)/g, (_, before: string) => `${before}${home}`);
}

/**
 * The shell that a command line starts: `env -i bash -lc 'go version'`.
 * @returns null where it starts none @see env(1), bash(1) OPTIONS
 */
export function modeOfCommand(argv: readonly string[], given: Env): ShellMode | null {
  let env = given;
  let at = 0;
  if (basename(argv[0] ?? '') === 'env') {
    for (at = 1; at < argv.length; at++) {
      const word = argv[at] ?? '';
      const [name = '', ...value] = word.split('=');
      if (word === '-i' || word === '-' || word === '--ignore-environment') env = {};
      else if (word === '-u') env = without(env, argv[++at] ?? '');
      else if (/^[A-Za-z_]\w*$/.test(name) && word.includes('=')) env = { ...env, [name]: value.join('=') };
      else break;
    }
  }
  const called = argv[at] ?? '';
  const shell = called.replace(/^-/, '');
  if (!SHELLS.includes(basename(shell))) return null;
  let login = called.startsWith('-');
  let interactive = false;
  for (const word of argv.slice(at + 1)) {
    if (word === '--login') login = true;
    if (!/^[-+]/.test(word) || word === '--') break;
    if (word.startsWith('--') || word.startsWith('+')) continue;
    login ||= word.includes('l');
    interactive ||= word.includes('i');
  }
  return shellMode(shell, { login, interactive }, env, given);
}

const without = (env: Env, name: string): Env => Object.fromEntries(Object.entries(env).filter(([one]) => one !== name));

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
