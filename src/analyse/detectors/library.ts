// A library that ld.so did not get: nowhere, of another class or machine, damaged, or not to be read.
import { valueOr } from '../../model/answers.ts';
import { isHwcapsDirectory } from '../../probes/ld-so-hwcaps.ts';
import type { LoadLibrary, Skip } from '../aims/aim.ts';
import { baseName, directoryOf, type Inquiry, programName, seesHostFiles } from '../inquiry.ts';
import { deepestMountPoint, noexecMountOf } from '../mounts.ts';
import { inNoDirectory } from '../sentences.ts';
import { call, detector, type Proof, probe } from './detector.ts';

const skippedAs = (aim: LoadLibrary, ...skips: readonly Skip[]): LoadLibrary['skipped'][number] | undefined =>
  aim.skipped.find((s) => skips.includes(s.skip));

const userOf = (inquiry: Inquiry, aim: LoadLibrary): string => programName(inquiry, aim.process);
const cannot = (inquiry: Inquiry, aim: LoadLibrary): string =>
  aim.phase === 'start' ? `${userOf(inquiry, aim)} cannot start` : `${userOf(inquiry, aim)} cannot load ${baseName(aim.library)}`;

export const missingLibrary = detector('loader/missing-library', 'load-library', (aim, inquiry) => {
  if (aim.phase === 'preload' || aim.skipped.length > 0) return null;
  const soname = aim.tries.length > 1 ? aim.library : baseName(aim.library) === aim.library ? aim.library : soleName(aim);
  const searched = new Set(aim.tries.map((t) => directoryOf(t.path)));
  const directories = [...searched].filter((directory) => !isHwcapsDirectory(directory, searched));
  const elsewhere = seesHostFiles(inquiry, aim.process) ? valueOr(inquiry.answers.libraryElsewhere(baseName(aim.library)), []) : [];
  const hint = valueOr(inquiry.answers.packageOfLibrary(baseName(aim.library)), null);
  return {
    subject: soname,
    errno: 'ENOENT',
    title: `${cannot(inquiry, aim)}: ${soname.includes('/') ? `${soname} does not exist` : `${soname} is ${inNoDirectory(directories.length)} searched`}`,
    proofs: [
      ...[...aim.tries]
        .reverse()
        .filter((t) => directories.includes(directoryOf(t.path)))
        .map((t) => call(t.event, `no ${baseName(t.path)} in ${directoryOf(t.path)}`)),
      ...elsewhere
        .slice(0, 3)
        .map((path) => probe('library search', path, `${baseName(path)} does exist as ${path}, where the loader does not look`)),
    ],
    parameters: {
      library: baseName(aim.library),
      ...(elsewhere[0] === undefined ? {} : { elsewhere: elsewhere[0], elsewhereDirectory: directoryOf(elsewhere[0]) }),
      ...(hint === null ? {} : { package: hint.name, install: hint.install.join('\0') }),
    },
  };
});

/** A single directory searched is still a search when the name looks like a soname of the system; a path stays a path. */
const soleName = (aim: LoadLibrary): string => (/^\/(?:usr\/)?(?:local\/)?lib\w*\//.test(aim.library) ? baseName(aim.library) : aim.library);

export const wrongClassLibrary = detector('loader/wrong-class-library', 'load-library', (aim, inquiry) => {
  const found = skippedAs(aim, 'wrong-class', 'wrong-machine');
  if (found === undefined || aim.phase === 'preload') return null;
  return {
    subject: found.path,
    errno: null,
    title: `${cannot(inquiry, aim)}: ${found.path} was built for ${found.skip === 'wrong-class' ? `${found.detail} programs` : found.detail}`,
    proofs: [call(found.event, `its header says ${found.detail}; the loader closes it and searches on`), ...searchedOn(aim, found.event)],
    parameters: { library: baseName(found.path), file: found.path },
  };
});

export const badLibrary = detector('loader/bad-library', 'load-library', (aim, inquiry) => {
  const found = skippedAs(aim, 'bad', 'not-mapped');
  if (found === undefined || aim.phase === 'preload' || skippedAs(aim, 'wrong-class', 'wrong-machine') !== undefined || found.detail === 'EPERM')
    return null;
  const what = found.detail === 'empty' ? 'is empty' : found.detail === 'too short' ? 'is cut off' : 'is no usable library';
  return {
    subject: found.path,
    errno: null,
    title: `${cannot(inquiry, aim)}: ${found.path} ${what}`,
    proofs: [call(found.event, `the loader reads the start of ${baseName(found.path)} and gives it up`), ...searchedOn(aim, found.event)],
    parameters: { library: baseName(found.path), file: found.path },
  };
});

/** The loader's message names the symbol; where nobody heard it, the object that needs it is what is known. */
export const unloadedLibrary = detector('loader/undefined-symbol', 'load-library', (aim, inquiry) => {
  const found = skippedAs(aim, 'unloaded');
  if (found === undefined) return null;
  return {
    subject: found.path,
    errno: null,
    title: `${cannot(inquiry, aim)}: all its files were found, but a symbol or version that ${baseName(found.path)} needs is missing`,
    proofs: [
      call(found.event, `${baseName(found.path)} was mapped, and is unmapped at once`),
      ...aim.tries.map((t) => call(t.event, `${t.path} was opened`)),
    ],
    parameters: { file: found.path },
  };
});

/** mmap with PROT_EXEC says EPERM on a noexec mount. */
export const noexecLibrary = detector('exec/noexec-mount', 'load-library', (aim, inquiry) => {
  const found = aim.skipped.find((s) => s.skip === 'not-mapped' && s.detail === 'EPERM');
  if (found === undefined) return null;
  const mount = noexecMountOf(inquiry, aim.process, found.path);
  const where = mount?.at ?? deepestMountPoint(inquiry, found.path);
  return {
    subject: where,
    errno: 'EPERM',
    title: `${cannot(inquiry, aim)}: ${found.path} lies on ${mount === null ? `the file system of ${where}` : where}, which is mounted so that no code can be run from it (noexec)`,
    proofs: [call(found.event, 'code of this file may not be mapped for execution')],
    parameters: { file: found.path, ...(mount === null ? {} : { mount: mount.at }) },
  };
});

export const libraryUnreadable = detector('loader/library-unreadable', 'load-library', (aim, inquiry) => {
  const found = skippedAs(aim, 'denied');
  if (found === undefined || aim.phase === 'preload' || !/^E(?:ACCES|PERM)$/.test(found.detail ?? '')) return null;
  return {
    subject: found.path,
    errno: found.detail,
    title: `${cannot(inquiry, aim)}: this user may not read ${found.path}`,
    proofs: [call(found.event, `${found.path} is there and may not be opened`), ...searchedOn(aim, found.event)],
    parameters: { library: baseName(found.path), file: found.path },
  };
});

export const preloadMissing = detector('loader/preload-failed', 'load-library', (aim, inquiry) => {
  if (aim.phase !== 'preload') return null;
  return {
    subject: aim.tries[0]?.path ?? aim.library,
    errno: aim.tries[0]?.errno ?? null,
    title: `${aim.library}, which LD_PRELOAD names, cannot be loaded: the loader's complaint stands in what ${userOf(inquiry, aim)} prints`,
    proofs: aim.tries.map((t) => call(t.event, `LD_PRELOAD asks for ${t.path}`)),
    parameters: { library: aim.library },
  };
});

/** After a file that was passed over, the other directories. */
const searchedOn = (aim: LoadLibrary, from: number): readonly Proof[] =>
  aim.tries
    .filter((t) => t.event > from)
    .slice(0, 6)
    .map((t) => call(t.event, `nothing usable in ${directoryOf(t.path)}`));
