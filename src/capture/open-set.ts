// Groups files into captures: `PREFIX.PID` files of one PREFIX are one `-ff` set, every other file is a capture of its own.
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Problem } from '../model/problem.ts';
import { type RawText, rawText } from '../model/raw-text.ts';
import { toVisible } from '../text/visible.ts';
import { statsOf } from './stats-of.ts';

/** The files of one capture. */
export interface CaptureSet {
  /** The file, or the PREFIX of a set. */
  readonly title: RawText;
  /** `-` is standard input. */
  readonly paths: readonly string[];
}

const OF_SET = /^(.+)\.(\d+)(?:\.(?:gz|zst|xz))?$/;

/** The pid that a file of a `-ff` set is named after; null for other names. */
export function pidInName(path: string): number | null {
  const pid = OF_SET.exec(basename(path))?.[2];
  return pid === undefined || pid.length > 7 ? null : Number(pid);
}

/**
 * Says which captures these paths are, in their order.
 * @throws Problem `unreadable-input` for a directory that holds anything but the files of one set
 */
export function captureSets(paths: readonly string[]): readonly CaptureSet[] {
  const files = paths.flatMap(filesAt);
  const sets = new Map<string, string[]>();
  for (const path of files) {
    const prefix = prefixOf(path);
    const key = prefix ?? path;
    const set = sets.get(key);
    if (set === undefined || prefix === null) sets.set(prefix === null ? `${path}\0${sets.size}` : key, [path]);
    else if (!set.includes(path)) set.push(path);
  }
  return [...sets].map(([key, set]) => ({ title: rawText(set.length > 1 ? key : (set[0] ?? key)), paths: set.toSorted(byPid) }));
}

/** The PREFIX that these paths ask to follow as a set; null: they are one file, or several captures. */
export function prefixToFollow(given: readonly string[]): string | null {
  const [set, another] = captureSets(given);
  const [first] = set?.paths ?? [];
  if (set === undefined || another !== undefined || first === undefined || set.paths.some((path) => !/\.\d+$/.test(path))) return null;
  // One file that was named is followed as it is; a directory or a PREFIX may get more.
  return set.paths.length === 1 && given.includes(first) ? null : first.slice(0, first.lastIndexOf('.'));
}

const prefixOf = (path: string): string | null => {
  const prefix = OF_SET.exec(basename(path))?.[1];
  return prefix === undefined || pidInName(path) === null ? null : join(dirname(path), prefix);
};
const byPid = (a: string, b: string): number => (pidInName(a) ?? 0) - (pidInName(b) ?? 0);

/** A file is itself; a directory and a PREFIX are the files of their set. */
function filesAt(path: string): readonly string[] {
  if (path === '-') return [path];
  const stats = statsOf(path);
  if (stats === null) return membersOf(path) ?? [path];
  return stats.isDirectory() ? filesIn(path) : [path];
}

function filesIn(directory: string): readonly string[] {
  const names = listed(directory);
  const prefixes = new Set(names.map((name) => (pidInName(name) === null ? null : OF_SET.exec(name)?.[1])));
  if (names.length > 0 && prefixes.size === 1 && !prefixes.has(null)) return names.map((name) => join(directory, name));
  throw new Problem(
    'unreadable-input',
    `${toVisible(directory)} is a directory${names.length === 0 ? ' with nothing in it' : ''}; give a file, or a directory that holds only the PREFIX.PID files of one strace -ff`,
  );
}

/** The `PREFIX.PID` files beside a PREFIX that is no file itself; null when there are none. */
function membersOf(prefix: string): readonly string[] | null {
  let names: readonly string[];
  try {
    names = readdirSync(dirname(prefix));
  } catch {
    return null;
  }
  const members = names.filter((name) => OF_SET.exec(name)?.[1] === basename(prefix) && pidInName(name) !== null);
  return members.length === 0 ? null : members.map((name) => join(dirname(prefix), name));
}

function listed(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    throw new Problem('unreadable-input', `cannot read the directory ${toVisible(directory)}: permission denied`);
  }
}
