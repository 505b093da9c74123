// Why a shell lacks a directory on PATH, and the change of the one start-up file that gives it. Pure.
import { distance } from 'fastest-levenshtein';
import type { FileEdit } from '../../../model/report.ts';
import { guardBefore, LOOKS_FOR_INTERACTIVE, moveBefore, onceInFile } from './edit-lines.ts';
import { homeFileOf } from './home-file.ts';
import type { ShellMode } from './shell-mode.ts';
import { type PathChange, placeOf, type ShellStart, tilde } from './start-up.ts';

export interface PathQuestion {
  /** The directory that PATH lacks. */
  readonly directory: string;
  readonly mode: ShellMode;
  readonly failing: ShellStart;
  /** A shell that has it; null where none has. */
  readonly working: ShellStart | null;
  textOf(file: string): string | null;
  isDirectory(path: string): boolean;
}

export interface PathMend {
  /** Why it is not there: a clause. */
  readonly because: string;
  /** What the edit does, as a title; null where no start-up file can give it. */
  readonly says: string | null;
  readonly edit: FileEdit | null;
}

/** The first that fits counts: what a file does wrong stands before what no file does. */
export const mendPath = (question: PathQuestion): PathMend =>
  dropped(question) ?? misspelt(question) ?? returned(question) ?? notRead(question) ?? nobodyAdds(question);

/** A file sets PATH anew without what was there. */
function dropped(question: PathQuestion): PathMend | null {
  const { directory, failing, textOf } = question;
  const change = failing.changes.findLast(({ removed }) => removed.includes(directory));
  if (change?.file == null) return null;
  const because = `${place(question, change)} sets PATH anew and drops ${directory}`;
  const text = textOf(change.file);
  const line = lineOf(text, change.line);
  const kept = line === null ? null : keepPath(line);
  // What the system's files say is for all users: the person's own file adds it behind them.
  if (text === null || line === null || kept === null || isSystems(change.file)) return { ...addOwn(question), because };
  const edit = onceInFile(change.file, text, change.line ?? 0, kept);
  return edit === null ? { ...addOwn(question), because } : { because, says: `Keep what PATH had before in ${place(question, change)}`, edit };
}

/** `PATH=/a:/b` with `:$PATH` behind it; null where it has that, or cannot be read so. */
function keepPath(line: string): string | null {
  const [whole, name, value = ''] = /(\bPATH=)("[^"]*"|'[^']*'|[^\s;&|)}]*)/.exec(line) ?? [];
  if (whole === undefined || /\$\{?PATH\b/.test(value)) return null;
  const kept = value.endsWith('"') ? `${value.slice(0, -1)}:$PATH"` : value.endsWith("'") ? `${value}:"$PATH"` : `${value}:$PATH`;
  return line.replace(whole, () => `${name}${kept}`);
}

/** A file adds a directory that is not there, and whose name is nearly that of the wanted one. */
function misspelt(question: PathQuestion): PathMend | null {
  const { directory, failing, mode, isDirectory, textOf } = question;
  for (const change of failing.changes) {
    const wrong = change.added.find(
      (one) =>
        isUnexpanded(one, directory, mode.env.HOME) ||
        one === `${directory}/bin` ||
        directory === `${one}/bin` ||
        (!isDirectory(one) && isNear(one, directory)),
    );
    const text = change.file === null ? null : textOf(change.file);
    const line = lineOf(text, change.line);
    if (wrong === undefined || change.file === null || text === null || line === null) continue;
    const mended = replacePath(line, wrong, directory, mode.env.HOME);
    const edit = mended === null ? null : onceInFile(change.file, text, change.line ?? 0, mended);
    const instead = wrong.startsWith('~') ? ', which is not expanded within quotes' : isDirectory(wrong) ? '' : ', which is not there';
    const because = `${place(question, change)} adds ${wrong}${instead}, and not ${directory}`;
    return edit === null ? { ...addOwn(question), because } : { because, says: `Write ${directory} in ${place(question, change)}`, edit };
  }
  return null;
}

/** A ~ within quotes stays what it is @see bash(1) Tilde Expansion */
const isUnexpanded = (one: string, directory: string, home: string | undefined): boolean =>
  home !== undefined && one.startsWith('~/') && `${home}${one.slice(1)}` === directory;

const isNear = (one: string, other: string): boolean => distance(one, other) <= 3;

/** As it is written there: from the root, or from the home directory by one of its names. */
function replacePath(line: string, from: string, to: string, home: string | undefined): string | null {
  const under = (path: string) => (home !== undefined && path.startsWith(`${home}/`) ? path.slice(home.length) : null);
  if (from.startsWith('~')) return line.includes(from) ? line.replace(from, () => to) : null;
  const [restFrom, restTo] = [under(from), under(to)];
  for (const name of ['', '$HOME', `\${HOME}`, '~']) {
    const written = name === '' ? from : restFrom === null ? null : `${name}${restFrom}`;
    const at = written === null ? -1 : line.indexOf(written);
    // A longer path of which it is the start is another one.
    if (written === null || at < 0 || /[\w/.-]/.test(line[at + written.length] ?? '')) continue;
    const wanted = name === '' || restTo === null ? to : `${name}${restTo}`;
    return `${line.slice(0, at)}${wanted}${line.slice(at + written.length)}`;
  }
  return null;
}

/** The file that adds it in another shell is left before that line in this one. */
function returned(question: PathQuestion): PathMend | null {
  const { failing, textOf } = question;
  const adds = addition(question);
  const early = failing.returns.find(({ file, line }) => file === adds?.file && line < (adds.line ?? 0));
  if (adds?.file == null || adds.line === null || early === undefined) return null;
  const text = textOf(adds.file);
  const start = early.guard?.line ?? guardBefore(text ?? '', early.line);
  const guard = lineOf(text, start)?.trim() ?? 'return';
  const because = `${tilde(adds.file, question.mode.env.HOME)} is left at line ${early.line} (${guard}) before line ${adds.line}, which adds ${question.directory}`;
  const edit = text === null || isSystems(adds.file) ? null : moveBefore(adds.file, text, start, adds.line);
  if (edit === null) return { ...addOwn(question), because };
  return {
    because,
    says: `Move line ${adds.line} of ${tilde(adds.file, question.mode.env.HOME)} before line ${start}, where the file is left`,
    edit,
  };
}

/** The file that adds it in another shell is not read by this one. */
function notRead(question: PathQuestion): PathMend | null {
  const { failing, mode, textOf } = question;
  const adds = addition(question);
  if (adds?.file == null || failing.read.includes(adds.file) || isSystems(adds.file)) return null;
  const { HOME } = mode.env;
  const [there, own] = [tilde(adds.file, HOME), homeFileOf(mode, failing)];
  const instead =
    own !== null && failing.read.includes(own) ? `: it reads ${tilde(own, HOME)}` : failing.read.length === 0 ? ': it reads no start-up file' : '';
  const because = `${place(question, adds)} adds ${question.directory}, and ${failing.id} does not read ${there}${instead}`;
  const text = textOf(adds.file) ?? '';
  const canBeSourced =
    own !== null &&
    failing.read.includes(own) &&
    (mode.kind === 'bash' || mode.kind === 'ash') &&
    /\/\.(?:profile|bash_profile|bash_login|bashrc)$/.test(adds.file) &&
    (mode.kind === 'bash' || adds.file.endsWith('/.profile')) &&
    // It would be left before the line, or read the other one again.
    (mode.interactive || !LOOKS_FOR_INTERACTIVE.test(text)) &&
    !text.includes(own.slice(own.lastIndexOf('/') + 1)) &&
    !failing.returns.some(({ file }) => file === own);
  if (!canBeSourced || own === null) return { ...addOwn(question), because };
  const file = HOME !== undefined && adds.file.startsWith(`${HOME}/`) ? `$HOME${adds.file.slice(HOME.length)}` : adds.file;
  const line = `[ ! -r "${file}" ] || . "${file}"`;
  return { because, says: `Let ${tilde(own, HOME)} read ${there}`, edit: { path: own, how: 'append', text: line } };
}

function nobodyAdds(question: PathQuestion): PathMend {
  const { failing, directory } = question;
  const adds = addition(question);
  const because =
    adds?.file != null
      ? `${place(question, adds)} adds ${directory}, and this line does not run in ${failing.id}`
      : failing.read.length === 0
        ? `${failing.id} reads no start-up file, and the PATH that it is given lacks ${directory}`
        : `none of the start-up files that ${failing.id} reads adds ${directory}`;
  return { ...addOwn(question), because };
}

/** A line in the person's own file, in front where the file is left early. */
function addOwn({ directory, mode, failing }: PathQuestion): Pick<PathMend, 'says' | 'edit'> {
  const { HOME } = mode.env;
  const file = homeFileOf(mode, failing);
  if (file === null) return { says: null, edit: null };
  const written = HOME !== undefined && directory.startsWith(`${HOME}/`) ? `$HOME${directory.slice(HOME.length)}` : directory;
  const how = failing.returns.some((one) => one.file === file) ? 'prepend' : 'append';
  return { says: `Add ${directory} to PATH in ${tilde(file, HOME)}`, edit: { path: file, how, text: `export PATH="${written}:$PATH"` } };
}

const addition = ({ working, directory }: PathQuestion): PathChange | undefined =>
  working?.changes.findLast(({ added }) => added.includes(directory));
const isSystems = (file: string): boolean => file.startsWith('/etc/') || file.startsWith('/usr/');
const place = ({ mode }: PathQuestion, change: PathChange): string => placeOf(change, mode.env.HOME);
const lineOf = (text: string | null, line: number | null): string | null =>
  text === null || line === null ? null : (text.split('\n')[line - 1] ?? null);
