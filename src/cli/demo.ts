// `whytrace demo`: a real failure in a world made on the spot, on the screen or as text; its recorded capture where nothing can be traced.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { distance } from 'fastest-levenshtein';
import { type World, WorldNeeds, type WorldRun } from '../../demo/world.ts';
import { worldHost } from '../../demo/world-host.ts';
import { makePlace } from '../../demo/world-place.ts';
import { WORLDS } from '../../demo/worlds.ts';
import { Problem } from '../model/problem.ts';
import { localAnswers } from '../probes/host-answers.ts';
import { checkHost } from '../probes/ptrace-host.ts';
import { shellLine } from '../text/shell-quote.ts';
import { toVisible } from '../text/visible.ts';
import { findTerminal } from '../tui/terminal/find-terminal.ts';
import type { DemoOptions, TracingOptions } from './commands.ts';
import { EXIT } from './exit-status.ts';

/** A demo is no session that `open --last` should find. */
const PLAIN_TRACING: TracingOptions = { env: [], save: false, keep: 'oldest' };

/** @returns as `diagnose` does; from the screen 1 when the world's command failed, else 0 */
export async function runDemo(name: string | null, options: DemoOptions): Promise<number> {
  if (options.list === true) return list(options.json === true);
  const world = worldNamed(name);
  // Asked for keys first: a search for another terminal would open it.
  const onScreen = options.json !== true && process.stdin.isTTY === true && findTerminal(process.env, '').kind === 'found';
  const cannot = checkHost().find(({ state }) => state === 'fail');
  if (cannot !== undefined) return recorded(world, `this host can't be traced (${cannot.says})`, onScreen, options);

  const answers = localAnswers({ askPackageManager: false });
  const { place, remove } = makePlace(worldHost(answers), answers);
  try {
    return await live(world, world.build(place), onScreen, options);
  } catch (error) {
    if (error instanceof WorldNeeds) return recorded(world, `this world can't be made here (${error.message})`, onScreen, options);
    throw error;
  } finally {
    remove();
  }
}

async function live(world: World, { argv, cwd, env }: WorldRun, onScreen: boolean, options: DemoOptions): Promise<number> {
  const tracing = { ...PLAIN_TRACING, env: Object.entries(env).map(([name, value]) => `${name}=${value}`), cleanEnv: true, directory: cwd };
  if (onScreen) {
    const { runCommand } = await import('./screen-commands.ts');
    return asDiagnosed(await runCommand(argv, { ...options, ...tracing }));
  }
  introduce(world, `$ ${shellLine(argv)}`, options);
  const { diagnoseCommand } = await import('./diagnosis-part.ts');
  return diagnoseCommand([], argv, { ...options, ...tracing });
}

async function recorded(world: World, because: string, onScreen: boolean, options: DemoOptions): Promise<number> {
  const path = captureOf(world);
  process.stderr.write(`whytrace: ${toVisible(because)}: showing the recorded capture of ${world.name}\n`);
  const says = toVisible(`recorded: ${because}`);
  if (onScreen) {
    const { openCommand } = await import('./screen-commands.ts');
    return (await openCommand([path], options, says)) === 0 && world.expects === null ? EXIT.noFault : EXIT.causeFound;
  }
  introduce(world, '(recorded)', options);
  const { diagnoseCommand } = await import('./diagnosis-part.ts');
  return diagnoseCommand([path], null, { ...options, ...PLAIN_TRACING });
}

function introduce({ name, says }: World, how: string, { json }: DemoOptions): void {
  if (json !== true) process.stdout.write(`${name}: ${says}\n${toVisible(how)}\n`);
}

/** The screen ends as the traced command did; above 128 it was a signal, perhaps to ourselves. */
const asDiagnosed = (status: number): number => (status > 128 ? status : status === 0 ? EXIT.noFault : EXIT.causeFound);

/** The bundle and the source lie at different depths below the project. */
function captureOf({ name }: World): string {
  const places = ['../demo/captures', '../../demo/captures'].map((folder) => fileURLToPath(new URL(`${folder}/${name}.strace.gz`, import.meta.url)));
  const path = places.find(existsSync);
  if (path === undefined) throw new Problem('own-failure', `the recorded capture of ${name} is missing from this installation: reinstall whytrace`);
  return path;
}

function worldNamed(name: string | null): World {
  const [first] = WORLDS;
  if (name === null) return first;
  const world = WORLDS.find((known) => known.name === name);
  if (world !== undefined) return world;
  const [near] = [...WORLDS].sort((a, b) => distance(a.name, name) - distance(b.name, name));
  const hint = near !== undefined && distance(near.name, name) <= 4 ? `did you mean ${near.name}?` : 'whytrace demo --list shows all';
  throw new Problem('wrong-usage', `there is no demo world ${toVisible(name)}: ${hint}`);
}

function list(json: boolean): number {
  const worlds = WORLDS.map(({ name, says, expects }) => ({ name, says, expects }));
  const width = Math.max(...worlds.map(({ name }) => name.length)) + 2;
  const lines = worlds.map(({ name, says }) => `${name.padEnd(width)}${says}\n`);
  process.stdout.write(json ? `${JSON.stringify(worlds, null, 2)}\n` : lines.join(''));
  return EXIT.noFault;
}
