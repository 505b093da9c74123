// The libraries that a program would load, found as its loader would find them, without running anything.
import type { LibraryNode, LibraryTree, PackageHint } from '../model/answers.ts';
import { currentDirectory } from '../transport/current-directory.ts';
import type { Elf } from './elf.ts';
import type { HostFiles } from './host-files.ts';
import type { CacheEntry } from './ld-so-cache.ts';
import { glibcLoaderFacts, guessedLoaderFacts, type LoaderFacts, libcOf } from './ld-so-loader.ts';
import { type Found, fits, type LibraryFiles, realPath, search } from './ld-so-open.ts';
import { glibcPlaces, type LoadedObject, type Place } from './ld-so-search.ts';
import { isMuslItself, muslLoaderFacts, muslPlaces } from './musl.ts';

/** What the search needs of a host. None of these throws. */
export interface LoaderHost extends LibraryFiles {
  readonly files: HostFiles;
  cache(path: string): readonly CacheEntry[];
  hwcaps(machine: string): readonly string[];
  /** Whether the kernel starts it with other rights than the caller's, so that the loader ignores the environment. */
  isSecure(path: string): boolean;
  /** The package that has a library for programs like this one. */
  packageOfLibrary(soname: string, program: Elf): PackageHint | null;
}

/** Longer trees are not made by programs but by loops of broken files. */
const OBJECTS_MOST = 2000;

type Draft = { -readonly [Key in keyof LibraryNode]: Key extends 'needs' ? Draft[] : LibraryNode[Key] };

/**
 * Loads breadth first, as ld.so does: each library stands under the object whose need came first.
 * @param env the program's environment: LD_LIBRARY_PATH, LD_PRELOAD, PWD for relative entries
 * @returns null when the path leads to no ELF file
 */
export function libraryTree(executable: string, env: Readonly<Record<string, string>>, host: LoaderHost): LibraryTree | null {
  const reading = host.elf(executable);
  if (reading === null || reading === 'denied' || reading.kind !== 'elf') return null;
  const { elf } = reading;
  const base = { executable, source: 'probe' as const };
  if (elf.isStatic) return { ...base, interpreter: null, libc: 'static', roots: [] };
  const cwd = env.PWD?.startsWith('/') ? env.PWD : currentDirectory();
  const real = host.walk(executable)?.end;
  const main: LoadedObject = { path: executable, origin: directoryOf(real?.kind === 'file' ? real.path : executable), elf, neededBy: null };
  const start = startOf(main, env, cwd, host);
  const interpreter = elf.interpreter;
  return {
    ...base,
    interpreter: interpreter === null ? null : { path: interpreter, state: isFile(interpreter, cwd, host) ? 'present' : 'missing' },
    libc: start.loader.libc,
    roots: loadAll(main, start, host),
  };
}

/** One start of a program: everything but the object that asks. */
interface Start {
  readonly loader: LoaderFacts;
  /** The loader itself, which is loaded before anything is searched. */
  readonly loaderPath: string | null;
  readonly preloads: readonly string[];
  places(name: string, object: LoadedObject): Iterable<Place>;
}

function startOf(main: LoadedObject, env: Readonly<Record<string, string>>, cwd: string, host: LoaderHost): Start {
  const { elf } = main;
  const secure = host.isSecure(main.path);
  const libraryPath = secure ? '' : (env.LD_LIBRARY_PATH ?? '');
  const fromEnv = secure ? [] : (env.LD_PRELOAD ?? '').split(/[ :]/);
  const loaderPath =
    elf.interpreter === null ? hostLoader(elf, host) : elf.interpreter.startsWith('/') ? elf.interpreter : `${cwd}/${elf.interpreter}`;
  const libc = loaderPath === null ? 'unknown' : libcOf(loaderPath);
  if (libc === 'musl') {
    const loader = muslLoaderFacts(loaderPath ?? '', host.files);
    const setting = { systemDirectories: loader.defaultDirectories, libraryPath, cwd };
    return { loader, loaderPath, preloads: named(fromEnv), places: (name, object) => muslPlaces(name, object, setting) };
  }
  const found = loaderPath === null ? null : host.walk(loaderPath)?.end;
  const built = found?.kind === 'file' ? host.files.withBytes(found.path, (source) => glibcLoaderFacts(source, libc)) : null;
  const loader = built ?? guessedLoaderFacts(elf.machine, elf.class, libc, (path) => host.walk(path)?.end.kind === 'directory');
  const hwcaps = host.hwcaps(elf.machine);
  const hwcapsByDirectory = new Map<string, readonly string[]>();
  const setting = {
    ...{ main, loader, libraryPath, cwd, hwcaps },
    cache: loader.cachePath === null ? [] : host.cache(loader.cachePath),
    hwcapsIn(directory: string) {
      const known = hwcapsByDirectory.get(directory);
      if (known !== undefined) return known;
      const isThere = (path: string) => host.walk(path)?.end.kind === 'directory';
      const levels = isThere(`${directory}/glibc-hwcaps`) ? hwcaps.filter((level) => isThere(`${directory}/glibc-hwcaps/${level}`)) : [];
      hwcapsByDirectory.set(directory, levels);
      return levels;
    },
  };
  const fromFile = (host.files.text('/etc/ld.so.preload') ?? '').replace(/#.*/g, '').split(/[ :\t\n]/);
  return { loader, loaderPath, preloads: named([...fromEnv, ...fromFile]), places: (name, object) => glibcPlaces(name, object, setting) };
}

const named = (names: readonly string[]) => names.filter((name) => name !== '');

/** A library given as the executable has no interpreter: the usual one of its ABI, where this host has it. */
function hostLoader(elf: Elf, host: LoaderHost): string | null {
  const usual = ['/lib64/ld-linux-x86-64.so.2', '/lib/ld-linux-aarch64.so.1', '/lib/ld-linux.so.2', '/lib/ld-linux-armhf.so.3'];
  return usual.find((path) => fits(host.elf(path), elf) === 'used') ?? null;
}

function loadAll(main: LoadedObject, start: Start, host: LoaderHost): readonly LibraryNode[] {
  const loaderElf = start.loaderPath === null ? null : host.elf(start.loaderPath);
  const loaderSoname = loaderElf !== null && loaderElf !== 'denied' && loaderElf.kind === 'elf' ? loaderElf.elf.soname : null;
  /** Names under which something is loaded already, or was looked for in vain. */
  const known = new Set<string>();
  /** Files that are loaded, by their paths without links: one under two names is loaded once. */
  const files = new Set<string>();
  const roots: Draft[] = [];
  const queue: { readonly object: LoadedObject; readonly into: Draft[] }[] = [];

  const need = (name: string, object: LoadedObject, into: Draft[], preload: boolean) => {
    if (known.has(name)) return;
    known.add(name);
    const isLoader = name === loaderSoname || name === start.loaderPath || (start.loader.libc === 'musl' && isMuslItself(name));
    const found = isLoader ? loaderItself(start, host) : search(start.places(name, object), main.elf, start.loader.libc, host);
    if (found.real !== null && files.has(found.real)) return;
    const rule = preload ? 'preload' : found.rule;
    const missing = found.state === 'loaded' ? null : host.packageOfLibrary(name, main.elf);
    const node: Draft = {
      ...{ soname: name, neededBy: preload ? null : object.path, state: found.state, path: found.path, rule, tries: found.tries },
      ...{ package: missing, needs: [] },
    };
    into.push(node);
    if (found.elf === null || found.path === null || known.size > OBJECTS_MOST) return;
    if (found.elf.soname !== null) known.add(found.elf.soname);
    if (found.real !== null) files.add(found.real);
    if (!isLoader) queue.push({ object: { path: found.path, origin: directoryOf(found.path), elf: found.elf, neededBy: object }, into: node.needs });
  };

  for (const name of start.preloads) need(name, main, roots, true);
  // Preloaded objects are loaded before, but the executable's needs are looked at first.
  queue.unshift({ object: main, into: roots });
  for (let next = queue.shift(); next !== undefined; next = queue.shift())
    for (const name of next.object.elf.needed) need(name, next.object, next.into, false);
  return roots;
}

function loaderItself({ loaderPath }: Start, host: LoaderHost): Found {
  const path = loaderPath ?? '';
  const reading = host.elf(path);
  const elf = reading !== null && reading !== 'denied' && reading.kind === 'elf' ? reading.elf : null;
  return {
    state: elf === null ? 'missing' : 'loaded',
    path: elf === null ? null : path,
    real: realPath(path, host),
    rule: 'path-given',
    tries: [],
    elf,
  };
}

const isFile = (path: string, cwd: string, host: LoaderHost) => realPath(path.startsWith('/') ? path : `${cwd}/${path}`, host) !== null;
const directoryOf = (path: string) => path.slice(0, path.lastIndexOf('/')) || '/';
