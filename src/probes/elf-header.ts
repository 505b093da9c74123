// The ELF header and its program headers: elf(5), System V ABI, Linux's fs/binfmt_elf.c.
import type { ByteSource } from './bytes.ts';

/** Values that the rest needs, by the names of `<elf.h>`. */
export const ET_REL = 1;
export const ET_EXEC = 2;
export const ET_DYN = 3;
export const ET_CORE = 4;
export const PT_NULL = 0;
export const PT_LOAD = 1;
export const PT_DYNAMIC = 2;
export const PT_INTERP = 3;
export const PT_NOTE = 4;
export const PF_X = 1;

/** The kernel refuses more than 64 KiB of program headers (fs/binfmt_elf.c, load_elf_phdrs). */
const PROGRAM_HEADERS_MOST_BYTES = 65_536;
/** e_phnum when the real count stands in the first section header (PN_XNUM). */
const PN_XNUM = 0xffff;

/** One program header. Offsets and sizes in bytes of the file. */
export interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  readonly fileBytes: number;
  readonly memoryBytes: number;
}

export interface ElfHeader {
  readonly class: 32 | 64;
  readonly littleEndian: boolean;
  readonly machine: number;
  readonly type: number;
  readonly entry: number;
  readonly programHeaders: { readonly offset: number; readonly entryBytes: number; readonly count: number };
  readonly sectionHeaders: { readonly offset: number; readonly entryBytes: number; readonly count: number; readonly names: number };
  readonly segments: readonly Segment[];
}

/** Integers of the file's own byte order and class; 0 where the buffer ends before. */
export interface Integers {
  u16(bytes: Buffer, at: number): number;
  u32(bytes: Buffer, at: number): number;
  /** An address or offset: 4 or 8 bytes by class. Values beyond 2^53 lose their last digits; they lie outside every file. */
  word(bytes: Buffer, at: number): number;
  readonly wordBytes: 4 | 8;
}

export function integersOf(elfClass: 32 | 64, littleEndian: boolean): Integers {
  const fits = (bytes: Buffer, at: number, length: number) => at >= 0 && at + length <= bytes.length;
  const u16 = (bytes: Buffer, at: number) => (!fits(bytes, at, 2) ? 0 : littleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (bytes: Buffer, at: number) => (!fits(bytes, at, 4) ? 0 : littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const u64 = (bytes: Buffer, at: number) =>
    littleEndian ? u32(bytes, at) + u32(bytes, at + 4) * 2 ** 32 : u32(bytes, at) * 2 ** 32 + u32(bytes, at + 4);
  return elfClass === 64 ? { u16, u32, word: u64, wordBytes: 8 } : { u16, u32, word: u32, wordBytes: 4 };
}

/** Reads the header, or says why it is none. Only e_ident and sizes are judged here; see elf-damage.ts for the rest. */
export function readElfHeader(source: ByteSource): ElfHeader | { readonly reason: string } {
  const head = source.read(0, 64);
  if (head.length < 16) return { reason: `is ${source.sizeBytes} bytes long, shorter than an ELF header` };
  const [classByte, dataByte] = [head[4], head[5]];
  if (classByte !== 1 && classByte !== 2) return { reason: `has the unknown ELF class ${classByte}` };
  if (dataByte !== 1 && dataByte !== 2) return { reason: `has the unknown byte order ${dataByte}` };
  const wide = classByte === 2;
  if (head.length < (wide ? 64 : 52)) return { reason: `is ${source.sizeBytes} bytes long, shorter than an ELF header` };
  const { u16, u32, word } = integersOf(wide ? 64 : 32, dataByte === 1);
  const base = {
    class: wide ? (64 as const) : (32 as const),
    littleEndian: dataByte === 1,
    type: u16(head, 16),
    machine: u16(head, 18),
    entry: word(head, 24),
  };
  const tail = wide ? 52 : 40; // e_ehsize
  const sectionHeaders = {
    offset: word(head, wide ? 40 : 32),
    entryBytes: u16(head, tail + 6),
    count: u16(head, tail + 8),
    names: u16(head, tail + 10),
  };
  const shown = u16(head, tail + 4);
  const count = shown === PN_XNUM ? u32(source.read(sectionHeaders.offset, 64), wide ? 44 : 28) : shown;
  const programHeaders = { offset: word(head, wide ? 32 : 28), entryBytes: u16(head, tail + 2), count };
  return { ...base, programHeaders, sectionHeaders, segments: readSegments(source, base, programHeaders) };
}

function readSegments(source: ByteSource, base: Pick<ElfHeader, 'class' | 'littleEndian'>, table: ElfHeader['programHeaders']): Segment[] {
  const { u32, word } = integersOf(base.class, base.littleEndian);
  const wide = base.class === 64;
  const entryBytes = wide ? 56 : 32;
  // The kernel takes only its own size (ENOEXEC otherwise), and so does ld.so.
  if (table.entryBytes !== entryBytes) return [];
  const bytes = source.read(table.offset, Math.min(table.count * entryBytes, PROGRAM_HEADERS_MOST_BYTES));
  return Array.from({ length: Math.floor(bytes.length / entryBytes) }, (_, index) => {
    const at = index * entryBytes;
    return wide
      ? {
          type: u32(bytes, at),
          flags: u32(bytes, at + 4),
          offset: word(bytes, at + 8),
          address: word(bytes, at + 16),
          fileBytes: word(bytes, at + 32),
          memoryBytes: word(bytes, at + 40),
        }
      : {
          type: u32(bytes, at),
          offset: u32(bytes, at + 4),
          address: u32(bytes, at + 8),
          fileBytes: u32(bytes, at + 16),
          memoryBytes: u32(bytes, at + 20),
          flags: u32(bytes, at + 24),
        };
  });
}

/** File offset of a virtual address; -1 when no segment holds it. */
export function offsetOf(header: ElfHeader, address: number): number {
  for (const { type, address: from, fileBytes, offset } of header.segments)
    if (type === PT_LOAD && address >= from && address < from + fileBytes) return offset + (address - from);
  return -1;
}
