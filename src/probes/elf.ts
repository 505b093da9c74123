// Facts about an ELF file, read from its own bytes: what it is, what it asks of the loader, and what is wrong with it.
import type { ElfFacts } from '../model/answers.ts';
import { type ByteSource, withFileBytes } from './bytes.ts';
import { elfDamage, zeroedCodePage } from './elf-damage.ts';
import { type DynamicFacts, readDynamic, readText } from './elf-dynamic.ts';
import { isGo } from './elf-go.ts';
import { type ElfHeader, ET_CORE, ET_DYN, ET_EXEC, ET_REL, PT_DYNAMIC, PT_INTERP, readElfHeader } from './elf-header.ts';
import { machineName } from './elf-machines.ts';

/** What the loader needs to know beside the facts that people are shown. */
export interface Elf extends ElfFacts {
  readonly noDefaultLibraries: DynamicFacts['noDefaultLibraries'];
  /** True when nothing has to be linked at start: no interpreter and no library needed (also static-pie). */
  readonly isStatic: boolean;
  /** Its segments are all in the file. */
  readonly isLoadable: boolean;
}

export type ElfReading = { readonly kind: 'elf'; readonly elf: Elf } | { readonly kind: 'bad-elf'; readonly reason: string };

const TYPES: Readonly<Record<number, ElfFacts['type']>> = { [ET_REL]: 'REL', [ET_EXEC]: 'EXEC', [ET_DYN]: 'DYN', [ET_CORE]: 'CORE' };

/**
 * Reads an ELF file of either class and byte order. Never throws for what is in the file.
 * @returns null when it does not begin with `\x7fELF`
 * @see elf(5); System V ABI, chapter 5; `<elf.h>` of glibc
 */
export function readElf(source: ByteSource): ElfReading | null {
  if (source.read(0, 4).toString('latin1') !== '\x7fELF') return null;
  const header = readElfHeader(source);
  if ('reason' in header) return { kind: 'bad-elf', reason: header.reason };
  const dynamic = readDynamic(source, header);
  const damage = elfDamage(source, header);
  const go = isGo(source, header);
  const interpreter = readInterpreter(source, header);
  return {
    kind: 'elf',
    elf: {
      class: header.class,
      machine: machineName(header.machine),
      littleEndian: header.littleEndian,
      type: TYPES[header.type] ?? 'other',
      interpreter,
      ...dynamic,
      damage: damage?.says ?? (go ? zeroedGoCode(source, header) : null),
      isGo: go,
      isLoadable: damage?.preventsLoading !== true,
      isStatic: interpreter === null && dynamic.needed.length === 0 && (header.type === ET_EXEC || hasNoSoname(header, dynamic)),
    },
  };
}

/** {@link readElf} of a file; null when it is no ELF file or no regular file. @throws the system's error when it can't be read */
export const readElfFile = (path: string | Buffer): ElfReading | null => withFileBytes(path, readElf);

function readInterpreter(source: ByteSource, { segments }: ElfHeader): string | null {
  const segment = segments.find(({ type }) => type === PT_INTERP);
  return segment === undefined ? null : readText(source, segment.offset);
}

/** A library without libraries of its own is no static program. */
const hasNoSoname = (header: ElfHeader, { soname }: DynamicFacts) =>
  soname === null && header.entry !== 0 && header.segments.some(({ type }) => type === PT_DYNAMIC);

function zeroedGoCode(source: ByteSource, header: ElfHeader): string | null {
  const at = zeroedCodePage(source, header);
  return at === null ? null : `has a page of zeros in its code (byte ${at})`;
}
