// What the start-up files of a shell did to PATH, from the commands that it ran. Pure.
import type { XtraceRecord } from './xtrace.ts';

/** A command after which PATH was another. */
export interface PathChange {
  readonly file: string | null;
  readonly line: number | null;
  readonly within: string;
  readonly from: XtraceRecord['from'];
  readonly text: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A file that was left before its end by `return`. */
export interface EarlyReturn {
  readonly file: string;
  readonly line: number;
  /** The command that decided it, on the same line or before it: `case $- in`; null where the shell does not print it. */
  readonly guard: { readonly line: number; readonly text: string } | null;
}

/** What one start of a shell came to. */
export interface ShellStart {
  /** The mode: `bash -l -c`. */
  readonly id: string;
  /** PATH that it began with, and that a command then has; null: it never came so far. */
  readonly given: string | null;
  readonly path: string | null;
  /** Start-up files in the order they were read, those too that others sourced. */
  readonly read: readonly string[];
  /** Start-up files that were looked for and are not there. */
  readonly absent: readonly string[];
  readonly changes: readonly PathChange[];
  readonly returns: readonly EarlyReturn[];
  /** Lines that ran, by file; empty where the shell does not tell lines. */
  readonly ran: ReadonlyMap<string, ReadonlySet<number>>;
  /** Why it is not known: one clause. */
  readonly trouble: string | null;
}

export const entriesOf = (path: string | null): readonly string[] => (path === null ? [] : path.split(':'));

/** @param last PATH behind the last record @param given PATH before the first @param printsBehind an assignment alone is printed when it is done, as ash does */
export function pathChanges(records: readonly XtraceRecord[], given: string | null, last: string, printsBehind = false): readonly PathChange[] {
  const isOwn = (record: XtraceRecord | undefined): boolean => printsBehind && record !== undefined && ASSIGNS.test(record.text);
  let before = records[0] === undefined || isOwn(records[0]) ? (given ?? '') : records[0].path;
  return records.flatMap((record, index): PathChange[] => {
    const next = records[index + 1];
    // Between a command and an assignment behind it PATH is not seen; what was exported stands in the command itself.
    const unseen = EXPORTS.exec(record.text)?.[1] ?? before;
    const after = isOwn(record) ? record.path : isOwn(next) ? unseen : (next?.path ?? last);
    const [was, is] = [entriesOf(before), entriesOf(after)];
    const changed = before !== after;
    before = after;
    if (!changed) return [];
    const added = is.filter((entry) => !was.includes(entry));
    const removed = was.filter((entry) => !is.includes(entry) && entry !== '');
    const { file, line, within, from, text } = record;
    return [{ file, line, within, from, text, added, removed }];
  });
}

const ASSIGNS = /^(?:\w+=\S* )*PATH=/;
const EXPORTS = /^export (?:\w+=\S* )*PATH=(.*?)(?: \w+=.*)?$/;

/** A `return` outside of functions, in a file that goes on behind it. @param lengthOf lines of a file; null: not to be read */
export function earlyReturns(records: readonly XtraceRecord[], lengthOf: (file: string) => number | null): readonly EarlyReturn[] {
  return records.flatMap((record, index): EarlyReturn[] => {
    const { file, line, within, text } = record;
    if (file === null || line === null || within !== '' || !/^return(?: |$)/.test(text)) return [];
    const length = lengthOf(file);
    if (length !== null && line >= length) return [];
    const before = records.slice(0, index).findLast((one) => one.file === file && one.within === '');
    const guard = before?.line != null && before.line <= line && isTest(before.text) ? { line: before.line, text: before.text } : null;
    return [{ file, line, guard }];
  });
}

const isTest = (text: string): boolean => /^(?:case |\[\[? |\[$|test |\(\( |if )/.test(text);

export function ranLines(records: readonly XtraceRecord[]): ReadonlyMap<string, ReadonlySet<number>> {
  const ran = new Map<string, Set<number>>();
  for (const { file, line } of records) {
    if (file === null || line === null) continue;
    const lines = ran.get(file) ?? new Set();
    ran.set(file, lines.add(line));
  }
  return ran;
}

/** `~/.bashrc:12`. */
export const placeOf = ({ file, line }: { file: string | null; line: number | null }, home: string | undefined): string =>
  file === null ? 'the command line' : `${tilde(file, home)}${line === null ? '' : `:${line}`}`;

export const tilde = (file: string, home: string | undefined): string =>
  home !== undefined && home.length > 1 && file.startsWith(`${home}/`) ? `~${file.slice(home.length)}` : file;
