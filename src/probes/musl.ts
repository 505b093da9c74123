// Where musl's loader looks for a library: ldso/dynlink.c, load_library and path_open.
import type { SearchRule } from '../model/answers.ts';
import type { HostFiles } from './host-files.ts';
import type { LoaderFacts } from './ld-so-loader.ts';
import type { LoadedObject, Place } from './ld-so-search.ts';

/** What the search needs to know of one start of a program. */
export interface MuslSetting {
  readonly systemDirectories: readonly string[];
  readonly libraryPath: string;
  readonly cwd: string;
}

const DEFAULT_DIRECTORIES = ['/lib', '/usr/local/lib', '/usr/lib'];
/** Names that musl's libc is itself, whatever a file of that name holds. */
const ITSELF = /^lib(c|pthread|rt|m|dl|util|xnet)\./;

/** Whether a needed name is the loader itself. Only names without a slash count. */
export const isMuslItself = (name: string): boolean => !name.includes('/') && ITSELF.test(name);

/** The directories of `PREFIX/etc/ld-musl-ARCH.path`, where PREFIX is two levels above the loader; else the built-in ones. */
function muslDirectories(interpreter: string, files: HostFiles): readonly string[] {
  const [, prefix = '', arch] = /^(.*)\/[^/]*\/ld-musl-(.+)\.so[^/]*$/.exec(interpreter) ?? [];
  const text = arch === undefined ? null : files.text(`${prefix}/etc/ld-musl-${arch}.path`);
  return text === null ? DEFAULT_DIRECTORIES : directoriesOf(text);
}

export const muslLoaderFacts = (interpreter: string, files: HostFiles): LoaderFacts => ({
  libc: 'musl',
  defaultDirectories: muslDirectories(interpreter, files),
  cachePath: null,
  lib: 'lib',
});

/** LD_LIBRARY_PATH first, then the run paths of the object and of all that brought it in, whichever tag they have; then the system's. */
export function* muslPlaces(name: string, object: LoadedObject, setting: MuslSetting): Generator<Place> {
  if (name.includes('/')) {
    yield { path: inCwd(name, setting.cwd), rule: 'path-given' };
    return;
  }
  const at = (directories: readonly string[], rule: SearchRule): Place[] =>
    directories.map((directory) => ({ path: `${inCwd(directory, setting.cwd).replace(/\/+$/, '')}/${name}`, rule }));
  yield* at(directoriesOf(setting.libraryPath), 'ld-library-path');
  for (let ancestor: LoadedObject | null = object; ancestor !== null; ancestor = ancestor.neededBy) {
    const hasRunpath = ancestor.elf.runpath.length > 0;
    const text = (hasRunpath ? ancestor.elf.runpath : ancestor.elf.rpath).join(':');
    const expanded = text.replace(/\$\{ORIGIN\}|\$ORIGIN(?!\w)/g, () => ancestor.origin);
    // A run path with any other token is ignored as a whole.
    if (!expanded.includes('$')) yield* at(directoriesOf(expanded), hasRunpath ? 'runpath' : 'rpath');
  }
  yield* at(setting.systemDirectories, 'default');
}

const directoriesOf = (text: string) => text.split(/[:\n]/).filter((directory) => directory !== '');
const inCwd = (path: string, cwd: string) => (path.startsWith('/') ? path : `${cwd}/${path}`);
