// The go command as a client of module servers: its settings, and what it writes kept out of the world.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SYSTEM_PATH, WorldNeeds, type WorldPlace } from '../../../demo/world.ts';
import { allOf, type Served } from '../net-servers.ts';

export const MODULE = 'example.test/hello';

/** What go writes by itself lies beside the world: it is no part of what a fix changes. */
const besides = (place: Pick<WorldPlace, 'directory'>): string => `${place.directory}-go`;

export function goEnv(place: WorldPlace, more: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const go = [...(process.env.PATH ?? '').split(':'), '/usr/local/go/bin'].map((directory) => join(directory, 'go')).find(existsSync);
  if (go === undefined) throw new WorldNeeds('it needs a go command');
  mkdirSync(besides(place), { recursive: true });
  const path = `${dirname(go)}:${SYSTEM_PATH}`;
  return { PATH: path, HOME: besides(place), GOENV: place.at('go-env'), GOSUMDB: 'off', GOTOOLCHAIN: 'local', GO111MODULE: 'on', ...more };
}

/** Asks for the versions of a module: the first thing of every download. */
export const ASKS_FOR_MODULE = ['go', 'list', '-m', '-versions', MODULE] as const;

/** Both servers of a world, and what go wrote taken away in the end. */
export async function serving(directory: string, ...starting: readonly Promise<Served>[]): Promise<{ close(): Promise<void> }> {
  const servers = await allOf(...starting);
  const close = async () => {
    await servers.close();
    rmSync(`${directory}-go`, { recursive: true, force: true });
  };
  return { close };
}
