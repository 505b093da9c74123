// A directory for a fix to work on, the person's own data directory, and what a directory is to the byte.
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { FixPlan } from '../../../src/model/fix.ts';
import type { Remedy } from '../../../src/model/report.ts';
import type { StepWatch } from '../../../src/wizard/tools.ts';
import type { Given } from '../../../src/wizard/walk.ts';

export const watch: StepWatch = { signal: new AbortController().signal, progress: () => {} };

export interface World {
  /** What a fix is about. */
  readonly path: string;
  /** XDG_DATA_HOME and HOME. */
  readonly home: string;
  readonly given: Given;
}

/** Makes one for each test, and takes it away; its data directory is the one of this process meanwhile. */
export function eachInWorld(): { readonly world: World } {
  const held: { world: World } = { world: { path: '', home: '', given: { argv: null, cwd: '', env: {}, pid: null } } };
  const old = { XDG_DATA_HOME: process.env.XDG_DATA_HOME, HOME: process.env.HOME };
  beforeEach(() => {
    const root = mkdtempSync(join(tmpdir(), 'whytrace-fix-'));
    const [path, home] = [join(root, 'world'), join(root, 'home')];
    for (const directory of [path, home]) mkdirSync(directory);
    process.env.XDG_DATA_HOME = join(home, 'data');
    process.env.HOME = home;
    held.world = {
      path,
      home,
      given: { argv: ['tool', '--version'], cwd: path, env: { PATH: process.env.PATH ?? '', HOME: home, SHELL: '/bin/bash' }, pid: null },
    };
  });
  afterEach(() => {
    Object.assign(process.env, old);
    if (old.XDG_DATA_HOME === undefined) delete process.env.XDG_DATA_HOME;
    rmSync(join(held.world.path, '..'), { recursive: true, force: true });
  });
  return held;
}

/** Names, kinds, modes, owners, times, link targets and content of all below a directory, and its own. */
export function directoryHash(path: string): string {
  const hash = createHash('sha256');
  const add = (at: string): void => {
    const { mode, uid, gid, mtimeNs } = lstatSync(at, { bigint: true });
    const stats = lstatSync(at);
    hash.update(`${at}\0${mode}\0${uid}\0${gid}\0${mtimeNs}\0`);
    if (stats.isSymbolicLink()) hash.update(readlinkSync(at));
    if (stats.isFile()) hash.update(readFileSync(at));
    if (stats.isDirectory()) for (const name of readdirSync(at).toSorted()) add(join(at, name));
  };
  add(path);
  return hash.digest('hex');
}

export const remedy = (commands: readonly (readonly string[])[], more: Partial<Remedy> = {}): Remedy => ({
  title: 'Mend it',
  commands,
  risk: 'changes a file',
  reversible: true,
  ...more,
});

export const saysOf = ({ steps }: FixPlan): string => steps.flatMap(({ says }) => says).join('\n');
