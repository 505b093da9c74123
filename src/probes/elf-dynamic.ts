// What an ELF file asks of the dynamic linker: its dynamic section, and the version names behind it.
import type { ElfFacts } from '../model/answers.ts';
import type { ByteSource } from './bytes.ts';
import { type ElfHeader, type Integers, integersOf, offsetOf, PT_DYNAMIC } from './elf-header.ts';

// Tags, `<elf.h>`.
const DT_NULL = 0;
const DT_NEEDED = 1;
const DT_STRTAB = 5;
const DT_STRSZ = 10;
const DT_SONAME = 14;
const DT_RPATH = 15;
const DT_RUNPATH = 29;
const DT_FLAGS_1 = 0x6ffffffb;
const DT_VERDEF = 0x6ffffffc;
const DT_VERDEFNUM = 0x6ffffffd;
const DT_VERNEED = 0x6ffffffe;
const DT_VERNEEDNUM = 0x6fffffff;
const DF_1_NODEFLIB = 0x800;

/** Enough for the biggest dynamic sections in the wild (some hundred entries); a broken size can't make us read more. */
const DYNAMIC_MOST_BYTES = 256 * 1024;
/** A broken chain of version records must end. */
const VERSIONS_MOST = 4096;
const PATH_MAX = 4096;

export interface DynamicFacts extends Pick<ElfFacts, 'soname' | 'needed' | 'rpath' | 'runpath' | 'versionsNeeded' | 'versionsDefined'> {
  /** DF_1_NODEFLIB: the default directories are not searched for it. */
  readonly noDefaultLibraries: boolean;
}

/** The entries of a dynamic section by tag, and its strings. */
interface DynamicTable {
  readonly values: (tag: number) => readonly number[];
  readonly text: (offset: number) => string | null;
}

function readDynamicTable(source: ByteSource, header: ElfHeader): DynamicTable | null {
  const segment = header.segments.find(({ type }) => type === PT_DYNAMIC);
  if (segment === undefined) return null;
  const { word, wordBytes } = integersOf(header.class, header.littleEndian);
  const bytes = source.read(segment.offset, Math.min(segment.fileBytes, DYNAMIC_MOST_BYTES));
  const byTag = new Map<number, number[]>();
  for (let at = 0; at + 2 * wordBytes <= bytes.length; at += 2 * wordBytes) {
    const tag = word(bytes, at);
    if (tag === DT_NULL) break;
    byTag.set(tag, [...(byTag.get(tag) ?? []), word(bytes, at + wordBytes)]);
  }
  const values = (tag: number) => byTag.get(tag) ?? [];
  const strings = offsetOf(header, values(DT_STRTAB)[0] ?? -1);
  const stringBytes = values(DT_STRSZ)[0] ?? Number.POSITIVE_INFINITY;
  return { values, text: (offset) => (strings < 0 || offset >= stringBytes ? null : readText(source, strings + offset)) };
}

export function readDynamic(source: ByteSource, header: ElfHeader): DynamicFacts {
  const table = readDynamicTable(source, header);
  if (table === null) return { soname: null, needed: [], rpath: [], runpath: [], versionsNeeded: [], versionsDefined: [], noDefaultLibraries: false };
  const texts = (tag: number) =>
    table
      .values(tag)
      .map(table.text)
      .filter((text) => text !== null);
  const list = (tag: number) => texts(tag).flatMap((text) => text.split(':'));
  return {
    soname: texts(DT_SONAME)[0] ?? null,
    needed: texts(DT_NEEDED),
    rpath: list(DT_RPATH),
    runpath: list(DT_RUNPATH),
    versionsNeeded: versionsNeeded(source, header, table),
    versionsDefined: versionsDefined(source, header, table),
    noDefaultLibraries: ((table.values(DT_FLAGS_1)[0] ?? 0) & DF_1_NODEFLIB) !== 0,
  };
}

/** A NUL-terminated string at an offset; null when nothing is there. */
export function readText(source: ByteSource, offset: number): string | null {
  for (const length of [256, PATH_MAX]) {
    const bytes = source.read(offset, length);
    if (bytes.length === 0) return null;
    const end = bytes.indexOf(0);
    if (end >= 0) return bytes.toString('utf8', 0, end);
  }
  return null;
}

/** Elf32_Verneed and Elf64_Verneed are the same: version, count, file, aux, next; each aux: hash, flags, other, name, next. */
function versionsNeeded(source: ByteSource, header: ElfHeader, table: DynamicTable): ElfFacts['versionsNeeded'] {
  const { u32 } = integersOf(header.class, header.littleEndian);
  return recordsOf(source, header, table, DT_VERNEED, DT_VERNEEDNUM, { auxAt: 8, nextAt: 12 }).flatMap(({ record, auxes }) => {
    const library = table.text(u32(record, 4)) ?? '';
    return auxes(16, 12).map((aux) => ({ library, version: table.text(u32(aux, 8)) ?? '' }));
  });
}

/** Verdef: version, flags, index, count, hash, aux, next; each aux: name, next. The first aux is the version, the others its parents. */
function versionsDefined(source: ByteSource, header: ElfHeader, table: DynamicTable): readonly string[] {
  const { u16, u32 } = integersOf(header.class, header.littleEndian);
  const VER_FLG_BASE = 1; // names the file itself, not a version
  return recordsOf(source, header, table, DT_VERDEF, DT_VERDEFNUM, { auxAt: 12, nextAt: 16 })
    .filter(({ record }) => (u16(record, 2) & VER_FLG_BASE) === 0)
    .flatMap(({ auxes }) => auxes(8, 4).slice(0, 1))
    .map((aux) => table.text(u32(aux, 0)))
    .filter((text) => text !== null);
}

interface VersionRecord {
  readonly record: Buffer;
  auxes(length: number, nextAt: number): Buffer[];
}

function recordsOf(
  source: ByteSource,
  header: ElfHeader,
  table: DynamicTable,
  tag: number,
  countTag: number,
  { auxAt, nextAt }: { readonly auxAt: number; readonly nextAt: number },
): VersionRecord[] {
  const integers = integersOf(header.class, header.littleEndian);
  const start = offsetOf(header, table.values(tag)[0] ?? -1);
  const count = Math.min(table.values(countTag)[0] ?? 0, VERSIONS_MOST);
  return chain(source, integers, start, count, nextAt + 4, nextAt).map(({ at, record }) => ({
    record,
    auxes: (length, auxNextAt) =>
      // The count of auxes stands in vn_cnt (2) or vd_cnt (6), in both right before the field that follows it.
      chain(source, integers, at + integers.u32(record, auxAt), integers.u16(record, auxAt === 8 ? 2 : 6), length, auxNextAt).map(
        (aux) => aux.record,
      ),
  }));
}

function chain(source: ByteSource, { u32 }: Integers, start: number, count: number, length: number, nextAt: number) {
  const found: { at: number; record: Buffer }[] = [];
  for (let at = start; at >= 0 && found.length < Math.min(count, VERSIONS_MOST); ) {
    const record = source.read(at, length);
    if (record.length < length) break;
    found.push({ at, record });
    const next = u32(record, nextAt);
    if (next === 0) break;
    at += next;
  }
  return found;
}
