// What the Go linker leaves in an ELF file: the note with its build id, and the section with its build information.
import type { ByteSource } from './bytes.ts';
import { type ElfHeader, integersOf, PT_NOTE } from './elf-header.ts';
import { readSections } from './elf-sections.ts';

/** Notes of a program are short; a broken size can't make us read more. */
const NOTES_MOST_BYTES = 16 * 1024;
/** Note type of the build id: cmd/link/internal/ld/elf.go, ELF_NOTE_GOBUILDID_TAG, under the name `Go\0\0`. */
const GO_BUILD_ID = 4;
/** NT_GNU_BUILD_ID of `<elf.h>`, under the name `GNU\0`. */
const GNU_BUILD_ID = 3;

/** By the note that holds the build id (kept by strip), else by the section of the build information. */
export const isGo = (source: ByteSource, header: ElfHeader): boolean =>
  noteOf(source, header, 'Go\0\0', GO_BUILD_ID) !== null || hasGoSection(source, header);

/** `actionID/…/contentID` of a Go program; null without one. @see cmd/go/internal/work/buildid.go */
export const goBuildId = (source: ByteSource, header: ElfHeader): string | null =>
  noteOf(source, header, 'Go\0\0', GO_BUILD_ID)?.value.toString('latin1') ?? null;

/** The id that GNU's linker makes, and Go's since 1.24: its value, and where in the file it stands. Go's linker gives it a section and no segment of notes. */
export function gnuBuildId(source: ByteSource, header: ElfHeader): { readonly value: Buffer; readonly offset: number } | null {
  const section = readSections(source, header).find(({ name, sizeBytes }) => name === '.note.gnu.build-id' && sizeBytes > GNU_NOTE_HEAD_BYTES);
  if (section === undefined) return noteOf(source, header, 'GNU\0', GNU_BUILD_ID);
  const offset = section.offset + GNU_NOTE_HEAD_BYTES;
  return { value: source.read(offset, Math.min(section.sizeBytes - GNU_NOTE_HEAD_BYTES, NOTES_MOST_BYTES)), offset };
}

/** Three words and `GNU\0`. */
const GNU_NOTE_HEAD_BYTES = 16;

/** A note of the loaded segments: namesz, descsz, type, name, value, each padded to four bytes. */
function noteOf(source: ByteSource, header: ElfHeader, name: string, type: number): { value: Buffer; offset: number } | null {
  const { u32 } = integersOf(header.class, header.littleEndian);
  const aligned = (size: number) => Math.ceil(size / 4) * 4;
  for (const segment of header.segments.filter((one) => one.type === PT_NOTE)) {
    const bytes = source.read(segment.offset, Math.min(segment.fileBytes, NOTES_MOST_BYTES));
    for (let at = 0; at + 12 <= bytes.length; ) {
      const [nameBytes, valueBytes] = [u32(bytes, at), u32(bytes, at + 4)];
      const value = at + 12 + aligned(nameBytes);
      if (u32(bytes, at + 8) === type && bytes.toString('latin1', at + 12, at + 12 + nameBytes) === name)
        return { value: bytes.subarray(value, value + valueBytes), offset: segment.offset + value };
      at = value + aligned(valueBytes);
    }
  }
  return null;
}

const hasGoSection = (source: ByteSource, header: ElfHeader): boolean =>
  readSections(source, header).some(({ name }) => name === '.go.buildinfo' || name === '.note.go.buildid');
