// What keeps a program file from starting on this host: its machine, its interpreter, its libraries and their versions. Nothing is run.
import { normalize } from 'node:path';
import type { ElfFacts, FileFormat, HostAnswers, LibraryNode, LibraryTree } from '../../../model/answers.ts';
import { valueOr } from '../../../model/answers.ts';
import type { ProvenCause } from '../../../model/wizard.ts';

export interface FileVerdict {
  readonly format: FileFormat | null;
  /** null for what is no dynamic ELF program. */
  readonly tree: LibraryTree | null;
  /** In the order in which the kernel and the loader would stumble over them. */
  readonly troubles: readonly ProvenCause[];
  /** The kernel may run it although the machine is another: by an emulator that is registered. */
  readonly emulator: string | null;
}

export interface Emulators {
  /** The name under which an interpreter for such a file is registered; null for none. @see Documentation/admin-guide/binfmt-misc.rst */
  for(path: string): string | null;
}

type Env = Readonly<Record<string, string>>;

/** @param path absolute, of a file that is there */
export function judgeFile(path: string, answers: HostAnswers, env: Env, emulators: Emulators): FileVerdict {
  const format = valueOr(answers.fileFormat(path), null);
  if (format?.kind !== 'elf') {
    const bad = format === null ? null : badFormat(path, format);
    return { format, tree: null, troubles: bad === null ? [] : [bad], emulator: null };
  }
  const { elf } = format;
  const emulator = emulators.for(path);
  const tree = valueOr(answers.libraryTree(path, env), null);
  const foreign = emulator === null && !runsOn(elf, valueOr(answers.machine, null)) ? [wrongArchitecture(path, elf, answers)] : [];
  const troubles = [
    ...foreign,
    ...(elf.damage === null ? [] : [damaged(path, elf.damage)]),
    // For another machine, its libraries would be there with its emulator's own root at most.
    ...(foreign.length > 0 || emulator !== null
      ? []
      : [...interpreterTroubles(path, elf, tree, answers), ...libraryTroubles(path, elf, tree, answers)]),
  ];
  return { format, tree, troubles, emulator };
}

/** Kernels for 64 bits can be built to run programs for 32 bits, too; whether this one is shows only when it is tried. */
const runsOn = ({ machine }: Pick<ElfFacts, 'machine'>, host: string | null): boolean =>
  host === null || machine === host || COMPATIBLE[host] === machine;

const COMPATIBLE: Readonly<Record<string, string>> = { 'x86-64': '386', AArch64: 'ARM' };

const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function badFormat(path: string, format: FileFormat): ProvenCause | null {
  const what =
    format.kind === 'empty'
      ? 'it is empty'
      : format.kind === 'bad-elf'
        ? `its ELF header ${format.reason}`
        : format.kind === 'text' && format.looksLike !== 'shell'
          ? format.looksLike === 'lfs-pointer'
            ? 'it is a pointer of Git LFS, not the file itself'
            : format.looksLike === 'html'
              ? 'it is a web page'
              : 'it is a text without #!'
          : null;
  return what === null
    ? null
    : { code: 'exec/bad-format', subject: path, errno: 'ENOEXEC', title: `${base(path)} is no program: ${what}`, parameters: { file: path } };
}

const damaged = (path: string, damage: string): ProvenCause => ({
  code: 'exec/bad-format',
  subject: path,
  title: `${base(path)} is damaged: it ${damage}`,
  parameters: { file: path },
});

const wrongArchitecture = (path: string, elf: ElfFacts, { machine }: HostAnswers): ProvenCause => ({
  code: 'exec/wrong-architecture',
  subject: path,
  errno: 'ENOEXEC',
  title: `${base(path)} was built for ${elf.machine} (${elf.class} bit), and this host is ${valueOr(machine, 'another machine')}`,
  parameters: { file: path, machine: elf.machine },
});

function interpreterTroubles(path: string, elf: ElfFacts, tree: LibraryTree | null, answers: HostAnswers): readonly ProvenCause[] {
  const { interpreter } = elf;
  if (interpreter === null || tree?.interpreter === null || tree === null) return [];
  const parameters = { file: path, interpreter, ...loaderOf(interpreter, elf, answers) };
  if (tree.interpreter.state === 'missing')
    return [
      {
        code: 'exec/missing-elf-interpreter',
        subject: interpreter,
        errno: 'ENOENT',
        title: `${base(path)} asks for the loader ${interpreter}, which this host does not have`,
        parameters,
      },
    ];
  const loader = valueOr(answers.fileFormat(interpreter), null);
  if (loader?.kind !== 'elf' || (loader.elf.machine === elf.machine && loader.elf.class === elf.class)) return [];
  // load_elf_interp() of fs/binfmt_elf.c: elf_check_arch of the interpreter fails with ELIBBAD.
  const title = `${base(path)} asks for the loader ${interpreter}, which is for ${loader.elf.machine} (${loader.elf.class} bit)`;
  return [{ code: 'exec/wrong-architecture', subject: interpreter, errno: 'ELIBBAD', title, parameters }];
}

/** This host's own loader of that name, where a link to it can be made. */
function loaderOf(interpreter: string, elf: ElfFacts, answers: HostAnswers): Readonly<Record<string, string>> {
  const directory = valueOr(answers.pathWalk(directoryOf(interpreter)), null)?.end;
  const loader = valueOr(answers.libraryElsewhere(base(interpreter)), []).find((place) => isFor(place, elf, answers));
  return loader === undefined || directory?.kind !== 'directory' ? {} : { loader };
}

function isFor(path: string, { machine, class: elfClass }: ElfFacts, answers: HostAnswers): boolean {
  const format = valueOr(answers.fileFormat(path), null);
  return format?.kind === 'elf' && format.elf.machine === machine && format.elf.class === elfClass;
}

function libraryTroubles(path: string, elf: ElfFacts, tree: LibraryTree | null, answers: HostAnswers): readonly ProvenCause[] {
  const nodes = tree === null ? [] : [...flat(tree.roots)];
  return [...nodes.flatMap((node) => libraryTrouble(path, node, answers)), ...versionTroubles(path, elf, nodes, answers)];
}

export function* flat(nodes: readonly LibraryNode[]): Iterable<LibraryNode> {
  for (const node of nodes) {
    yield node;
    yield* flat(node.needs);
  }
}

function libraryTrouble(path: string, node: LibraryNode, answers: HostAnswers): readonly ProvenCause[] {
  const { soname, state, tries } = node;
  if (state === 'loaded') return [];
  const passedOver = tries.find(({ outcome }) => outcome === 'wrong-class' || outcome === 'wrong-machine');
  // As it is called without the `..` of a run path.
  const found = node.path ?? passedOver?.path;
  const file = found === undefined ? null : normalize(found);
  const parameters = { program: path, library: soname, ...fittingDirectory(path, node, answers), ...(file === null ? {} : { file }) };
  const by = `${base(path)} cannot start`;
  if (state === 'unreadable' && file !== null)
    return [{ code: 'loader/library-unreadable', subject: file, errno: 'EACCES', title: `${by}: ${file} may not be read`, parameters }];
  if (state === 'bad' && file !== null)
    return [{ code: 'loader/bad-library', subject: file, title: `${by}: the library ${file} is empty, cut off or damaged`, parameters }];
  if (passedOver !== undefined && file !== null) {
    const title = `${by}: ${file} is a library for another ${passedOver.outcome === 'wrong-class' ? 'class (32 or 64 bit)' : 'machine'}`;
    return [{ code: 'loader/wrong-class-library', subject: file, title, parameters }];
  }
  const install = node.package === null ? {} : { install: node.package.install.join('\0') };
  const title = `${by}: the library ${soname} is in none of the ${new Set(tries.map((one) => directoryOf(one.path))).size} directories searched`;
  return [{ code: 'loader/missing-library', subject: soname, title, parameters: { ...parameters, ...install } }];
}

/** Where a library of that name for such a program lies, if it does. */
function fittingDirectory(path: string, { soname, tries }: LibraryNode, answers: HostAnswers): Readonly<Record<string, string>> {
  const own = valueOr(answers.fileFormat(path), null);
  const tried = new Set(tries.map((one) => one.path));
  const found = valueOr(answers.libraryElsewhere(soname), []).find((at) => own?.kind === 'elf' && !tried.has(at) && isFor(at, own.elf, answers));
  return found === undefined ? {} : { elsewhere: found, elsewhereDirectory: directoryOf(found) };
}

const directoryOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

/** Versions that the program or one of its libraries wants of a library, and that the one found does not define: ld.so ends then. @see dl-version.c, match_symbol */
function versionTroubles(path: string, elf: ElfFacts, nodes: readonly LibraryNode[], answers: HostAnswers): readonly ProvenCause[] {
  const loaded = new Map(nodes.filter(({ state }) => state === 'loaded').map((node) => [node.soname, node.path] as const));
  const factsOf = (file: string | null): ElfFacts | null => {
    const format = file === null ? null : valueOr(answers.fileFormat(file), null);
    return format?.kind === 'elf' ? format.elf : null;
  };
  const objects = [[path, elf] as const, ...nodes.flatMap((node) => (node.path === null ? [] : [[node.path, factsOf(node.path)] as const]))];
  return objects.flatMap(([object, facts]) =>
    (facts?.versionsNeeded ?? []).flatMap(({ library, version }): ProvenCause[] => {
      const file = loaded.get(library) ?? null;
      const defined = factsOf(file)?.versionsDefined ?? [];
      // A library without any versions is taken with a warning only.
      if (file === null || defined.length === 0 || defined.includes(version)) return [];
      const title = `${base(object)} wants ${version} of ${library}, and ${file} does not have it: it is older`;
      return [{ code: 'loader/version-not-found', subject: version, title, parameters: { file, library, program: path } }];
    }),
  );
}
