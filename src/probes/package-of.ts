// The package that has a library or a command: the host's package manager is asked first, a table answers otherwise.
import { spawnSync } from 'node:child_process';
import type { PackageHint } from '../model/answers.ts';
import { type ManagerName, managerOf, PACKAGE_MANAGERS, type Question } from './package-managers.ts';

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
}

const COMMAND_DIRECTORIES = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];
const LIBRARY_DIRECTORIES = ['/usr/lib64', '/lib64', '/usr/lib', '/lib', '/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu'];
/** Names of files that may stand in a command without being taken for a pattern or an option. */
const PLAIN_NAME = /^\w[\w.+-]*$/;

export function packageFinder({ osRelease, table, ask, exists }: PackageSources): PackageFinder {
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
  const find = (questions: readonly Question[], fromTable: string | null | undefined, isThere: boolean, rename: (name: string) => string) => {
    const quick = questions.filter(({ slow }) => slow !== true);
    const said = askAll(quick, QUICK_MS) ?? (fromTable ? null : askAll(questions.slice(quick.length), SLOW_MS));
    if (said !== null) return hint(rename(said.package), 'host', said.installed === true && !isThere);
    return fromTable ? hint(rename(fromTable), 'table') : null;
  };
  const asIs = (name: string) => name;
  return {
    library(soname, for386 = false) {
      if (!PLAIN_NAME.test(soname)) return null;
      const isThere = for386 || LIBRARY_DIRECTORIES.some((directory) => exists(`${directory}/${soname}`));
      const rename = for386 ? manager.for386 : asIs;
      const found = find(manager.askLibrary(soname), table?.library(soname, manager.name), isThere, rename);
      const capability = manager.capability(soname);
      return found ?? (capability === null ? null : hint(rename(capability), 'table'));
    },
    command(command) {
      if (!PLAIN_NAME.test(command)) return null;
      const isThere = COMMAND_DIRECTORIES.some((directory) => exists(`${directory}/${command}`));
      return find(manager.askCommand(command), table?.command(command, manager.name), isThere, asIs);
    },
  };
}

/** Asks this host. Nothing is installed or downloaded by any of the questions. */
export const askHost: Ask = (argv, mostMs) => {
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
};
