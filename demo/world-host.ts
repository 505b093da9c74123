// Looks at this host for what the worlds must know of it.
import { existsSync, readdirSync } from 'node:fs';
import { arch } from 'node:os';
import type { HostAnswers } from '../src/model/answers.ts';
import type { WritableMachine } from './elf-writer.ts';
import { SYSTEM_PATH, type WorldHost } from './world.ts';

const LOADERS = {
  'x86-64': ['/lib64/ld-linux-x86-64.so.2', '/lib/ld-musl-x86_64.so.1'],
  AArch64: ['/lib/ld-linux-aarch64.so.1', '/lib/ld-musl-aarch64.so.1'],
} as const;

/** The name under which qemu registers each machine: binfmt_misc. */
const EMULATORS: readonly (readonly [WritableMachine, string])[] = [
  ['AArch64', 'qemu-aarch64'],
  ['x86-64', 'qemu-x86_64'],
  ['RISC-V', 'qemu-riscv64'],
  ['PowerPC64', 'qemu-ppc64le'],
  ['S390', 'qemu-s390x'],
];

export function worldHost(answers: HostAnswers): WorldHost {
  const machine = arch() === 'x64' ? 'x86-64' : arch() === 'arm64' ? 'AArch64' : null;
  const loaders = LOADERS[machine ?? 'x86-64'];
  const program = (name: string) =>
    SYSTEM_PATH.split(':')
      .map((directory) => `${directory}/${name}`)
      .find(existsSync) ?? null;
  const bash = program('bash');
  const emulated = registered();
  return {
    machine,
    interpreter: machine === null ? null : (loaders.find(existsSync) ?? null),
    // Where a host has both: the one of the Linux Standard Base, which programs of old vendors ask for.
    absentInterpreter: loaders.find((path) => !existsSync(path)) ?? '/lib64/ld-lsb-x86-64.so.3',
    foreignMachine: EMULATORS.find(([name, emulator]) => name !== machine && !emulated.includes(emulator))?.[0] ?? 'S390',
    absentLibrary(names) {
      const isThere = (name: string) => {
        const places = answers.libraryElsewhere(name);
        return places.kind === 'known' && places.value.length > 0;
      };
      return names.find((name) => !isThere(name)) ?? names[0];
    },
    program,
    shell: bash === null ? { name: 'sh', path: '/bin/sh' } : { name: 'bash', path: bash },
  };
}

function registered(): readonly string[] {
  try {
    return readdirSync('/proc/sys/fs/binfmt_misc');
  } catch {
    return [];
  }
}
