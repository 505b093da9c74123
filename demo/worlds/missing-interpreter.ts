// A program for another C library: the file is there, its ELF interpreter is not, and execve says ENOENT.
import { writeElf } from '../elf-writer.ts';
import { nativeMachine, type World, worldEnv } from '../world.ts';

export const missingInterpreter: World = {
  name: 'missing-interpreter',
  says: '"No such file or directory" for a file that exists',
  expects: 'exec/missing-elf-interpreter',
  statuses: [126, 127],
  build(place) {
    const interpreter = place.host.absentInterpreter;
    const program = { prints: 'gofumpt v0.7.0\n', exits: 0 };
    place.file('tools/bin/gofumpt', writeElf({ machine: nativeMachine(place.host), interpreter, needed: [], program }), 0o755);
    place.file('work/main.go', 'package main\n\nfunc main() {}\n');
    return {
      subject: interpreter,
      argv: [place.host.shell.name, '-c', 'gofumpt -l .'],
      cwd: place.at('work'),
      env: worldEnv(place, ['tools/bin']),
    };
  },
};
