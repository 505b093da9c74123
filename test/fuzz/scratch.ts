// A directory of this process alone, for targets that need files: emptied for each use, gone when the process ends.
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let made: string | null = null;

/** Empty. The same path each time. */
export function emptyScratch(): string {
  if (made === null) {
    const path = mkdtempSync(join(tmpdir(), 'whytrace-fuzz-'));
    process.once('exit', () => rmSync(path, { recursive: true, force: true }));
    made = path;
  }
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { mode: 0o700 });
  return made;
}

/** What is below a directory, by its path in it: bytes of files as Latin-1, where links lead, `/` for directories. */
export function treeOf(directory: string, below = ''): Readonly<Record<string, string>> {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(join(directory, below)).sort()) {
    const path = join(below, name);
    const stats = lstatSync(join(directory, path));
    if (stats.isDirectory()) Object.assign(tree, { [path]: '/' }, treeOf(directory, path));
    else tree[path] = stats.isSymbolicLink() ? `-> ${readlinkSync(join(directory, path))}` : readFileSync(join(directory, path), 'latin1');
  }
  return tree;
}

/** The environment and the directory are what is given while `work` goes on. Targets run one after the other. */
export async function within<T>(place: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }, work: () => T | Promise<T>): Promise<T> {
  const [cwd, env] = [process.cwd(), process.env];
  process.chdir(place.cwd);
  process.env = place.env;
  try {
    return await work();
  } finally {
    process.env = env;
    process.chdir(cwd);
  }
}
