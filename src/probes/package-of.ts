// The package that has a library or a command: the host's package manager is asked first, a table answers otherwise.
import { spawnSync } from 'node:child_process';
import type { PackageHint } from '../model/answers.ts';
import { type ManagerName, managerOf, PACKAGE_MANAGERS, type Question } from './package-managers.ts';
import { remembered } from './remembered.ts';

/** Names of packages by manager; src/knowledge/packages.ts has ours. */
export interface PackageTable {
  library(soname: string, manager: ManagerName): string | null;
  command(command: string, manager: ManagerName): string | null;
}

/** Runs one question. @returns its output (both streams), or null when the program is missing, fails or takes too long */
export type Ask = (argv: readonly string[], mostMs: number) => string | null;

/** A person waits for all of this. */
const QUICK_MS = 1_500;
const SLOW_MS = 3_000;

export interface PackageFinder {
  /** @param for386 the library is wanted by a 32-bit x86 program on a 64-bit host */
  library(soname: string, for386?: boolean): PackageHint | null;
  command(command: string): PackageHint | null;
}

export interface PackageSources {
  /** Text of the host's os-release(5); null when it has none: then nothing is known. */
  readonly osRelease: string | null;
  readonly table: PackageTable | null;
  /** null: only the table answers. */
  readonly ask: Ask | null;
  /** Whether a path leads to something: a file that an installed package lost is put back by installing it again. */
  readonly exists: (path: string) => boolean;
  /** Whether the host has lists of the packages that its repositories offer; a small container has none, and can't be asked. */
  readonly hasLists: () => boolean;
}

type Rename = (name: string) => string;

const COMMAND_DIRECTORIES = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];
const LIBRARY_DIRECTORIES = ['/usr/lib64', '/lib64', '/usr/lib', '/lib', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'];
/** Names of files that may stand in a command without being taken for a pattern or an option. */
const PLAIN_NAME = /^\w[\w.+-]*$/;

export function packageFinder({ osRelease, table, ask, exists, hasLists }: PackageSources): PackageFinder {
  const name = managerOf(osRelease ?? '');
  const manager = name === null ? null : PACKAGE_MANAGERS[name];
  if (manager === null) return { library: () => null, command: () => null };

  const hint = (name: string, source: PackageHint['source'], again = false): PackageHint => ({
    name,
    manager: manager.name,
    install: manager.install(name, again),
    source,
  });
  const askAll = (questions: readonly Question[], mostMs: number) => {
    const deadline = performance.now() + mostMs;
    for (const question of questions) {
      const left = deadline - performance.now();
      const output = ask !== null && left > 0 ? ask(question.argv, left) : null;
      const answer = output === null ? null : question.read(output);
      if (answer !== null) return answer;
    }
    return null;
  };
  /** The first of `names` that can be installed here; the first of all where nobody can say. `undefined`: none can. */
  const offeredOf = (names: readonly string[]): string | undefined => {
    const question = manager.askOffered?.(names);
    const output = question === undefined || ask === null || names.length === 0 || !hasLists() ? null : ask(question.argv, SLOW_MS);
    return output === null ? names[0] : question?.read(output)?.package;
  };
  /** @param guesses names that are worth something only when they are offered */
  const find = (questions: readonly Question[], fromTable: string | null, guesses: readonly string[], isThere: boolean, rename: Rename) => {
    const said = askAll(
      questions.filter(({ slow }) => slow !== true),
      QUICK_MS,
    );
    if (said !== null) return hint(rename(said.package), 'host', said.installed === true && !isThere);
    const canAsk = ask !== null && hasLists();
    const offered = offeredOf([...(fromTable === null ? [] : [fromTable]), ...(canAsk ? guesses : [])]);
    if (offered !== undefined) return hint(rename(offered), offered === fromTable ? 'table' : 'host');
    const found = askAll(
      questions.filter(({ slow }) => slow === true),
      SLOW_MS,
    );
    return found === null ? null : hint(rename(found.package), 'host');
  };
  const asIs: Rename = (name) => name;
  return {
    library(soname, for386 = false) {
      if (!PLAIN_NAME.test(soname)) return null;
      const isThere = for386 || LIBRARY_DIRECTORIES.some((directory) => exists(`${directory}/${soname}`));
      const rename = for386 ? manager.for386 : asIs;
      const fromTable = table?.library(soname, manager.name) ?? null;
      const found = find(manager.askLibrary(soname), fromTable, manager.namesOf(soname), isThere, rename);
      const capability = manager.capability(soname);
      return found ?? (capability === null ? null : hint(rename(capability), 'table'));
    },
    command(command) {
      if (!PLAIN_NAME.test(command)) return null;
      const isThere = COMMAND_DIRECTORIES.some((directory) => exists(`${directory}/${command}`));
      return find(manager.askCommand(command), table?.command(command, manager.name) ?? null, [], isThere, asIs);
    },
  };
}

/** Asks this host. Nothing is installed or downloaded by any of the questions. Answers are kept: packages do not come and go with each diagnosis. */
export const askHost: Ask = (argv, mostMs) => kept(argv.join('\0'), argv, mostMs);

const kept = remembered((_: string, argv: readonly string[], mostMs: number) => run(argv, mostMs));

function run(argv: readonly string[], mostMs: number): string | null {
  const [program = '', ...args] = argv;
  const { error, signal, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    timeout: Math.ceil(mostMs),
    killSignal: 'SIGKILL',
    maxBuffer: 8 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', HOME: '/nonexistent' },
  });
  // command-not-found answers on stderr; what managers complain about there matches no answer.
  return error !== undefined || signal !== null ? null : `${stdout}\n${stderr}`;
}
