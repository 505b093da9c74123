// `make` runs a script that runs `go build`, and the compiler three processes below can't be executed; each level ends with another status.
import { writeElf } from '../elf-writer.ts';
import { nativeMachine, type World, worldEnv } from '../world.ts';

const COMPILER = 'sdk/go1.24.1/pkg/tool/compile';

export const goBuild: World = {
  name: 'go-build',
  says: '`make` says "Error 1": what failed lies three processes below',
  expects: 'exec/not-executable',
  statuses: [1, 2],
  build(place) {
    // Unpacked by a tool that dropped the x bits; somebody put them back for bin/ alone.
    const compiler = writeElf({ machine: nativeMachine(place.host), program: { prints: 'compile version go1.24.1\n', exits: 0 } });
    place.file(COMPILER, compiler, 0o644);
    place.script(
      'sdk/go1.24.1/bin/go',
      '#!/bin/sh',
      '# Like the go command: runs the compiler and ends with 1 when that fails.',
      'mkdir -p "$HOME/.cache/go-build" || exit 1',
      '"$GOROOT/pkg/tool/compile" -o "$HOME/.cache/go-build/main.a" main.go || { echo "go: build failed" >&2; exit 1; }',
    );
    place.file('work/main.go', 'package main\n\nfunc main() {}\n');
    place.script('work/scripts/build.sh', '#!/bin/sh', 'set -e', 'test -f main.go', 'go build -o bin/app .', 'echo built');
    place.file('work/Makefile', 'build:\n\t./scripts/build.sh\n');
    return {
      subject: place.at(COMPILER),
      argv: place.host.program('make') === null ? ['sh', '-c', './scripts/build.sh'] : ['make', 'build'],
      cwd: place.at('work'),
      env: worldEnv(place, ['sdk/go1.24.1/bin'], { GOROOT: place.at('sdk/go1.24.1') }),
    };
  },
};
