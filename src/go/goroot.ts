// A Go tree, and how the go command finds its own: cmd/go/internal/cfg findGOROOT.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
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
  const real = realpathOf(goCommand);
  const isLink = real !== null && real !== goCommand;
  return [
    ...aboveOf(goCommand, 'the go command'),
    // The kernel's /proc/self/exe leads to the file behind all links, which is what os.Executable gives on Linux.
    ...(isLink ? aboveOf(real, `${real}, which the go command is a link to,`) : []),
  ];
}

const aboveOf = (exe: string, what: string): readonly GorootCandidate[] => [
  candidate(dirname(dirname(exe)), `it is two steps above ${what}`.replace(/,$/, '')),
  candidate(dirname(dirname(dirname(exe))), `it is three steps above ${what}`.replace(/,$/, '')),
];

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
