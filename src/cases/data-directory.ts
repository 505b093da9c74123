// Where cases and what is kept for taking fixes back lie: the person's data directory by the XDG rules, or a temporary one where that can't be written.
import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { makePrivateDirectories } from '../capture/private-directory.ts';

export interface DataDirectory {
  readonly path: string;
  /** Set where it is not the person's own: why. It may be emptied at the next start of the system. */
  readonly temporary: string | null;
}

/** `$XDG_DATA_HOME/whytrace`, by default `~/.local/share/whytrace`; null where there is no home. A relative XDG_DATA_HOME is ignored (XDG Base Directory 0.8). */
export function homeDataDirectory(env: NodeJS.ProcessEnv = process.env): string | null {
  const data = env.XDG_DATA_HOME;
  if (data !== undefined && isAbsolute(data)) return join(data, 'whytrace');
  const home = env.HOME || passwdHome();
  return home ? join(home, '.local/share/whytrace') : null;
}

/** The directory to write to; it is made. @throws the system's error where not even the temporary one can be written */
export function makeDataDirectory(env: NodeJS.ProcessEnv = process.env): DataDirectory {
  const home = homeDataDirectory(env);
  let why = 'there is no home directory';
  if (home !== null) {
    try {
      makePrivateDirectories(home);
      accessSync(home, constants.W_OK);
      return { path: home, temporary: null };
    } catch (error) {
      why = `${home} cannot be written (${(error as NodeJS.ErrnoException).code})`;
    }
  }
  const path = temporaryDirectory();
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isOurs(path)) throw error;
  }
  accessSync(path, constants.W_OK);
  return { path, temporary: why };
}

/** Those that are there, to read from: nothing is made. */
export const dataDirectories = (env: NodeJS.ProcessEnv = process.env): readonly string[] =>
  [homeDataDirectory(env), temporaryDirectory()].filter(
    (path) => path !== null && isDirectory(path) && (path !== temporaryDirectory() || isOurs(path)),
  ) as string[];

const temporaryDirectory = (): string => join(tmpdir(), `whytrace-data-${process.geteuid?.() ?? 'user'}`);

/** In a directory that all can write to, somebody else may have made one of that name. */
function isOurs(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && stats.uid === process.geteuid?.() && (stats.mode & 0o077) === 0;
}

function isDirectory(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true || lstatSync(`${path}/.`).isDirectory();
  } catch {
    return false;
  }
}

function passwdHome(): string | null {
  try {
    return homedir();
  } catch {
    return null;
  }
}
