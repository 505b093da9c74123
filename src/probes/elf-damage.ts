// What is wrong with an ELF file whose header could be read: cut off, zeroed, or tables that lead nowhere.
import type { ByteSource } from './bytes.ts';
import { type ElfHeader, ET_DYN, ET_EXEC, ET_REL, offsetOf, PF_X, PT_INTERP, PT_LOAD, PT_NULL } from './elf-header.ts';

/** The kernel takes at most this much of program headers: fs/binfmt_elf.c, load_elf_phdrs. */
const PROGRAM_HEADERS_MOST_BYTES = 65_536;
const PAGE_BYTES = 4096;

/** Damage in words that follow a file's name. `preventsLoading`: what the kernel or the loader maps is not there. */
export interface ElfDamage {
  readonly says: string;
  readonly preventsLoading: boolean;
}

/** The gravest damage; null for a sane file. */
export function elfDamage(source: ByteSource, header: ElfHeader): ElfDamage | null {
  const fatal = programHeaderDamage(source, header) ?? segmentDamage(source, header);
  const says = fatal ?? zeroedEntry(source, header) ?? sectionTableDamage(source, header);
  return says === null ? null : { says, preventsLoading: fatal !== null };
}

function programHeaderDamage({ sizeBytes }: ByteSource, { type, class: elfClass, programHeaders, segments }: ElfHeader): string | null {
  const loadable = type === ET_EXEC || type === ET_DYN;
  if (!loadable) return null;
  const { offset, entryBytes, count } = programHeaders;
  const tableBytes = count * entryBytes;
  if (count === 0) return 'has no program headers';
  if (entryBytes !== (elfClass === 64 ? 56 : 32)) return `says its program headers are ${entryBytes} bytes long each`;
  if (tableBytes > PROGRAM_HEADERS_MOST_BYTES) return `says it has ${count} program headers`;
  if (offset + tableBytes > sizeBytes) return `ends at byte ${sizeBytes}, its program headers reach to ${offset + tableBytes}`;
  if (segments.every(({ type, fileBytes, offset }) => type === PT_NULL && fileBytes === 0 && offset === 0)) return 'has zeroed program headers';
  if (!segments.some(({ type }) => type === PT_LOAD)) return 'has no segment to load';
  return null;
}

function segmentDamage({ sizeBytes }: ByteSource, { segments }: ElfHeader): string | null {
  const loaded = segments.filter(({ type }) => type === PT_LOAD || type === PT_INTERP);
  const reach = Math.max(0, ...loaded.filter(({ fileBytes }) => fileBytes > 0).map(({ offset, fileBytes }) => offset + fileBytes));
  if (reach > sizeBytes) return `ends at byte ${sizeBytes}, a segment reaches to ${reach}`;
  if (loaded.some(({ type, fileBytes, memoryBytes }) => type === PT_LOAD && fileBytes > memoryBytes))
    return 'has a segment that is longer in the file than in memory';
  return null;
}

/** Sections are not loaded, but a linker always writes their table inside the file: a file that ends before it was cut off. */
function sectionTableDamage({ sizeBytes }: ByteSource, { type, sectionHeaders }: ElfHeader): string | null {
  const { offset, entryBytes, count } = sectionHeaders;
  const reach = offset + count * entryBytes;
  if (offset === 0 || count === 0 || reach <= sizeBytes) return null;
  return `ends at byte ${sizeBytes}, its section headers reach to ${reach}${type === ET_REL ? '' : ' (all segments are complete)'}`;
}

/** A download or disk that lost pages leaves zeros: code that starts with a page of them can't run. */
function zeroedEntry(source: ByteSource, header: ElfHeader): string | null {
  if (header.entry === 0 || (header.type !== ET_EXEC && header.type !== ET_DYN)) return null;
  const segment = header.segments.find(
    ({ type, flags, address, fileBytes }) =>
      type === PT_LOAD && (flags & PF_X) !== 0 && header.entry >= address && header.entry < address + fileBytes,
  );
  if (segment === undefined) return null;
  const at = offsetOf(header, header.entry);
  const code = source.read(at, Math.min(16, segment.offset + segment.fileBytes - at));
  return code.length >= 8 && code.every((byte) => byte === 0) ? `has only zeros at its entry point (byte ${at})` : null;
}

/**
 * Looks for whole pages of zeros in the code: sane for padding in some programs, never for a Go program, whose linker fills gaps with traps.
 * Reads the code once, so ask it of Go programs only.
 * @returns the byte in the file where the first such page begins; null for none
 */
export function zeroedCodePage(source: ByteSource, header: ElfHeader): number | null {
  const zeros = Buffer.alloc(PAGE_BYTES);
  for (const { type, flags, offset, fileBytes } of header.segments) {
    if (type !== PT_LOAD || (flags & PF_X) === 0) continue;
    const end = Math.min(offset + fileBytes, source.sizeBytes);
    const step = 256 * PAGE_BYTES;
    for (let from = Math.ceil(offset / PAGE_BYTES) * PAGE_BYTES; from + PAGE_BYTES <= end; from += step) {
      const bytes = source.read(from, Math.min(step, end - from));
      if (bytes.length === 0) return null;
      for (let at = 0; at + PAGE_BYTES <= bytes.length; at += PAGE_BYTES)
        if (bytes[at] === 0 && bytes.compare(zeros, 0, PAGE_BYTES, at, at + PAGE_BYTES) === 0) return from + at;
    }
  }
  return null;
}
