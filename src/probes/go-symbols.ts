// Which functions a Go program has: by its symbol table, or by the runtime's own table of functions, which stripping leaves.
import type { ByteSource } from './bytes.ts';
import { type ElfHeader, integersOf, PT_LOAD } from './elf-header.ts';
import { readSections, SHT_NOBITS } from './elf-sections.ts';

/** First word of the table by release. @see internal/abi/symtab.go, PCLnTabMagic: 1.16, 1.18, 1.20 */
const MAGICS = [0xfffffffa, 0xfffffff0, 0xfffffff1];
const STEP_BYTES = 1024 * 1024;
/** Of names alone, the biggest programs have some megabytes. */
const NAMES_MOST_BYTES = 32 * 1024 * 1024;

export interface GoFunctions {
  readonly from: '.symtab' | 'pclntab';
  has(name: string): boolean;
}

/** @returns null where neither table is found */
export const goFunctions = (source: ByteSource, header: ElfHeader): GoFunctions | null => fromSymbols(source, header) ?? fromPclntab(source, header);

function fromSymbols(source: ByteSource, header: ElfHeader): GoFunctions | null {
  const sections = readSections(source, header);
  const symbols = sections.find(({ name, type }) => name === '.symtab' && type !== SHT_NOBITS);
  const strings = symbols === undefined ? undefined : sections[symbols.link];
  if (strings === undefined) return null;
  return namesIn('.symtab', wholeOf(source, strings.offset, strings.sizeBytes));
}

/** pcHeader of runtime/symtab.go: magic, 0, 0, the least size of an instruction, the size of a pointer, then words; the fourth is where the names begin, the fifth where they end. */
function fromPclntab(source: ByteSource, header: ElfHeader): GoFunctions | null {
  const { word, wordBytes } = integersOf(header.class, header.littleEndian);
  const at = pclntabAt(source, header);
  if (at === null) return null;
  const head = source.read(at, 8 + 8 * wordBytes);
  // Without textStart, which came with 1.18, the words stand one place before.
  const first = integersOf(header.class, header.littleEndian).u32(head, 0) === MAGICS[0] ? 2 : 3;
  const from = word(head, 8 + first * wordBytes);
  const to = word(head, 8 + (first + 1) * wordBytes);
  return to > from ? namesIn('pclntab', wholeOf(source, at + from, to - from)) : null;
}

function pclntabAt(source: ByteSource, header: ElfHeader): number | null {
  const section = readSections(source, header).find(({ name, type }) => /\.gopclntab$/.test(name) && type !== SHT_NOBITS);
  if (section !== undefined && isPclntab(source.read(section.offset, 8), 0, header)) return section.offset;
  for (const { type, offset, fileBytes } of header.segments) {
    if (type !== PT_LOAD) continue;
    // It is aligned to at least 16 bytes; steps overlap by a head.
    for (let from = offset; from < offset + fileBytes; from += STEP_BYTES) {
      const bytes = source.read(from, Math.min(STEP_BYTES + 8, offset + fileBytes - from));
      // A broken segment may say that it is endless; the file is not.
      if (bytes.length === 0) break;
      for (let at = 0; at + 8 <= bytes.length; at += 16) if (isPclntab(bytes, at, header)) return from + at;
    }
  }
  return null;
}

function isPclntab(bytes: Buffer, at: number, header: ElfHeader): boolean {
  const { u32, wordBytes } = integersOf(header.class, header.littleEndian);
  const [least = 0] = bytes.subarray(at + 6, at + 7);
  return MAGICS.includes(u32(bytes, at)) && bytes[at + 4] === 0 && bytes[at + 5] === 0 && [1, 2, 4].includes(least) && bytes[at + 7] === wordBytes;
}

function namesIn(from: GoFunctions['from'], names: Buffer | null): GoFunctions | null {
  if (names === null) return null;
  return { from, has: (name) => names.includes(`\0${name}\0`) || names.subarray(0, name.length + 1).equals(Buffer.from(`${name}\0`)) };
}

/** Single reads of a source are short. @returns null where it can't be had whole: then nothing can be said to be missing */
function wholeOf(source: ByteSource, offset: number, sizeBytes: number): Buffer | null {
  if (sizeBytes > NAMES_MOST_BYTES) return null;
  const pieces: Buffer[] = [];
  for (let at = 0; at < sizeBytes; ) {
    const bytes = source.read(offset + at, sizeBytes - at);
    if (bytes.length === 0) return null;
    pieces.push(bytes);
    at += bytes.length;
  }
  return Buffer.concat(pieces);
}
