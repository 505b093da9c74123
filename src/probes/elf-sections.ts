// The section headers of an ELF file, by name. Nothing of them is needed to run it: stripped and packed files have none.
import type { ByteSource } from './bytes.ts';
import { readText } from './elf-dynamic.ts';
import { type ElfHeader, integersOf } from './elf-header.ts';

/** Offsets and sizes in bytes of the file. */
export interface Section {
  readonly name: string;
  readonly type: number;
  readonly offset: number;
  readonly sizeBytes: number;
  /** Index of the section that it goes with: of a symbol table, its strings. */
  readonly link: number;
}

const SECTIONS_MOST = 512;
/** Takes no room in the file: `<elf.h>`. */
export const SHT_NOBITS = 8;

/** @returns in the order of their index; [] without section headers @see elf(5), "Section header" */
export function readSections(source: ByteSource, header: ElfHeader): readonly Section[] {
  const { u32, word } = integersOf(header.class, header.littleEndian);
  const { offset, entryBytes, count, names } = header.sectionHeaders;
  const wide = header.class === 64;
  if (offset === 0 || entryBytes !== (wide ? 64 : 40)) return [];
  const table = source.read(offset, Math.min(count, SECTIONS_MOST) * entryBytes);
  const stringsAt = word(table, names * entryBytes + (wide ? 24 : 16));
  return Array.from({ length: Math.floor(table.length / entryBytes) }, (_, index) => {
    const at = index * entryBytes;
    return {
      name: readText(source, stringsAt + u32(table, at)) ?? '',
      type: u32(table, at + 4),
      offset: word(table, at + (wide ? 24 : 16)),
      sizeBytes: word(table, at + (wide ? 32 : 20)),
      link: u32(table, at + (wide ? 40 : 24)),
    };
  });
}
