// Every go command on the host, each with its tree and its version: from files alone, nothing is run.
import { accessSync, constants, lstatSync, readlinkSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { builtWith } from './build-info.ts';
import { gorootState, realpathOf, treeVersion } from './goroot.ts';
import { usualPlaces } from './install-places.ts';

export interface GoInstall {
  /** The go command as it was found. */
  readonly path: string;
  /** Behind all links; null when they lead nowhere. */
  readonly real: string | null;
  /** Each link on the way, `A -> B`. */
  readonly links: readonly string[];
  readonly executable: boolean;
  /** The tree that it lies in; null for a go command alone (a wrapper, a copy). */
  readonly goroot: string | null;
  readonly version: string | null;
  /** `VERSION`: the tree says so; `program`: the go command's own file does. */
  readonly versionFrom: 'VERSION' | 'program' | null;
  /** What leads to it, the first in PATH first: `PATH, directory 2`, `GOROOT`. */
  readonly foundBy: readonly string[];
  /** Its place in PATH, from 0; null when no directory of PATH has it. */
  readonly pathIndex: number | null;
}

type Env = Readonly<Record<string, string>>;

/** The one that a shell runs is the first with a pathIndex that is executable. @param moduleCache GOMODCACHE as it counts */
export function goInstalls(env: Env, cwd: string, moduleCache: string | null, gorootSet: string | null): readonly GoInstall[] {
  const found = new Map<string, { foundBy: string[]; pathIndex: number | null }>();
  const add = (path: string, by: string, pathIndex: number | null = null) => {
    if (!isThere(path)) return;
    const known = found.get(path);
    if (known === undefined) found.set(path, { foundBy: [by], pathIndex });
    else known.foundBy.push(by);
  };
  for (const [index, directory] of (env.PATH ?? '').split(':').entries())
    add(join(resolve(cwd, directory), 'go'), `PATH, directory ${index + 1}`, index);
  if (gorootSet !== null && isAbsolute(gorootSet)) add(join(gorootSet, 'bin/go'), 'GOROOT');
  for (const { directory, says } of usualPlaces(env.HOME ?? null, moduleCache)) add(join(directory, 'bin/go'), says);
  return [...found].map(([path, { foundBy, pathIndex }]) => ({ ...lookAt(path), foundBy, pathIndex }));
}

/** The go command that runs for this PATH. */
export const running = (installs: readonly GoInstall[]): GoInstall | null => installs.find((one) => one.pathIndex !== null && one.executable) ?? null;

function lookAt(path: string): Omit<GoInstall, 'foundBy' | 'pathIndex'> {
  const real = realpathOf(path);
  const goroot = [path, ...(real === null ? [] : [real])].map((one) => dirname(dirname(one))).find((root) => gorootState(root) === 'tree') ?? null;
  // A wrapper script has no version of its own; a program of another release may have been copied into a tree.
  const own = real === null ? null : builtWith(real);
  const byTree = treeVersion(goroot ?? dirname(dirname(real ?? path)));
  return {
    path,
    real,
    links: linksOf(path),
    executable: isExecutable(path),
    goroot,
    version: own ?? byTree,
    versionFrom: own !== null ? 'program' : byTree !== null ? 'VERSION' : null,
  };
}

/** Of the last component: what update-alternatives and version managers make. At most 40, as the kernel. */
function linksOf(path: string): readonly string[] {
  const links: string[] = [];
  for (let at = path; links.length < 40; ) {
    try {
      const target = readlinkSync(at);
      links.push(`${at} -> ${target}`);
      at = resolve(dirname(at), target);
    } catch {
      break;
    }
  }
  return links;
}

function isThere(path: string): boolean {
  try {
    return !lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
