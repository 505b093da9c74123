// One program file, examined: its ELF headers, its functions, its build id held against its content. Nothing is run.
import { withFileBytes } from '../../../probes/bytes.ts';
import { contentHash } from '../../../probes/content-hash.ts';
import { readElf } from '../../../probes/elf.ts';
import { gnuBuildId, goBuildId, isGo } from '../../../probes/elf-go.ts';
import { type ElfHeader, ET_REL, PF_X, PT_LOAD, readElfHeader } from '../../../probes/elf-header.ts';
import { readSections } from '../../../probes/elf-sections.ts';
import { goFunctions } from '../../../probes/go-symbols.ts';

/** Whether the last part of a Go build id agrees with the content. `unset`: the go command has not written one (go run, go tool link). */
export type IdState = 'agrees' | 'differs' | 'unset' | 'none';

export interface Examined {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** In words that follow the file's name; null for sane. */
  readonly damage: string | null;
  readonly isElf: boolean;
  readonly isGo: boolean;
  readonly buildId: string | null;
  /** Go's own or GNU's: files of the same one were the same when they were linked. */
  readonly identity: string | null;
  readonly idState: IdState;
  /** What the last part of the build id would be for the content as it is now. */
  readonly contentId: string | null;
  readonly stripped: boolean;
  /** Functions that every Go program has and this one lacks; null where its tables of functions are not found. */
  readonly lacking: { readonly from: string; readonly names: readonly string[] } | null;
  /** The parts of the file that hold its code. */
  readonly code: readonly { readonly offset: number; readonly sizeBytes: number }[];
}

/** Each with the names it goes by: assembly functions have a suffix in symbol tables since 1.17. */
const ENTRIES: readonly (readonly [string, ...string[]])[] = [
  ['main.main'],
  ['runtime.main'],
  ['runtime.rt0_go', 'runtime.rt0_go.abi0'],
  ['runtime.schedinit', 'runtime.schedinit.abi0'],
];

/** @returns null for no regular file @throws the system's error when it can't be read */
export async function examine(path: string, signal: AbortSignal): Promise<Examined | null> {
  // By itself: so much may be read of a file at once, and a big program's code has used that up.
  const functions = withFileBytes(path, (source) => {
    const header = readElfHeader(source);
    return 'reason' in header || !isGo(source, header) || header.type === ET_REL ? null : goFunctions(source, header);
  });
  const facts = withFileBytes(path, (source) => {
    const reading = readElf(source);
    const header = readElfHeader(source);
    const sizeBytes = source.sizeBytes;
    if (reading === null || reading.kind === 'bad-elf' || 'reason' in header)
      return { ...NO_ELF, sizeBytes, isElf: reading !== null, damage: reading === null ? null : reading.kind === 'bad-elf' ? reading.reason : null };
    const { elf } = reading;
    const gnu = gnuBuildId(source, header);
    const buildId = goBuildId(source, header);
    return {
      ...{ sizeBytes, damage: elf.damage, isElf: true, isGo: elf.isGo, buildId },
      identity: buildId ?? gnu?.value.toString('hex') ?? null,
      stripped: !readSections(source, header).some(({ name }) => name === '.symtab'),
      gnu: gnu === null ? null : { offset: gnu.offset, sizeBytes: gnu.value.length },
      lacking:
        functions === null ? null : { from: functions.from, names: ENTRIES.filter((names) => !names.some(functions.has)).map(([name]) => name) },
      code: codeOf(header),
    };
  });
  if (facts === null) return null;
  const { gnu, ...rest } = facts;
  const { sha256, contentId } = await contentHash(
    path,
    rest.buildId === null || rest.buildId === '' ? null : { id: rest.buildId, range: gnu },
    signal,
  );
  return { path, ...rest, sha256, contentId, idState: idState(rest.buildId, contentId) };
}

/** @see cmd/go/internal/work/buildid.go: until it is rewritten, the content's part is a copy of the first */
export function idState(buildId: string | null, contentId: string | null): IdState {
  const parts = buildId?.split('/') ?? [];
  const last = parts.at(-1) ?? '';
  if (buildId === null || buildId === '') return 'none';
  if (parts.length < 2 || !/^[\w-]{20}$/.test(last) || last === parts[0]) return 'unset';
  return last === contentId ? 'agrees' : 'differs';
}

const NO_ELF = { isGo: false, buildId: null, identity: null, stripped: true, gnu: null, lacking: null, code: [] as Examined['code'] };

const codeOf = ({ segments }: ElfHeader): Examined['code'] =>
  segments.filter(({ type, flags }) => type === PT_LOAD && (flags & PF_X) !== 0).map(({ offset, fileBytes }) => ({ offset, sizeBytes: fileBytes }));
