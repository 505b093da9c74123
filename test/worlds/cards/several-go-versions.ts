// Worlds of the card several-go-versions: an old Go before a new one in PATH, and a version that go env -w asked for long ago.
import { writeElf } from '../../../demo/elf-writer.ts';
import { nativeMachine, type WorldPlace, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';
import { goEnv, realGoroot, withoutVariable } from '../real-go.ts';

/** A tree with a go command that can say its version. */
function tree(place: WorldPlace, path: string, version: string): void {
  place.folder(`${path}/pkg/tool/linux_amd64`);
  place.file(`${path}/VERSION`, `go${version}\ntime 2024-03-01T00:00:00Z\n`);
  place.file(
    `${path}/bin/go`,
    writeElf({ machine: nativeMachine(place.host), program: { prints: `go version go${version} linux/amd64\n`, exits: 0 } }),
    0o755,
  );
}

const olderFirst: CardWorld = {
  card: 'several-go-versions',
  name: 'older-go-first',
  says: '`go version` says 1.19.4, although 1.24.1 was installed last week',
  expects: 'exec/shadowed',
  statuses: [0],
  mends: 'Put ',
  answers: { wanted: ['1'] },
  build(place) {
    tree(place, 'usr/lib/go-1.19', '1.19.4');
    tree(place, 'opt/go1.24.1', '1.24.1');
    // As a distribution has it: the command is a link into the tree.
    place.link('usr/bin/go', '../lib/go-1.19/bin/go');
    return {
      subject: place.at('usr/bin/go'),
      argv: ['go', 'version'],
      cwd: place.directory,
      env: worldEnv(place, ['usr/bin', 'opt/go1.24.1/bin']),
    };
  },
};

/** The second go in PATH, the wrong track, is the same release. */
const forgottenToolchain: CardWorld = {
  card: 'several-go-versions',
  name: 'forgotten-toolchain',
  says: 'go wants a toolchain that nobody asked for; two go commands lie in PATH, and neither is at fault',
  expects: 'go/env-file-override',
  statuses: [1, 2],
  mends: 'Take GOTOOLCHAIN out of ',
  answers: { wanted: ['2'] },
  build(place) {
    const goroot = realGoroot();
    place.link('usr/bin/go', `${goroot}/bin/go`);
    place.file('home/dev/.config/go/env', 'GOFLAGS=-buildvcs=false\nGOTOOLCHAIN=go1.99.1\nGOSUMDB=off\n');
    place.file('work/go.mod', 'module example.com/app\n\ngo 1.20\n');
    return {
      subject: place.at('home/dev/.config/go/env'),
      argv: ['go', 'version'],
      cwd: place.at('work'),
      env: withoutVariable(goEnv(place, goroot, { PATH: `${place.at('usr/bin')}:${goroot}/bin` }), 'GOTOOLCHAIN'),
    };
  },
};

/** Nothing fails yet: the first build would, with tools of one release and a go command of another. */
const gorootOfAnother: CardWorld = {
  card: 'several-go-versions',
  name: 'goroot-of-another-release',
  says: '`go env GOROOT` names the tree of an older release, and the go command is a newer one',
  expects: 'go/goroot-not-found',
  statuses: [0],
  mends: 'Run it without GOROOT',
  answers: { wanted: ['2'] },
  build(place) {
    tree(place, 'opt/go1.19.4', '1.19.4');
    return {
      subject: place.at('opt/go1.19.4'),
      argv: ['go', 'env', 'GOROOT'],
      cwd: place.directory,
      env: goEnv(place, realGoroot(), { GOROOT: place.at('opt/go1.19.4') }),
    };
  },
};

export const severalGoVersionsWorlds: readonly CardWorld[] = [olderFirst, forgottenToolchain, gorootOfAnother];
