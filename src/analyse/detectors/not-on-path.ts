// A command that was looked for along PATH and is nowhere, or only in ways that can't be used.
import { type CommandLookup, valueOr } from '../../model/answers.ts';
import { toVisible } from '../../text/visible.ts';
import type { FindCommand, Try } from '../aims/aim.ts';
import { EXEC } from '../call-names.ts';
import { fileFacts } from '../file-facts.ts';
import { directoryOf, type Inquiry, programName, seesHostFiles } from '../inquiry.ts';
import { inNoDirectory } from '../sentences.ts';
import { call, detector, type Proof, probe } from './detector.ts';
import { scriptGiven } from './missing-script.ts';

export const notOnPath = detector('exec/not-on-path', 'find-command', (aim, inquiry) => {
  if (aim.tries.some((t) => (t.bits & EXEC) !== 0 && t.errno !== 'ENOENT' && t.errno !== 'ENOTDIR' && t.errno !== 'EACCES')) return null;
  if (scriptGiven(aim, inquiry) !== null) return null;
  const command = toVisible(aim.command);
  const { elsewhere, nearMisses } = hostLookup(aim, inquiry);
  const hint = valueOr(inquiry.answers.packageOfCommand(aim.command), null);
  const directories = [...new Set(aim.tries.map((t) => directoryOf(t.path)))];
  const few = directories.length <= MOST_NAMED ? ` (${directories.join(', ')})` : '';
  const where =
    elsewhere[0] !== undefined
      ? `; it lies in ${directoryOf(elsewhere[0])}`
      : nearMisses[0] !== undefined
        ? `; a similar name there is ${toVisible(nearMisses[0])}`
        : '';
  return {
    subject: command,
    errno: 'ENOENT',
    title: `${command} is ${inNoDirectory(directories.length)} of PATH${few}${where}`,
    proofs: [
      ...inOrder(aim.tries, command),
      ...elsewhere.slice(0, 3).map((path) => probe('command look-up', path, `${command} does exist as ${path}`)),
    ],
    parameters: {
      command,
      PATH: directories.join(':'),
      ...(elsewhere[0] === undefined ? {} : wayThere(elsewhere[0], directories, aim, inquiry)),
      ...(hint === null ? {} : { install: hint.install.join('\0') }),
    },
  };
});

/** PATH can be lengthened from outside only where the program searches the one that it was given. */
function wayThere(elsewhere: string, directories: readonly string[], { process }: FindCommand, inquiry: Inquiry): Record<string, string> {
  const given = inquiry.context.env?.PATH?.split(':');
  const directory = directoryOf(elsewhere);
  return given === undefined || directories.every((one) => given.includes(one))
    ? { elsewhere, elsewhereDirectory: directory }
    : { elsewhere, setBy: programName(inquiry, process), directoryToAdd: directory };
}

/** So many directories are named in the title. */
const MOST_NAMED = 3;
const NOTHING = { elsewhere: [], nearMisses: [] };

/** The last try is the cause that the others support: it ended the search. */
const inOrder = (tries: readonly Try[], command: string): readonly Proof[] =>
  [...tries]
    .reverse()
    .map((t) => call(t.event, t.errno === 'ENOENT' || t.errno === null ? `no ${command} in ${directoryOf(t.path)}` : `${t.path}: ${t.errno}`));

/** Where the host has the command after all, and what PATH has of similar names. */
function hostLookup(aim: FindCommand, inquiry: Inquiry): Pick<CommandLookup, 'elsewhere' | 'nearMisses'> {
  if (!seesHostFiles(inquiry, aim.process)) return NOTHING;
  const path = aim.tries.map((t) => directoryOf(t.path)).join(':');
  return valueOr(inquiry.answers.commandLookup(aim.command, path, inquiry.context.cwd ?? '/'), null) ?? NOTHING;
}

/** A PATH entry that may not be searched: the shell says "not found", for it can't know what lies there. */
export const closedPathEntry = detector('exec/directory-not-searchable', 'find-command', (aim, inquiry) => {
  // EACCES from execve may be about the file: the start-file detectors look at that.
  const t = aim.tries.find((x) => x.errno === 'EACCES' && (x.bits & EXEC) === 0 && !wasStatted(inquiry, x));
  if (t === undefined) return null;
  const directory = directoryOf(t.path);
  return {
    subject: directory,
    errno: 'EACCES',
    title: `${aim.command} is not found: this user may not search ${directory}, which is on PATH`,
    proofs: [call(t.event, `${directory} may not even be looked into`)],
    parameters: { directory, command: aim.command },
  };
});

/** A file that stat could see is not hidden by its directory. */
const wasStatted = (inquiry: Inquiry, t: Try): boolean => fileFacts(inquiry, t.path).stat !== null;

/** Found along PATH, but not to be executed: every search passes over it. */
export const unusableOnPath = detector('exec/not-executable', 'find-command', (aim, inquiry) => {
  const t = aim.tries.find((x) => x.errno === 'EACCES' && (x.bits & EXEC) === 0 && wasStatted(inquiry, x));
  if (t === undefined) return null;
  return {
    subject: t.path,
    errno: 'EACCES',
    title: `${aim.command} is on PATH as ${t.path}, which has no execute permission`,
    proofs: [call(t.event, `${t.path} is there without execute permission, so the search passes over it`)],
    parameters: { file: t.path },
  };
});

export const directoryOnPath = detector('exec/is-a-directory', 'find-command', (aim) => {
  const t = aim.tries.find((x) => x.errno === 'EISDIR');
  if (t === undefined || aim.tries.some((x) => x !== t && x.errno !== 'ENOENT')) return null;
  return {
    subject: t.path,
    errno: 'EACCES',
    title: `${aim.command} is not found: ${t.path} on PATH is a directory`,
    proofs: [call(t.event, `${t.path} is a directory, so the search passes over it`)],
    parameters: { file: t.path },
  };
});
