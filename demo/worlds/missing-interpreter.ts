// A program for another C library: the file is there, its ELF interpreter is not, and execve says ENOENT.
import { createHash } from 'node:crypto';
import { writeElf } from '../elf-writer.ts';
import { nativeMachine, type World, worldEnv } from '../world.ts';

export const missingInterpreter: World = {
  name: 'missing-interpreter',
  says: '"No such file or directory" for a download whose checksum is right',
  expects: 'exec/missing-elf-interpreter',
  statuses: [126, 127],
  build(place) {
    const interpreter = place.host.absentInterpreter;
    const program = { prints: 'gofumpt v0.7.0\n', exits: 0 };
    const bytes = writeElf({ machine: nativeMachine(place.host), interpreter, needed: [], program });
    place.file('tools/bin/gofumpt', bytes, 0o755);
    place.file('work/SHA256SUMS', `${createHash('sha256').update(bytes).digest('hex')}  ../tools/bin/gofumpt\n`);
    place.file('work/main.go', 'package main\n\nfunc main() {}\n');
    return {
      subject: interpreter,
      argv: [place.host.shell.name, '-c', 'sha256sum -c SHA256SUMS && gofumpt -l .'],
      cwd: place.at('work'),
      env: worldEnv(place, ['tools/bin']),
    };
  },
};
