// Writes small ELF files byte by byte, so that broken worlds need no compiler: programs that print and exit, libraries, files for other machines.
import { machineCode, type ProgramMachine } from './machine-code.ts';

/** e_machine of `<elf.h>` and the class each is written in. */
const MACHINES = {
  'x86-64': { id: 62, class: 64 },
  AArch64: { id: 183, class: 64 },
  'RISC-V': { id: 243, class: 64 },
  PowerPC64: { id: 21, class: 64 },
  S390: { id: 22, class: 64 },
  i386: { id: 3, class: 32 },
  ARM: { id: 40, class: 32 },
} as const;

export type WritableMachine = keyof typeof MACHINES;

export interface ElfRecipe {
  readonly machine: WritableMachine;
  /** What it does when it runs; without it there is no code (libraries, files for other machines). */
  readonly program?: { readonly prints: string; readonly exits: number };
  /** PT_INTERP. A file with an interpreter, libraries or a soname is dynamic (ET_DYN), others are static (ET_EXEC). */
  readonly interpreter?: string;
  readonly needed?: readonly string[];
  readonly soname?: string;
  readonly runpath?: string;
  readonly rpath?: string;
  /** Adds the note by which Go programs are known. */
  readonly goBuildId?: string;
}

const PT = { LOAD: 1, DYNAMIC: 2, INTERP: 3, NOTE: 4, PHDR: 6, GNU_STACK: 0x6474e551 } as const;
const DT = { NEEDED: 1, HASH: 4, STRTAB: 5, SYMTAB: 6, STRSZ: 10, SYMENT: 11, SONAME: 14, RPATH: 15, RUNPATH: 29 } as const;
/** The largest page of the machines above: segments that far apart never share one. */
const PAGE_BYTES = 0x10000;

/** The bytes of the file, little endian. Everything is in one page, which is mapped twice: to run, and to write (the loader changes its tables). */
export function writeElf(recipe: ElfRecipe): Buffer {
  const { id, class: elfClass } = MACHINES[recipe.machine];
  const word = elfClass / 8;
  const isDynamic = recipe.interpreter !== undefined || recipe.needed !== undefined || recipe.soname !== undefined;
  const base = isDynamic ? 0 : 0x400000;
  const integer = (value: number, bytes: number) => {
    const out = Buffer.alloc(bytes);
    out.writeUIntLE(value, 0, Math.min(bytes, 6));
    return out;
  };
  const words = (...values: number[]) => Buffer.concat(values.map((value) => integer(value, word)));

  // Offsets are needed in the header and are known only behind it: sizes first.
  const strings = stringTable([...(recipe.needed ?? []), ...[recipe.soname, recipe.runpath, recipe.rpath].filter((text) => text !== undefined)]);
  const interpreter = Buffer.from(recipe.interpreter === undefined ? '' : `${recipe.interpreter}\0`);
  const note = recipe.goBuildId === undefined ? Buffer.alloc(0) : goNote(recipe.goBuildId);
  const segmentCount = 2 + (isDynamic ? 2 : 0) + (interpreter.length > 0 ? 2 : 0) + (note.length > 0 ? 1 : 0);
  const headerBytes = elfClass === 64 ? 64 : 52;
  const segmentBytes = elfClass === 64 ? 56 : 32;
  const place = placer(headerBytes + segmentCount * segmentBytes);
  const at = {
    interpreter: place(interpreter.length),
    note: place(note.length),
    strings: place(strings.bytes.length),
    symbols: place(elfClass === 64 ? 24 : 16),
    hash: place(16),
    code: place(256),
    dynamic: place(isDynamic ? 16 * 2 * word : 0),
  };
  const end = at.dynamic + (isDynamic ? 16 * 2 * word : 0);

  const segment = (type: number, flags: number, offset: number, address: number, size: number, align: number) =>
    elfClass === 64
      ? Buffer.concat([integer(type, 4), integer(flags, 4), words(offset, address, address, size, size, align)])
      : Buffer.concat([words(type, offset, address, address, size, size, flags, align)]);
  const [read, write, execute] = [4, 2, 1];
  const tableBytes = segmentCount * segmentBytes;
  const segments = [
    ...(interpreter.length > 0
      ? [
          // From this one the loader learns where the program lies.
          segment(PT.PHDR, read, headerBytes, base + headerBytes, tableBytes, word),
          segment(PT.INTERP, read, at.interpreter, base + at.interpreter, interpreter.length, 1),
        ]
      : []),
    segment(PT.LOAD, read | execute, 0, base, at.dynamic, PAGE_BYTES),
    ...(isDynamic
      ? [
          segment(PT.LOAD, read | write, at.dynamic, PAGE_BYTES + at.dynamic, end - at.dynamic, PAGE_BYTES),
          segment(PT.DYNAMIC, read | write, at.dynamic, PAGE_BYTES + at.dynamic, end - at.dynamic, word),
        ]
      : []),
    ...(note.length > 0 ? [segment(PT.NOTE, read, at.note, base + at.note, note.length, 4)] : []),
    segment(PT.GNU_STACK, read | write, 0, 0, 0, 16),
  ];
  const dynamic = [
    ...(recipe.needed ?? []).map((name) => words(DT.NEEDED, strings.at(name))),
    ...(recipe.soname === undefined ? [] : [words(DT.SONAME, strings.at(recipe.soname))]),
    ...(recipe.runpath === undefined ? [] : [words(DT.RUNPATH, strings.at(recipe.runpath))]),
    ...(recipe.rpath === undefined ? [] : [words(DT.RPATH, strings.at(recipe.rpath))]),
    words(DT.HASH, at.hash),
    words(DT.STRTAB, at.strings),
    words(DT.SYMTAB, at.symbols),
    words(DT.STRSZ, strings.bytes.length),
    words(DT.SYMENT, elfClass === 64 ? 24 : 16),
  ];
  const header = Buffer.concat([
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, word / 4, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    integer(isDynamic ? 3 : 2, 2),
    integer(id, 2),
    integer(1, 4),
    words(recipe.program === undefined && isDynamic ? 0 : base + at.code, headerBytes, 0),
    integer(0, 4),
    ...[headerBytes, segmentBytes, segmentCount, 0, 0, 0].map((value) => integer(value, 2)),
  ]);

  const file = Buffer.alloc(end);
  const put = (bytes: Buffer, offset: number) => bytes.copy(file, offset);
  put(Buffer.concat([header, ...segments]), 0);
  put(interpreter, at.interpreter);
  put(note, at.note);
  put(strings.bytes, at.strings);
  // One bucket, one symbol: the empty one that every table begins with.
  put(Buffer.concat([integer(1, 4), integer(1, 4)]), at.hash);
  if (recipe.program !== undefined) put(machineCode(recipe.machine as ProgramMachine, recipe.program), at.code);
  if (isDynamic) put(Buffer.concat(dynamic), at.dynamic);
  return file;
}

/** Hands out places, one behind the other, aligned to 16 bytes. */
function placer(from: number): (size: number) => number {
  let next = from;
  return (size) => {
    const at = Math.ceil(next / 16) * 16;
    next = at + size;
    return at;
  };
}

function stringTable(texts: readonly string[]): { bytes: Buffer; at(text: string): number } {
  const bytes = Buffer.from(`\0${texts.map((text) => `${text}\0`).join('')}`);
  return { bytes, at: (text) => bytes.indexOf(`\0${text}\0`) + 1 };
}

/** ELF note `Go`, type 4: cmd/link/internal/ld/elf.go. */
function goNote(buildId: string): Buffer {
  const text = Buffer.from(buildId);
  const padded = Buffer.alloc(Math.ceil(text.length / 4) * 4);
  text.copy(padded);
  const head = Buffer.alloc(12);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(text.length, 4);
  head.writeUInt32LE(4, 8);
  return Buffer.concat([head, Buffer.from('Go\0\0'), padded]);
}
