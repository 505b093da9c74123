// A Go tree, and how the go command finds its own: cmd/go/internal/cfg findGOROOT.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, normalize, resolve } from 'node:path';
import { versionIn } from './go-version.ts';

/** One place that findGOROOT takes into consideration, in its order. */
export interface GorootCandidate {
  readonly path: string;
  /** Continues "because": `GOROOT is set`, `it is two directories above the go command`. */
  readonly because: string;
  /** A set GOROOT is taken as it is; the others must have a directory pkg/tool. */
  readonly state: 'tree' | 'no-tree' | 'missing';
}

/** The check that go makes: it has a directory pkg/tool. @see cmd/go/internal/cfg isGOROOT */
export function gorootState(path: string): GorootCandidate['state'] {
  if (isDirectory(join(path, 'pkg/tool'))) return 'tree';
  return isDirectory(path) ? 'no-tree' : 'missing';
}

/**
 * @param goCommand absolute path of the go command as it was started @param set what the environment or the go env file say; '' for nothing
 * @returns in the order in which go asks; it takes the first that is a tree, and a set GOROOT whatever it is
 */
export function gorootCandidates(goCommand: string, set: string): readonly GorootCandidate[] {
  if (set !== '') return [candidate(normalize(set).replace(/(.)\/+$/, '$1'), 'GOROOT is set')];
  // On Linux os.Executable asks /proc/self/exe, which leads to the file behind all links.
  const exe = realpathOf(goCommand) ?? goCommand;
  const what = exe === goCommand ? 'the go command' : `${exe}, to which the go command is a link`;
  return [2, 3].map((steps) => candidate(resolve(exe, ...Array<string>(steps).fill('..')), `it is ${steps} steps above ${what}`));
}

const candidate = (path: string, because: string): GorootCandidate => ({ path, because, state: gorootState(path) });

/** The first line of GOROOT/VERSION. @returns null where there is none: a tree that was built from its sources */
export function treeVersion(goroot: string): string | null {
  try {
    return versionIn(readFileSync(join(goroot, 'VERSION'), 'utf8').split('\n')[0] ?? '');
  } catch {
    return null;
  }
}

export function realpathOf(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
