// ELF files as they should be, small and of several machines: what tests spoil.
import { writeElf } from '../../demo/elf-writer.ts';

export const SANE_ELFS = [
  writeElf({
    machine: 'x86-64',
    interpreter: '/lib64/ld.so',
    needed: ['liba.so', 'libb.so'],
    runpath: '$ORIGIN',
    program: { prints: 'x', exits: 0 },
    goBuildId: 'id',
  }),
  writeElf({ machine: 'i386', soname: 'libc.so', needed: ['liba.so'], rpath: '/a:/b' }),
  writeElf({ machine: 'AArch64', program: { prints: 'x', exits: 0 } }),
] as const;

/** So much of a file may be read, also of one that says it is endless. */
export const MOST_READ_BYTES = 8 << 20;
