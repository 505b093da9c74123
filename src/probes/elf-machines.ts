// Machines in the words ELF tools use, and what this host calls itself.
import { arch } from 'node:os';

/** e_machine to name: `<elf.h>`, the EM_* constants that Linux runs on. */
const MACHINES: Readonly<Record<number, string>> = {
  2: 'SPARC',
  3: '386',
  4: 'm68k',
  8: 'MIPS',
  15: 'PA-RISC',
  18: 'SPARC32PLUS',
  20: 'PowerPC',
  21: 'PowerPC64',
  22: 'S390',
  40: 'ARM',
  42: 'SuperH',
  43: 'SPARC V9',
  50: 'IA-64',
  62: 'x86-64',
  94: 'Xtensa',
  164: 'Hexagon',
  183: 'AArch64',
  189: 'MicroBlaze',
  195: 'ARC',
  243: 'RISC-V',
  247: 'BPF',
  252: 'C-SKY',
  258: 'LoongArch',
  36902: 'Alpha',
};

export const machineName = (machine: number): string => MACHINES[machine] ?? `machine 0x${machine.toString(16)}`;

/** Node's names of the CPU it was built for, in ELF's words. */
const HOSTS: Readonly<Record<string, string>> = {
  x64: 'x86-64',
  ia32: '386',
  arm64: 'AArch64',
  arm: 'ARM',
  riscv64: 'RISC-V',
  ppc64: 'PowerPC64',
  s390x: 'S390',
  loong64: 'LoongArch',
  mips: 'MIPS',
  mipsel: 'MIPS',
};

/** This machine; null when Node runs on one that is not in the table. */
export const hostMachine = (): string | null => HOSTS[arch()] ?? null;
