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

/** Directory and variables are what is given while `work` goes on: `undefined` unsets. Targets run one after the other. */
export async function within<T>(place: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }, work: () => T | Promise<T>): Promise<T> {
  const cwd = process.cwd();
  const before = Object.keys(place.env).map((name) => [name, process.env[name]] as const);
  process.chdir(place.cwd);
  setAll(Object.entries(place.env));
  try {
    return await work();
  } finally {
    setAll(before);
    process.chdir(cwd);
  }
}

/** Not the object itself: what the system reads of it has to change, too. */
function setAll(variables: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

/** A person's home in a directory, where no program is found: nothing can be traced, and what is written is written there. */
export const homeIn = (directory: string): NodeJS.ProcessEnv => ({
  HOME: directory,
  XDG_STATE_HOME: join(directory, 'state'),
  XDG_DATA_HOME: join(directory, 'data'),
  XDG_CONFIG_HOME: join(directory, 'config'),
  TMPDIR: directory,
  PATH: join(directory, 'nowhere'),
});
