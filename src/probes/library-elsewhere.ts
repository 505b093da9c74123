// Every place where a library of a name lies, in directories that hold libraries, whether or not a loader would search them.
import type { HostFiles } from './host-files.ts';

/** Where libraries are put, and how many levels below they may lie. */
const ROOTS: readonly (readonly [directory: string, depth: number])[] = [
  ['/lib', 2],
  ['/lib64', 2],
  ['/lib32', 1],
  ['/libx32', 1],
  ['/usr/lib', 3],
  ['/usr/lib64', 2],
  ['/usr/lib32', 1],
  ['/usr/libx32', 1],
  ['/usr/libexec', 2],
  ['/usr/local', 4],
  ['/opt', 5],
  ['/srv', 3],
  ['/snap', 6],
  ['/usr/x86_64-linux-musl', 2],
  ['/usr/aarch64-linux-gnu', 2],
  ['/usr/arm-linux-gnueabihf', 2],
  ['/usr/i686-linux-gnu', 2],
];
const UNDER_HOME: readonly (readonly [directory: string, depth: number])[] = [
  ['lib', 2],
  ['.local/lib', 2],
  ['miniconda3/lib', 1],
  ['anaconda3/lib', 1],
];
/** Many files and no libraries. */
const SKIPPED = /^(share|doc|man|include|src|locale|node_modules|__pycache__|\.git|site-packages|dist-packages|modules|firmware)$/;
/** On a slow or huge disk the answer is what was found so far. */
const DIRECTORIES_MOST = 4000;
const MOST_MS = 300;

/** @returns paths without links in their directories, sorted by where they are looked for; [] when it lies nowhere */
export function libraryElsewhere(soname: string, homes: readonly string[], files: HostFiles): readonly string[] {
  const deadline = performance.now() + MOST_MS;
  const found = new Set<string>();
  const visited = new Set<string>();
  const underHome = homes.flatMap((home) => UNDER_HOME.map(([directory, depth]) => [`${home}/${directory}`, depth] as const));
  // /lib is a link to /usr/lib on merged systems: its files are found there.
  const waiting = [...ROOTS, ...underHome].filter(([directory]) => isRealDirectory(directory, files));
  // The nearest places first: when time runs out, only remote ones were left.
  for (let next = waiting.shift(); next !== undefined && visited.size < DIRECTORIES_MOST && performance.now() < deadline; next = waiting.shift()) {
    const [directory, depth] = next;
    if (visited.has(directory)) continue;
    visited.add(directory);
    for (const { name, isDirectory } of files.entries(directory)) {
      if (isDirectory && depth > 0 && !SKIPPED.test(name)) waiting.push([`${directory}/${name}`, depth - 1]);
      else if (name === soname && !isDirectory) found.add(`${directory}/${name}`);
    }
  }
  return [...found];
}

function isRealDirectory(path: string, files: HostFiles): boolean {
  try {
    return files.lstat(path).isDirectory();
  } catch {
    return false;
  }
}
