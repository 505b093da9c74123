// The packed tarball, installed into empty places as people install it.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Installed {
  /** Paths in the tarball, with their sizes. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** `npm install -g` into an empty prefix whose path has a space. */
  readonly command: string;
  /** A project that has whytrace as a dependency, without the packaged Node. */
  readonly project: string;
  /** Gives that project the packaged Node, beside whytrace as npm lays it out. */
  addPackagedNode(): void;
  remove(): void;
}

/** Takes about 6 s: npm unpacks the packaged Node. */
export function packAndInstall(): Installed {
  const base = mkdtempSync(join(tmpdir(), 'whytrace-pack-'));
  // dist was built before the first test; the scripts of the package would build it again under the feet of other tests.
  const [packed] = JSON.parse(npm(['pack', '--ignore-scripts', '--json', '--pack-destination', base], root));
  const tarball = join(base, packed.filename);
  const prefix = join(base, 'an empty prefix');
  npm(['install', '-g', '--prefix', prefix, tarball], base);
  const project = join(base, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{"name":"somebody","private":true}');
  npm(['install', '--omit=optional', tarball], project);
  return {
    files: packed.files,
    command: join(prefix, 'bin/whytrace'),
    project,
    addPackagedNode() {
      const name = `node-linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}`;
      symlinkSync(join(prefix, 'lib/node_modules/whytrace/node_modules', name), join(project, 'node_modules', name));
    },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** A Node on PATH that is too old for the bundle, and not one of the project's own; null when there is none. */
export function olderNode(): string | null {
  for (const directory of (process.env.PATH ?? '').split(':')) {
    const path = join(directory, 'node');
    try {
      accessSync(path, constants.X_OK);
    } catch {
      continue;
    }
    if (realpathSync(path) !== realpathSync(process.execPath) && majorOf(path) < 22) return path;
  }
  return null;
}

export function npm(args: readonly string[], cwd: string): string {
  return execFileSync('npm', [...args, '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8' });
}

const majorOf = (node: string): number => Number(/^v(\d+)/.exec(execFileSync(node, ['--version'], { encoding: 'utf8' }))?.[1]);
