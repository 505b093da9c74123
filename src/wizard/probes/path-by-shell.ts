// Probe `path-by-shell`: which PATH a command has in each kind of shell, and in which of them it is found.
import { valueOr } from '../../model/answers.ts';
import type { ProbeAnswer } from '../../model/wizard.ts';
import { answersForCommand } from '../../session/live-answers.ts';
import type { Probe } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { type ShellMode, searchedPath, shellModes } from './shell/shell-mode.ts';
import { pathIn } from './shell/start-shell.ts';
import { entriesOf } from './shell/start-up.ts';

/** What one shell said. */
export interface PathInShell {
  readonly id: string;
  readonly path: string | null;
  readonly trouble: string | null;
  /** Where the command is found; null: nowhere, or none was asked for. */
  readonly found: string | null;
}

export const pathByShell: Probe = {
  name: 'path-by-shell',
  says: 'which PATH login, interactive and plain shells, env -i and cron give, and where a command is found in each',
  usage: '[COMMAND]',
  least: 0,
  most: 1,
  async ask(request) {
    const [command = null] = request.args;
    const { env, cwd } = request;
    const modes = shellModes(env);
    if (modes.length === 0) return unknownAnswer('no shell was found on this host', 'a shell must lie in /bin or /usr/bin');
    const answers = answersForCommand(env, null);
    const foundIn = (mode: ShellMode, path: string): string | null =>
      command === null ? null : (valueOr(answers.commandLookup(command, searchedPath(mode, path), cwd), null)?.found ?? null);
    const ask = async (mode: ShellMode): Promise<PathInShell> => {
      const said = await pathIn(mode, request);
      return 'path' in said
        ? { id: mode.id, path: said.path, trouble: null, found: foundIn(mode, said.path) }
        : { id: mode.id, path: null, trouble: said.trouble, found: null };
    };
    const shells: PathInShell[] = [];
    for (const mode of modes) {
      request.progress(`asking ${mode.id} (${shells.length + 1} of ${modes.length})`);
      shells.push(await ask(mode));
    }
    return answerOf(command, shells);
  },
};

/** Pure: what the shells said, held against each other. */
export function answerOf(command: string | null, shells: readonly PathInShell[]): ProbeAnswer {
  const known = shells.filter(({ path }) => path !== null);
  const silent = shells.filter(({ path }) => path === null);
  const shared = {
    evidence: [...byPath(known, command), ...silent.map(({ id, trouble }) => `${id}: not known: ${trouble}`)],
    command: command === null ? ['bash', '-l', '-c', 'echo "$PATH"'] : ['bash', '-l', '-c', `command -v ${command}`],
  };
  const foundIn = known.filter(({ found }) => found !== null).map(({ id }) => id);
  const missingIn = known.filter(({ found }) => found === null).map(({ id }) => id);
  const paths = new Set(known.map(({ path }) => path)).size;
  const facts = {
    paths,
    silent: silent.map(({ id }) => id),
    ...(command === null ? {} : { foundIn, missingIn, differs: foundIn.length > 0 && missingIn.length > 0 }),
  };
  if (known.length === 0) return { ...shared, status: 'unknown', says: 'no shell came so far as to say its PATH', facts };
  if (command === null)
    return {
      ...shared,
      status: paths === 1 ? 'pass' : 'fail',
      says: paths === 1 ? 'all shells have the same PATH' : `the shells have ${paths} different PATHs`,
      facts,
    };
  if (missingIn.length === 0) {
    const files = new Set(known.map(({ found }) => found));
    const [file] = files;
    return files.size === 1
      ? { ...shared, status: 'pass', says: `${command} is ${file} in every shell`, facts }
      : { ...shared, status: 'fail', says: `${command} is another file by shell: ${[...files].join(', ')}`, facts };
  }
  const says =
    foundIn.length === 0
      ? `${command} is found in none of ${known.length} kinds of shell`
      : `${command} is found in ${foundIn.join(', ')}, but not in ${missingIn.join(', ')}`;
  return { ...shared, status: 'fail', says, facts };
}

/** Shells that have the same PATH share a line; the first PATH is told whole, of others what is more and what is less. */
function byPath(shells: readonly PathInShell[], command: string | null): readonly string[] {
  const groups = new Map<string, PathInShell[]>();
  for (const shell of shells) groups.set(shell.path ?? '', [...(groups.get(shell.path ?? '') ?? []), shell]);
  const [first] = groups.keys();
  return [...groups].map(([path, group]) => {
    const found = command === null ? '' : group[0]?.found == null ? ` (no ${command})` : ` (${group[0].found})`;
    return `${group.map(({ id }) => id).join(', ')}: ${path === first ? path : difference(first ?? '', path)}${found}`;
  });
}

/** `PATH + /a - /b`, or all of it where it shares nothing or only the order differs. */
function difference(first: string, path: string): string {
  const [one, other] = [entriesOf(first), entriesOf(path)];
  const more = [...new Set(other.filter((entry) => !one.includes(entry)))];
  const less = [...new Set(one.filter((entry) => !other.includes(entry)))];
  if (more.length + less.length === 0 || less.length === one.length) return path;
  return `the first one${more.length === 0 ? '' : ` with ${more.join(' ')}`}${less.length === 0 ? '' : ` without ${less.join(' ')}`}`;
}
