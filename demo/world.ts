// What a demo world is: a real failure of real programs, made in a directory of its own.
import type { WritableMachine } from './elf-writer.ts';

export interface World {
  readonly name: string;
  /** One sentence: what a person sees. */
  readonly says: string;
  /** The code of the failure table that whytrace must name; null for a healthy world. */
  readonly expects: string | null;
  /** What the command ends with; shells differ. */
  readonly statuses: readonly number[];
  /**
   * Makes the world. Everything lies below `place.directory`.
   * @throws WorldNeeds when this host lacks what it is made of
   */
  build(place: WorldPlace): WorldRun;
}

export interface WorldRun {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** The command's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The finding's subject; '' for a healthy world. */
  readonly subject: string;
}

/** Where a world is made, and what it is made of. Paths are relative to the directory. */
export interface WorldPlace {
  readonly directory: string;
  readonly host: WorldHost;
  /** Absolute path of a name in the world. */
  at(path: string): string;
  folder(path: string): void;
  file(path: string, content: string | Buffer, mode?: number): void;
  script(path: string, ...lines: string[]): void;
  link(path: string, target: string): void;
}

/** What worlds must know of the host to be broken there, too. */
export interface WorldHost {
  /** This machine, if programs can be written for it. */
  readonly machine: 'x86-64' | 'AArch64' | null;
  /** The host's own dynamic loader; null when there is none that we know. */
  readonly interpreter: string | null;
  /** A usual dynamic loader that this host does not have. */
  readonly absentInterpreter: string;
  /** A machine whose programs this host can't run, not even by an emulator. */
  readonly foreignMachine: WritableMachine;
  /** The first of `names` that no library of the host has. */
  absentLibrary(names: readonly [string, ...string[]]): string;
  /** Path of a program; null when the host has none. */
  program(name: string): string | null;
  /** bash, or sh where there is no bash: name and path. */
  readonly shell: { readonly name: string; readonly path: string };
}

/** A world can't be made here. */
export class WorldNeeds extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'WorldNeeds';
  }
}

export const SYSTEM_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The environment of a world's command: its own directories first, then the system's. */
export function worldEnv(
  place: WorldPlace,
  before: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  place.folder('home/dev');
  return { PATH: [...before.map((path) => place.at(path)), SYSTEM_PATH].join(':'), HOME: place.at('home/dev'), LANG: 'C.UTF-8', ...more };
}

/** What a program needs to be written by us. */
export function nativeMachine({ machine }: WorldHost): 'x86-64' | 'AArch64' {
  if (machine === null) throw new WorldNeeds('programs are written for x86-64 and AArch64 only');
  return machine;
}
