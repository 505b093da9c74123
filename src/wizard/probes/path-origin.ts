// Probe `path-origin`: which start-up file changed PATH, on which line, and why a shell lacks a command that another one has.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { valueOr } from '../../model/answers.ts';
import type { FileEdit } from '../../model/report.ts';
import type { ProbeAnswer, ProvenCause } from '../../model/wizard.ts';
import { answersForCommand } from '../../session/live-answers.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { Probe, ProbeRequest } from '../probe.ts';
import { unknownAnswer } from '../probe.ts';
import { mendPath, type PathMend } from './shell/mend-path.ts';
import { originLines } from './shell/origin-lines.ts';
import { modeOfCommand, type ShellMode, searchedPath, shellMode, shellModes } from './shell/shell-mode.ts';
import { pathIn, startShell, textOf } from './shell/start-shell.ts';
import { placeOf, type ShellStart } from './shell/start-up.ts';

export const pathOrigin: Probe = {
  name: 'path-origin',
  says: 'which start-up file of a shell changed PATH, on which line, and why a command is not found there',
  usage: '[COMMAND [SHELL OPTION… | COMMAND LINE]]',
  least: 0,
  most: null,
  async ask(request) {
    const [name = '-', ...words] = request.args;
    const { env } = request;
    const mode = words.length > 0 ? modeOfCommand(words, env) : usualMode(env);
    if (words.length === 0 && mode === null)
      return unknownAnswer('no shell was found on this host', 'name one: whytrace probe path-origin - bash -l');
    const command = name === '-' ? null : name;
    const start = mode === null ? asGiven(words[0] ?? '', env) : await startShell(mode, request);
    if (start.path === null || start.trouble !== null)
      return unknownAnswer(`what ${start.id} does to PATH is not known: ${start.trouble}`, remedyFor(start.trouble ?? ''), asIs(mode));
    if (command === null) return plainAnswer(start, mode);
    const found = foundIn(command, start.path, mode, request);
    if (found !== null) return foundAnswer(command, found, start, mode);
    return notFoundAnswer(command, { start, mode, words, other: await otherShell(command, mode, request) }, request);
  },
};

const usualMode = (env: ProbeRequest['env']): ShellMode | null =>
  shellMode(env.SHELL || 'sh', { login: true }, env) ?? shellMode('sh', { login: true }, env);

/** No shell stands between the PATH that was given and the command. */
const asGiven = (program: string, { PATH = '' }: ProbeRequest['env']): ShellStart => ({
  ...{ id: basename(program), given: PATH, path: PATH, read: [], absent: [], changes: [], returns: [], ran: new Map(), trouble: null },
});

const foundIn = (command: string, path: string, mode: ShellMode | null, { env, cwd }: ProbeRequest): string | null =>
  valueOr(answersForCommand(env, null).commandLookup(command, searchedPath(mode, path), cwd), null)?.found ?? null;

interface OtherShell {
  readonly mode: ShellMode;
  readonly start: ShellStart;
  readonly found: string;
}

/** A shell that finds it: one of the same kind first, since it reads the same files. */
async function otherShell(command: string, mode: ShellMode | null, request: ProbeRequest): Promise<OtherShell | null> {
  const others = shellModes(request.env).filter(({ id, kind }) => id !== mode?.id && kind !== 'other');
  const near = ({ kind }: ShellMode) => (kind === mode?.kind ? 0 : 1);
  for (const other of [...others].sort((a, b) => near(a) - near(b))) {
    request.progress(`asking ${other.id}`);
    const said = await pathIn(other, request);
    const found = 'path' in said ? foundIn(command, said.path, other, request) : null;
    if (found === null) continue;
    const start = await startShell(other, request);
    if (start.trouble === null) return { mode: other, start, found };
  }
  return null;
}

const asIs = (mode: ShellMode | null): readonly string[] | null =>
  mode === null ? null : [...mode.id.replace(/^.*\(|\)$/g, '').split(' '), 'echo "$PATH"'];

const remedyFor = (trouble: string): string =>
  trouble.includes('strace')
    ? 'install strace, or let this process trace others'
    : 'start it yourself with -x to see what its start-up files do: bash -x -l -c true';

const factsOf = ({ id, path, read, absent, changes, returns }: ShellStart) => ({
  shell: id,
  path,
  read,
  absent,
  changedBy: changes.map((change) => placeOf(change, undefined)),
  leftEarly: returns.map((early) => placeOf(early, undefined)),
});

function plainAnswer(start: ShellStart, mode: ShellMode | null): ProbeAnswer {
  const last = start.changes.at(-1);
  return {
    status: 'pass',
    says:
      last === undefined
        ? `${start.id}: no start-up file changed PATH`
        : `${start.id}: PATH was changed ${start.changes.length} ${start.changes.length === 1 ? 'time' : 'times'}, last by ${placeOf(last, mode?.env.HOME)}`,
    evidence: originLines(start, mode, textOf),
    facts: factsOf(start),
    command: asIs(mode),
  };
}

function foundAnswer(command: string, found: string, start: ShellStart, mode: ShellMode | null): ProbeAnswer {
  const directory = found.slice(0, found.lastIndexOf('/')) || '/';
  const by = start.changes.findLast(({ added }) => added.some((entry) => searchedPath(mode, entry) === directory));
  const from = by === undefined ? 'which PATH had from the start' : `which ${placeOf(by, mode?.env.HOME)} adds`;
  return {
    status: 'pass',
    says: `in ${start.id} ${command} is found in ${directory}, ${from}`,
    evidence: originLines(start, mode, textOf),
    facts: { ...factsOf(start), directory, addedBy: by === undefined ? null : placeOf(by, undefined) },
    command: asIs(mode),
  };
}

interface NotFound {
  readonly start: ShellStart;
  readonly mode: ShellMode | null;
  /** The command line that was given. */
  readonly words: readonly string[];
  readonly other: OtherShell | null;
}

function notFoundAnswer(command: string, { start, mode, words, other }: NotFound, request: ProbeRequest): ProbeAnswer {
  const { env, cwd } = request;
  const elsewhere = valueOr(answersForCommand(env, null).commandLookup(command, start.path ?? '', cwd), null)?.elsewhere ?? [];
  const file = other?.found ?? elsewhere[0];
  const directory = file === undefined ? null : file.slice(0, file.lastIndexOf('/')) || '/';
  const lines = [
    ...(other === null ? [] : [`${other.mode.id} finds it: ${other.found}`]),
    ...originLines(start, mode, textOf),
    ...(other === null ? [] : originLines(other.start, other.mode, textOf).filter((line) => directory !== null && line.includes(directory))),
  ];
  const facts = { ...factsOf(start), directory, foundIn: other?.mode.id ?? null };
  if (directory === null)
    return { status: 'fail', says: `${command} is found in no shell, and lies nowhere that is usual`, evidence: lines, facts, command: asIs(mode) };
  const mend: PathMend =
    mode === null
      ? { because: `it is run with a PATH that lacks ${directory}, and no start-up file is read in between`, says: null, edit: null }
      : mendPath({ directory, mode, failing: start, working: other?.start ?? null, textOf, isDirectory });
  const cause: ProvenCause = {
    code: 'exec/not-on-path',
    subject: command,
    title: `${command} is in no directory of PATH in ${start.id}: ${mend.because}`,
    errno: 'ENOENT',
    parameters: { command, directory, ...editWords(mend.says, mend.edit), ...loginWords(mode, words, other) },
  };
  return {
    status: 'fail',
    says: cause.title,
    evidence: [mend.because, ...lines],
    facts: { ...facts, file: mend.edit?.path ?? null },
    command: asIs(mode),
    cause,
  };
}

/** The words of the remedies of causes.yaml that change a start-up file. */
function editWords(says: string | null, edit: FileEdit | null): Readonly<Record<string, string>> {
  if (says === null || edit === null) return {};
  if (edit.how === 'replace') return { replaceSays: says, startUpFile: edit.path, oldLines: edit.from, newLines: edit.to };
  if (edit.how === 'append') return { appendSays: says, startUpFile: edit.path, newLine: edit.text };
  return edit.how === 'prepend' ? { prependSays: says, startUpFile: edit.path, newLine: edit.text } : {};
}

/** The same command by a shell that finds it: where a job must not depend on who starts it. */
function loginWords(mode: ShellMode | null, words: readonly string[], other: OtherShell | null): Readonly<Record<string, string>> {
  if (other === null || words.length === 0 || !(other.mode.login || other.mode.interactive)) return {};
  const at = words.indexOf('-c');
  const line = mode === null ? shellLine(words) : at < 0 ? null : (words[at + 1] ?? null);
  if (line === null || other.mode.id.includes('(') || other.mode.id.startsWith('env')) return {};
  return { otherShell: other.mode.id, inOtherShell: [...other.mode.id.split(' '), line].join('\0') };
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
