// Where glibc's loader looks for a library, in order: ld.so(8) and `_dl_map_object` in elf/dl-load.c.
import type { SearchRule } from '../model/answers.ts';
import { expandTokens, platformOf } from './dynamic-strings.ts';
import type { Elf } from './elf.ts';
import { type CacheEntry, cacheFlagsOf } from './ld-so-cache.ts';
import type { LoaderFacts } from './ld-so-loader.ts';

/** An object that is in memory, or would be. */
export interface LoadedObject {
  /** As it was opened, links and all. */
  readonly path: string;
  readonly origin: string;
  readonly elf: Elf;
  /** The object whose need brought it in; null for the executable. */
  readonly neededBy: LoadedObject | null;
}

export interface Place {
  readonly path: string;
  readonly rule: SearchRule;
}

/** What one start of a program fixes for all its libraries. */
export interface SearchSetting {
  readonly main: LoadedObject;
  readonly loader: LoaderFacts;
  /** LD_LIBRARY_PATH; '' when unset, or ignored because the program is set-user-ID. */
  readonly libraryPath: string;
  readonly cwd: string;
  readonly cache: readonly CacheEntry[];
  /** The `glibc-hwcaps` names for this CPU, best first. */
  readonly hwcaps: readonly string[];
  /** The hwcaps subdirectories that a directory really has: the loader skips those it lacks. */
  readonly hwcapsIn: (directory: string) => readonly string[];
}

/** Every place, in order. The first one that fits is taken; see {@link endsSearch} in ld-so.ts for those that end the search otherwise. */
export function* glibcPlaces(name: string, object: LoadedObject, setting: SearchSetting): Generator<Place> {
  if (name.includes('/')) {
    yield { path: absolute(expand(name, object, setting), setting.cwd), rule: 'path-given' };
    return;
  }
  for (const { directory, rule } of directoriesBefore(object, setting)) yield* inDirectory(name, directory, rule, setting);
  const cached = bestOf(
    setting.cache.filter((entry) => entry.soname === name),
    setting,
  );
  if (cached !== null && !(object.elf.noDefaultLibraries && isDefault(cached.path, setting))) yield { path: cached.path, rule: 'cache' };
  if (object.elf.noDefaultLibraries) return;
  for (const directory of setting.loader.defaultDirectories) yield* inDirectory(name, directory, 'default', setting);
}

/** The directories that come before the cache. */
function* directoriesBefore(object: LoadedObject, setting: SearchSetting): Generator<{ directory: string; rule: SearchRule }> {
  // DT_RPATH counts for the object and all that brought it in, but an object with DT_RUNPATH has no RPATH, and is not given its ancestors' either.
  if (object.elf.runpath.length === 0)
    for (let ancestor: LoadedObject | null = object; ancestor !== null; ancestor = ancestor.neededBy)
      if (ancestor.elf.runpath.length === 0) yield* listed(ancestor.elf.rpath, ancestor, 'rpath', setting);
  if (setting.libraryPath !== '') yield* listed(setting.libraryPath.split(/[:;]/), setting.main, 'ld-library-path', setting);
  yield* listed(object.elf.runpath, object, 'runpath', setting);
}

function* listed(directories: readonly string[], object: LoadedObject, rule: SearchRule, setting: SearchSetting) {
  for (const directory of directories) yield { directory: absolute(expand(directory, object, setting), setting.cwd), rule };
}

function* inDirectory(name: string, directory: string, rule: SearchRule, setting: SearchSetting): Generator<Place> {
  const trimmed = directory.replace(/\/+$/, '');
  for (const level of setting.hwcapsIn(directory)) yield { path: `${trimmed}/glibc-hwcaps/${level}/${name}`, rule };
  yield { path: `${trimmed}/${name}`, rule };
}

const expand = (text: string, object: LoadedObject, { main, loader }: SearchSetting) =>
  expandTokens(text, { ORIGIN: object.origin, LIB: loader.lib, PLATFORM: platformOf(main.elf.machine, main.elf.class) });

/** An empty entry is the working directory. */
const absolute = (path: string, cwd: string) => (path.startsWith('/') ? path : path === '' ? cwd : `${cwd}/${path}`);

/** The cache's best entry for this ABI and CPU: one for a CPU level before one for all (elf/dl-cache.c). */
function bestOf(entries: readonly CacheEntry[], { main, hwcaps }: SearchSetting): CacheEntry | null {
  const flags = cacheFlagsOf(main.elf.machine, main.elf.class);
  const rank = ({ hwcaps: level }: CacheEntry) => (level === null ? hwcaps.length : hwcaps.indexOf(level));
  const usable = entries.filter((entry) => flags.includes(entry.flags) && rank(entry) >= 0);
  return usable.reduce<CacheEntry | null>((best, entry) => (best === null || rank(entry) < rank(best) ? entry : best), null);
}

const isDefault = (path: string, { loader }: SearchSetting) => loader.defaultDirectories.includes(path.slice(0, path.lastIndexOf('/')));
