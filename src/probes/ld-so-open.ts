// How a loader takes the places of a search one after the other: what it uses, what it passes over, and what ends it.
import type { LibraryNode, LibraryTry, PathWalk, SearchRule } from '../model/answers.ts';
import type { Elf, ElfReading } from './elf.ts';
import type { LoaderFacts } from './ld-so-loader.ts';
import type { Place } from './ld-so-search.ts';

/** What opening files needs of a host. None of these throws. */
export interface LibraryFiles {
  walk(path: string): PathWalk | null;
  /** The ELF file a path leads to; `denied` without permission to read it, null for no file; `bad-elf` also for what is no ELF file at all. */
  elf(path: string): ElfReading | 'denied' | null;
}

export interface Found {
  readonly state: LibraryNode['state'];
  readonly path: string | null;
  /** The path without links: the same file is loaded once. */
  readonly real: string | null;
  readonly rule: SearchRule;
  readonly tries: readonly LibraryTry[];
  readonly elf: Elf | null;
}

/** Tries the places until one fits, or ends the search. */
export function search(places: Iterable<Place>, main: Elf, libc: LoaderFacts['libc'], host: LibraryFiles): Found {
  const tries: LibraryTry[] = [];
  const seen = new Set<string>();
  for (const { path, rule } of places) {
    if (seen.has(path)) continue;
    seen.add(path);
    const reading = host.elf(path);
    const outcome = fits(reading, main);
    tries.push({ path, rule, outcome, event: null });
    const end = { path, rule, tries, real: realPath(path, host) };
    if (outcome === 'used' && reading !== null && reading !== 'denied' && reading.kind === 'elf')
      return { ...end, state: reading.elf.isLoadable ? 'loaded' : 'bad', elf: reading.elf };
    if (endsSearch(outcome, rule, libc)) return { ...end, state: 'bad', elf: null };
  }
  const denied = tries.find(({ outcome }) => outcome === 'denied');
  return { state: denied ? 'unreadable' : 'missing', path: denied?.path ?? null, real: null, rule: denied?.rule ?? 'unknown', tries, elf: null };
}

/** A file that is no sane ELF file ends the search; one of another class or machine is passed over, but not by musl, nor where a path was given. */
const endsSearch = (outcome: LibraryTry['outcome'], rule: SearchRule, libc: LoaderFacts['libc']) =>
  outcome === 'bad' || ((outcome === 'wrong-class' || outcome === 'wrong-machine') && (libc === 'musl' || rule === 'path-given'));

/** How the loader of `main` takes a file. */
export function fits(reading: ElfReading | 'denied' | null, main: Elf): LibraryTry['outcome'] {
  if (reading === null) return 'missing';
  if (reading === 'denied') return 'denied';
  if (reading.kind === 'bad-elf') return 'bad';
  const { elf } = reading;
  if (elf.class !== main.class) return 'wrong-class';
  if (elf.littleEndian !== main.littleEndian) return 'bad';
  if (elf.machine !== main.machine) return 'wrong-machine';
  return elf.type === 'DYN' || elf.type === 'EXEC' ? 'used' : 'bad';
}

export function realPath(path: string, host: LibraryFiles): string | null {
  const end = host.walk(path)?.end;
  return end?.kind === 'file' ? end.path : null;
}
