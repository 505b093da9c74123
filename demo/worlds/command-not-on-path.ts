// PATH names the directory of Go instead of its bin: bash finds no `go` in any of them.
import { writeElf } from '../elf-writer.ts';
import { nativeMachine, type World } from '../world.ts';

export const commandNotOnPath: World = {
  name: 'command-not-on-path',
  says: 'go is installed, and yet: "go: command not found"',
  expects: 'exec/not-on-path',
  statuses: [127],
  build(place) {
    const { name, path } = place.host.shell;
    const machine = nativeMachine(place.host);
    place.file('usr/local/go/bin/go', writeElf({ machine, program: { prints: 'go version go1.24.1 linux\n', exits: 0 } }), 0o755);
    place.file('usr/local/go/VERSION', 'go1.24.1\n');
    place.script('home/dev/go/bin/gopls', '#!/bin/sh', 'echo gopls v0.18.1');
    place.folder('home/dev/.local/bin');
    place.folder('usr/local/bin');
    place.link(`bin/${name}`, path);
    const directories = ['home/dev/.local/bin', 'home/dev/go/bin', 'usr/local/go', 'usr/local/bin', 'bin'];
    return {
      subject: 'go',
      argv: [name, '-c', 'go version'],
      cwd: place.at('home/dev'),
      env: { PATH: directories.map(place.at).join(':'), HOME: place.at('home/dev'), LANG: 'C.UTF-8' },
    };
  },
};
