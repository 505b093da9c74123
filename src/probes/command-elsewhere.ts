// Where a command lies although PATH does not lead there, and which commands have nearly its name.
import { distance } from 'fastest-levenshtein';
import type { HostFiles } from './host-files.ts';

/** Directories that installers use and PATH often lacks. `*` stands for each name in that place; `~` for each home asked about. */
const DIRECTORIES = [
  '/usr/local/bin',
  '/usr/bin',
  '/bin',
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/usr/local/go/bin',
  '/usr/lib/go/bin',
  '/usr/lib/go-*/bin',
  '/usr/local/go*/bin',
  '/opt/go/bin',
  '/snap/bin',
  '/var/lib/flatpak/exports/bin',
  '/opt/bin',
  '/opt/*/bin',
  '/opt/*',
  '/usr/local/*/bin',
  '/usr/games',
  '/usr/libexec',
  '/usr/lib/jvm/*/bin',
  '/usr/lib/postgresql/*/bin',
  '/usr/lib/llvm-*/bin',
  '/usr/local/cuda*/bin',
  '/home/linuxbrew/.linuxbrew/bin',
  '/nix/var/nix/profiles/default/bin',
  '/run/current-system/sw/bin',
  '~/bin',
  '~/*/bin',
  '~/.local/bin',
  '~/go/bin',
  '~/go/sdk/*/bin',
  '~/sdk/*/bin',
  '~/.go/bin',
  '~/.gvm/gos/*/bin',
  '~/.goenv/versions/*/bin',
  '~/.cargo/bin',
  '~/.npm-global/bin',
  '~/.yarn/bin',
  '~/.bun/bin',
  '~/.deno/bin',
  '~/.volta/bin',
  '~/.nvm/versions/node/*/bin',
  '~/.fnm/node-versions/*/installation/bin',
  '~/.asdf/shims',
  '~/.local/share/mise/shims',
  '~/.pyenv/shims',
  '~/.pyenv/versions/*/bin',
  '~/.rbenv/shims',
  '~/.sdkman/candidates/*/current/bin',
  '~/.krew/bin',
  '~/.nix-profile/bin',
  '~/miniconda3/bin',
  '~/anaconda3/bin',
  '~/.linuxbrew/bin',
  '~/.dotnet/tools',
] as const;

/** A place with many entries is no installer's: a broken or huge directory must not hold the answer up. */
const NAMES_MOST = 200;
const NEAR_MISSES_MOST = 5;

/**
 * @param searchPath the directories of PATH: near one that is wrong often lies the right one
 * @param isCommand whether a path leads to a file that may be executed
 * @returns paths, those near PATH first, each place once
 */
export function commandElsewhere(
  command: string,
  searchPath: readonly string[],
  homes: readonly string[],
  files: HostFiles,
  isCommand: (path: string) => boolean,
): readonly string[] {
  const places = DIRECTORIES.flatMap((pattern) => (pattern.startsWith('~') ? homes.map((home) => home + pattern.slice(1)) : [pattern]));
  const directories = [...searchPath.flatMap((directory) => nearDirectory(directory, files)), ...places.flatMap((place) => expand(place, files))];
  return [...new Set(directories.map((directory) => `${directory}/${command}`))].filter(isCommand);
}

/** `GOROOT` where `GOROOT/bin` was meant, and neighbours of a directory whose name was mistyped. */
function nearDirectory(directory: string, files: HostFiles): readonly string[] {
  const trimmed = directory.replace(/\/+$/, '');
  const parent = trimmed.slice(0, trimmed.lastIndexOf('/'));
  const isThere = files.entries(trimmed).length > 0;
  return isThere || parent === '' ? [`${trimmed}/bin`] : [...expand(`${parent}/*`, files), `${parent}/bin`];
}

/** Each directory that a pattern with `*` names. */
function expand(pattern: string, files: HostFiles): readonly string[] {
  const star = pattern.indexOf('*');
  if (star < 0) return [pattern];
  const start = pattern.lastIndexOf('/', star);
  const stop = pattern.indexOf('/', star) < 0 ? pattern.length : pattern.indexOf('/', star);
  const directory = pattern.slice(0, start);
  const prefix = pattern.slice(start + 1, star);
  return files
    .entries(directory)
    .map(({ name }) => name)
    .filter((name) => name.startsWith(prefix))
    .slice(0, NAMES_MOST)
    .flatMap((name) => expand(`${directory}/${name}${pattern.slice(stop)}`, files));
}

/**
 * Names on PATH that differ from `command` by a slip: one letter, two in long names, or two letters swapped.
 * @param isCommand as for {@link commandElsewhere}; asked of near names only
 * @returns at most five, the nearest first
 */
export function nearMisses(
  command: string,
  directories: readonly string[],
  files: HostFiles,
  isCommand: (path: string) => boolean,
): readonly string[] {
  const allowed = command.length >= 7 ? 2 : command.length >= 3 ? 1 : 0;
  if (allowed === 0) return [];
  const near = new Map<string, number>();
  for (const directory of new Set(directories))
    for (const { name } of files.entries(directory)) {
      if (near.has(name) || name === command || Math.abs(name.length - command.length) > allowed) continue;
      const slips = isSwapped(name, command) ? 1 : distance(name, command);
      if (slips <= allowed && isCommand(`${directory}/${name}`)) near.set(name, slips);
    }
  return [...near]
    .sort(([one, a], [other, b]) => a - b || (one < other ? -1 : 1))
    .slice(0, NEAR_MISSES_MOST)
    .map(([name]) => name);
}

/** `gti` and `git`: two neighbours changed places. Levenshtein counts two slips for it. */
function isSwapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  return at >= 0 && one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}
