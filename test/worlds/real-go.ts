// Worlds that need a real Go: where it is, and an environment in which it leaves nothing behind in the world.
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SYSTEM_PATH, WorldNeeds, type WorldPlace, worldEnv } from '../../demo/world.ts';
import { realpathOf } from '../../src/go/goroot.ts';

/** @returns its tree @throws WorldNeeds where there is none */
export function realGoroot(): string {
  const directories = [...(process.env.PATH ?? '').split(':'), ...SYSTEM_PATH.split(':'), '/usr/local/go/bin', '/usr/lib/go/bin'];
  const trees = directories.flatMap((directory) => {
    const real = realpathOf(join(directory, 'go'));
    return real === null ? [] : [dirname(dirname(real))];
  });
  const goroot = trees.find((tree) => existsSync(join(tree, 'pkg/tool')) && existsSync(join(tree, 'VERSION')));
  if (goroot === undefined) throw new WorldNeeds('this host has no Go');
  return goroot;
}

/** What is compiled once stays in the user's own cache, outside of the world; go keeps no counters, and asks nobody. */
export function goEnv(place: WorldPlace, goroot: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  place.file('home/dev/.config/go/telemetry/mode', 'off');
  const env = worldEnv(place, [], {
    GOCACHE: process.env.GOCACHE ?? join(homedir(), '.cache/go-build'),
    GOMODCACHE: join(tmpdir(), 'whytrace-worlds-modules'),
    GOPROXY: 'off',
    GOTOOLCHAIN: 'local',
    ...more,
  });
  return { ...env, PATH: `${more.PATH ?? join(goroot, 'bin')}:${SYSTEM_PATH}` };
}

/** Without one of the variables. */
export const withoutVariable = (env: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).filter(([one]) => one !== name));
