// The version of Go that a program was built with, from the program's own file: nothing is run.
import type { ByteSource } from '../probes/bytes.ts';
import { withFileBytes } from '../probes/bytes.ts';
import { type ElfHeader, integersOf, offsetOf, PT_LOAD, readElfHeader } from '../probes/elf-header.ts';
import { versionIn } from './go-version.ts';

const MAGIC = Buffer.from('\xff Go buildinf:', 'latin1');
const PF_W = 2;
/** It stands at the beginning of the data segment, aligned to 16 bytes. */
const SEARCH_BYTES = 64 * 1024;
const ALIGN = 16;

/** @returns `1.26.8`; null for what Go's linker did not make, or is not there @see debug/buildinfo buildinfo.go */
export function builtWith(path: string): string | null {
  try {
    return withFileBytes(path, versionOfProgram);
  } catch {
    return null;
  }
}

function versionOfProgram(source: ByteSource): string | null {
  const header = readElfHeader(source);
  if ('reason' in header) return null;
  // In the first one that may be written to; with an external linker it can be another.
  const segments = header.segments.filter(({ type }) => type === PT_LOAD).sort((a, b) => (b.flags & PF_W) - (a.flags & PF_W));
  for (const { offset, fileBytes } of segments) {
    const bytes = source.read(offset, Math.min(SEARCH_BYTES, fileBytes));
    for (let at = bytes.indexOf(MAGIC); at >= 0; at = bytes.indexOf(MAGIC, at + 1))
      if ((offset + at) % ALIGN === 0) return versionIn(versionText(source, header, offset + at));
  }
  return null;
}

/** Since Go 1.18 the text stands behind the header; before, a pointer to a string header does. */
function versionText(source: ByteSource, header: ElfHeader, at: number): string {
  const head = source.read(at, 32);
  const pointerBytes = head[14] ?? 0;
  if (((head[15] ?? 0) & 2) !== 0) {
    const text = source.read(at + 32, 130);
    const [length, used] = varint(text);
    return text.toString('latin1', used, used + length);
  }
  const { word } = integersOf(header.class, header.littleEndian);
  if (pointerBytes !== (header.class === 64 ? 8 : 4)) return '';
  const string = source.read(offsetOf(header, word(head, 16)), pointerBytes * 2);
  return source.read(offsetOf(header, word(string, 0)), Math.min(128, word(string, pointerBytes))).toString('latin1');
}

/** @see encoding/binary Uvarint */
function varint(bytes: Buffer): [value: number, used: number] {
  let value = 0;
  for (let at = 0; at < Math.min(5, bytes.length); at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return [value, at + 1];
  }
  return [0, 0];
}
