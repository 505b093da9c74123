// What is built into an ELF interpreter: whose it is, which directories it searches by default, and where its cache lies.
import type { ByteSource } from './bytes.ts';

export interface LoaderFacts {
  readonly libc: 'glibc' | 'musl' | 'unknown';
  /** Searched last, in this order. */
  readonly defaultDirectories: readonly string[];
  /** null: it has none (musl). */
  readonly cachePath: string | null;
  /** What `$LIB` stands for: `lib`, `lib64`, `lib/x86_64-linux-gnu`. */
  readonly lib: string;
}

/** Loaders are some 200 KiB; musl's, which is the whole libc, some 700. */
const LOADER_MOST_BYTES = 4 * 1024 * 1024;

/** The libc by the name of its loader: every port of glibc and musl names it so. */
export function libcOf(interpreter: string): LoaderFacts['libc'] {
  const name = interpreter.slice(interpreter.lastIndexOf('/') + 1);
  if (name.startsWith('ld-musl-')) return 'musl';
  return /^(ld-linux|ld64\.so|ld\.so|ld-\d)/.test(name) ? 'glibc' : 'unknown';
}

/**
 * Facts of a glibc loader, out of its own read-only data: distributions build other directories in.
 * `system_dirs` stands there as names that end in a slash, one NUL behind each (elf/dl-load.c).
 */
export function glibcLoaderFacts(loader: ByteSource, libc: LoaderFacts['libc']): LoaderFacts | null {
  const text = loader.read(0, LOADER_MOST_BYTES).toString('latin1');
  const lists = [...text.matchAll(/(?<=\0)(?:(?:\/[\w.+~-]+)+\/\0)+/g)].map(([list]) => list.split('\0').filter((name) => name !== ''));
  const directories = lists
    .filter((list) => list.every((name) => name.includes('/lib')))
    .reduce<readonly string[]>((best, list) => (list.length > best.length ? list : best), [])
    .map((name) => name.slice(0, -1));
  if (directories.length === 0) return null;
  const cachePath = /(?<=\0)(?:\/[\w.+~-]+)*\/ld\.so\.cache(?=\0)/.exec(text)?.[0] ?? '/etc/ld.so.cache';
  return { libc, defaultDirectories: directories, cachePath, lib: libToken(directories) };
}

/** For a loader that is not there: what glibc has without a distribution's changes, and Debian's multiarch directories where they exist. */
export function guessedLoaderFacts(machine: string, elfClass: 32 | 64, libc: LoaderFacts['libc'], exists: (path: string) => boolean): LoaderFacts {
  const triple = TRIPLES[`${machine}/${elfClass}`];
  const multiarch = triple === undefined ? [] : [`/lib/${triple}`, `/usr/lib/${triple}`].filter(exists);
  const wide = elfClass === 64 ? ['/lib64', '/usr/lib64'] : [];
  const directories = multiarch.length > 0 ? [...multiarch, '/lib', '/usr/lib'] : [...wide, '/lib', '/usr/lib'];
  return { libc, defaultDirectories: directories, cachePath: '/etc/ld.so.cache', lib: libToken(directories) };
}

/** DL_DST_LIB is the last part of the default directories: `lib/x86_64-linux-gnu` of `/usr/lib/x86_64-linux-gnu`. */
const libToken = (directories: readonly string[]) => /\/(lib[^/]*(?:\/[^/]+-linux-[^/]+)?)$/.exec(directories[0] ?? '/lib')?.[1] ?? 'lib';

/** Debian's multiarch tuples. */
const TRIPLES: Readonly<Record<string, string>> = {
  'x86-64/64': 'x86_64-linux-gnu',
  '386/32': 'i386-linux-gnu',
  'AArch64/64': 'aarch64-linux-gnu',
  'ARM/32': 'arm-linux-gnueabihf',
  'RISC-V/64': 'riscv64-linux-gnu',
  'PowerPC64/64': 'powerpc64le-linux-gnu',
  'S390/64': 's390x-linux-gnu',
  'LoongArch/64': 'loongarch64-linux-gnu',
};
