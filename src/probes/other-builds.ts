// Other files of a program's name near it: the builds for other machines, and older copies, that lie beside each other after an unpacking.
import type { HostFiles } from './host-files.ts';

/** How many directories above the file's own are looked below. */
const LEVELS_UP = 2;
const LEVELS_DOWN = 2;
const DIRECTORIES_MOST = 600;
const MOST_MS = 200;
/** Of the machine and the system in a name: `tool-linux-amd64`, `tool_arm64`, `tool.x86_64`. */
const BUILD_SUFFIX =
  /[-_.](?:linux|gnu|musl|static|x86[-_]64|amd64|x64|aarch64|arm64|armv?\d*\w*|i[3-6]86|386|x86|riscv64|ppc64le|s390x|orig|bak|old|good)(?=[-_.]|$)/gi;

/** The name without what says for which machine it was built. */
const buildlessName = (name: string): string => name.replace(BUILD_SUFFIX, '');

/** @param path absolute @returns files of nearly its name, the nearest first; never itself */
export function otherBuilds(path: string, files: Pick<HostFiles, 'entries'>): readonly string[] {
  const own = path.slice(path.lastIndexOf('/') + 1);
  const name = buildlessName(own);
  const deadline = performance.now() + MOST_MS;
  const found = new Set<string>();
  const visited = new Set<string>();
  const look = (directory: string, depth: number): void => {
    if (visited.size >= DIRECTORIES_MOST || performance.now() > deadline) return;
    visited.add(directory);
    for (const entry of files.entries(directory)) {
      const at = `${directory}/${entry.name}`;
      if (entry.isDirectory && depth > 0) look(at, depth - 1);
      else if (!entry.isDirectory && at !== path && buildlessName(entry.name) === name) found.add(at);
    }
  };
  let directory = path;
  for (let level = 0; level <= LEVELS_UP; level++) {
    directory = directory.slice(0, directory.lastIndexOf('/'));
    if (directory === '') break;
    look(directory, LEVELS_DOWN);
  }
  return [...found];
}
