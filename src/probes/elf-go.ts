// Whether the Go linker made an ELF file.
import type { ByteSource } from './bytes.ts';
import { readText } from './elf-dynamic.ts';
import { type ElfHeader, integersOf, PT_NOTE } from './elf-header.ts';

/** Notes of a program are short; a broken size can't make us read more. */
const NOTES_MOST_BYTES = 16 * 1024;
const SECTIONS_MOST = 512;
/** Note type of the build id: cmd/link/internal/ld/elf.go, ELF_NOTE_GOBUILDID_TAG, under the name `Go\0\0`. */
const GO_BUILD_ID = 4;

/** By the note that holds the build id (kept by strip), else by the section of the build information. */
export function isGo(source: ByteSource, header: ElfHeader): boolean {
  return hasGoNote(source, header) || hasGoSection(source, header);
}

function hasGoNote(source: ByteSource, header: ElfHeader): boolean {
  const { u32 } = integersOf(header.class, header.littleEndian);
  const aligned = (size: number) => Math.ceil(size / 4) * 4;
  return header.segments
    .filter(({ type }) => type === PT_NOTE)
    .some(({ offset, fileBytes }) => {
      const bytes = source.read(offset, Math.min(fileBytes, NOTES_MOST_BYTES));
      for (let at = 0; at + 12 <= bytes.length; at += 12 + aligned(u32(bytes, at)) + aligned(u32(bytes, at + 4)))
        if (u32(bytes, at + 8) === GO_BUILD_ID && bytes.toString('latin1', at + 12, at + 16) === 'Go\0\0') return true;
      return false;
    });
}

function hasGoSection(source: ByteSource, header: ElfHeader): boolean {
  const { u32, word } = integersOf(header.class, header.littleEndian);
  const { offset, entryBytes, count, names } = header.sectionHeaders;
  if (offset === 0 || entryBytes !== (header.class === 64 ? 64 : 40)) return false;
  const table = source.read(offset, Math.min(count, SECTIONS_MOST) * entryBytes);
  const stringsAt = word(table, names * entryBytes + (header.class === 64 ? 24 : 16));
  for (let at = 0; at + entryBytes <= table.length; at += entryBytes) {
    const name = readText(source, stringsAt + u32(table, at));
    if (name === '.go.buildinfo' || name === '.note.go.buildid') return true;
  }
  return false;
}
