// What a known command touches on this host.
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { userEnvFile } from '../../go/env-file.ts';
import type { PathCommand } from '../../knowledge/fix-commands.ts';
import type { FixPlan, Touch } from '../../model/fix.ts';
import { has, type KnownCommand } from './known-command.ts';
import { isDirectory, isLink } from './path-facts.ts';

type Place = Pick<FixPlan, 'cwd' | 'env'>;

export function touchesOf(known: KnownCommand, place: Place): readonly Touch[] {
  const { row, operands } = known;
  switch (row.touches) {
    case 'packages':
      return [{ kind: 'packages', manager: row.program, names: operands }];
    case 'marks':
      return operands.slice(row.skip).map((path) => ({ kind: 'marks', path: resolve(place.cwd, path) }));
    case 'mount':
      return operands.slice(-1).map((path) => ({ kind: 'mount', path: resolve(place.cwd, path) }));
    case 'sysctl':
      return operands.map((setting) => ({ kind: 'kernel', path: sysctlPath(setting) }));
    case 'files':
      return row.files.map((name) => touch(resolve(place.cwd, name), 'content'));
    case 'go-env': {
      const file = userEnvFile(place.env);
      return file === null ? [] : [touch(resolve(place.cwd, file), 'content')];
    }
    default:
      return pathTouches(row, known, place);
  }
}

function pathTouches(row: PathCommand, { options, operands }: KnownCommand, { cwd }: Place): readonly Touch[] {
  const named = operands.slice(has(options, row.unlessSkipped) ? 0 : (row.skip ?? 0)).map((path) => resolve(cwd, path));
  const paths = row.touches === 'each' ? named : placed(row, options, named, cwd);
  const suffix = row.suffix?.map((name) => options.get(name)).find((value) => typeof value === 'string');
  const second = typeof suffix === 'string' ? paths.map((path) => secondName(path, suffix)) : [];
  const all = row.follows === true ? [...paths, ...paths.flatMap(behindLink)] : paths;
  // Attributes of all below are kept like a tree, without its content.
  return [...all, ...second].map((path) => touch(path, row.what, has(options, row.below)));
}

/** Where sources go: below the last operand where that is a directory, as ln(1), cp(1) and mv(1) have it. */
function placed(row: PathCommand, options: KnownCommand['options'], named: readonly string[], cwd: string): readonly string[] {
  const directory = row.directoryOption?.map((name) => options.get(name)).find((value) => typeof value === 'string');
  const given = typeof directory === 'string';
  // `ln -s TARGET` alone makes it here.
  const last = given ? resolve(cwd, directory) : named.length === 1 ? cwd : (named.at(-1) ?? cwd);
  const sources = given || named.length === 1 ? named : named.slice(0, -1);
  const into = given || (isDirectory(last) && !(has(options, row.plainOption) && (isLink(last) || !isPlainOnlyForLinks(row))));
  const destinations = into ? sources.map((source) => join(last, basename(source))) : [last];
  return row.touches === 'moved' ? [...sources, ...destinations] : destinations;
}

/** `ln -n` means links to directories only; -T of the others means any. */
const isPlainOnlyForLinks = ({ program }: PathCommand): boolean => program === 'ln';

/** sed(1): a `*` in the suffix stands for the name. */
const secondName = (path: string, suffix: string): string =>
  suffix.includes('*') ? resolve(dirname(path), suffix.replaceAll('*', basename(path))) : path + suffix;

/** A path that is to be made is touched from its first directory that is missing on. */
export function touch(path: string, what: 'attributes' | 'content', below = false): Touch {
  let first = path;
  for (let above = dirname(first); above !== first && !existsSync(above) && !isLink(above); above = dirname(above)) first = above;
  return { kind: 'path', path: first, what, ...(below ? { below } : {}) };
}

function behindLink(path: string): readonly string[] {
  try {
    return isLink(path) ? [realpathSync(path)] : [];
  } catch {
    return [];
  }
}

/** `net.ipv4.ip_forward=1`, `fs/inotify/max_user_watches`: sysctl(8). */
function sysctlPath(setting: string): string {
  const [key = ''] = setting.split('=');
  return `/proc/sys/${key.includes('/') ? key : key.replaceAll('.', '/')}`;
}
