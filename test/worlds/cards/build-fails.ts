// Worlds of the card build-fails: a directory for temporary files that is gone, and a compiler that lost its mode.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { WorldPlace } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';
import { goEnv, realGoroot } from '../real-go.ts';

function smallProgram(place: WorldPlace): void {
  place.file('work/go.mod', 'module example.com/app\n\ngo 1.20\n');
  place.file('work/main.go', 'package main\n\nfunc main() { println("built") }\n');
}

const temporaryGone: CardWorld = {
  card: 'build-fails',
  name: 'gotmpdir-gone',
  says: 'go build ends at once: the directory for its temporary files was cleaned away',
  expects: 'go/tmpdir-missing-or-full',
  statuses: [1, 2],
  mends: 'Make the directory',
  build(place) {
    smallProgram(place);
    place.folder('scratch');
    return {
      subject: place.at('scratch/go'),
      argv: ['go', 'build', '-o', '/dev/null', '.'],
      cwd: place.at('work'),
      env: goEnv(place, realGoroot(), { GOTMPDIR: place.at('scratch/go') }),
    };
  },
};

const compilerWithoutX: CardWorld = {
  card: 'build-fails',
  name: 'compiler-without-x',
  says: 'make fails: the Go tree was unpacked by something that forgot the mode of one tool',
  expects: 'exec/not-executable',
  statuses: [1, 2],
  mends: 'executable',
  build(place) {
    const goroot = realGoroot();
    smallProgram(place);
    for (const name of ['src', 'VERSION', 'go.env', 'lib', 'pkg/include']) place.link(`go/${name}`, join(goroot, name));
    const [platform = ''] = readdirSync(join(goroot, 'pkg/tool'));
    for (const tool of readdirSync(join(goroot, 'pkg/tool', platform)))
      if (tool !== 'compile') place.link(`go/pkg/tool/${platform}/${tool}`, join(goroot, 'pkg/tool', platform, tool));
    const compile = `go/pkg/tool/${platform}/compile`;
    place.file(compile, `#!/bin/sh\nexec ${join(goroot, 'pkg/tool', platform, 'compile')} "$@"\n`, 0o644);
    place.file('work/Makefile', 'build:\n\tgo build -o /dev/null .\n');
    return {
      subject: place.at(compile),
      argv: place.host.program('make') === null ? ['go', 'build', '-o', '/dev/null', '.'] : ['make'],
      cwd: place.at('work'),
      env: goEnv(place, goroot, { GOROOT: place.at('go') }),
    };
  },
};

export const buildFailsWorlds: readonly CardWorld[] = [temporaryGone, compilerWithoutX];
