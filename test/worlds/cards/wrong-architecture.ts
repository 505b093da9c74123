// Worlds of the card wrong-architecture: the build for another machine beside the right one; a library for 32 bits where one for 64 is wanted.
import { writeElf } from '../../../demo/elf-writer.ts';
import { nativeMachine, WorldNeeds, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';

/** The download was not made executable at first, and the note of that still lies there: the wrong track. */
const otherMachine: CardWorld = {
  card: 'wrong-architecture',
  name: 'download-for-another-machine',
  says: '"Exec format error": the archive had builds for several machines, and the wrong one was linked',
  expects: 'exec/wrong-architecture',
  statuses: [2, 126, 127],
  mends: 'Put the build that fits',
  build(place) {
    const program = { prints: 'lint 1.60\n', exits: 0 };
    place.file('dist/linux_other/lint', writeElf({ machine: place.host.foreignMachine }), 0o755);
    place.file('dist/linux_native/lint', writeElf({ machine: nativeMachine(place.host), program }), 0o755);
    place.file('bin/lint', writeElf({ machine: place.host.foreignMachine }), 0o755);
    place.file('bin/lint.old', writeElf({ machine: nativeMachine(place.host), needed: ['liblint.so.9'], program }), 0o755);
    return {
      subject: place.at('bin/lint'),
      argv: [place.host.shell.name, '-c', 'test -r config.missing || true; bin/lint run'],
      cwd: place.directory,
      env: worldEnv(place, []),
    };
  },
};

/** A second fault: the library for 64 bits that lies nearest is cut off. */
const otherClass: CardWorld = {
  card: 'wrong-architecture',
  name: 'library-for-32-bits',
  says: 'the library that is found is for 32 bits, the right one lies in the home directory',
  expects: 'loader/wrong-class-library',
  statuses: [127],
  mends: 'Let the loader look in',
  build(place) {
    const { interpreter, machine } = place.host;
    if (interpreter === null) throw new WorldNeeds('this host has no dynamic loader that is known');
    const native = nativeMachine(place.host);
    const needs = { interpreter, needed: ['libplot.so.5'], runpath: '$ORIGIN/../lib' };
    place.file('opt/bin/plot', writeElf({ machine: native, ...needs, program: { prints: 'plot\n', exits: 0 } }), 0o755);
    place.file('opt/lib/libplot.so.5', writeElf({ machine: machine === 'AArch64' ? 'ARM' : 'i386', soname: 'libplot.so.5' }));
    place.file('home/dev/.local/lib/libplot.so.5', writeElf({ machine: native, soname: 'libplot.so.5' }));
    place.file('opt/lib64/libplot.so.5', Buffer.alloc(0));
    return { subject: place.at('opt/lib/libplot.so.5'), argv: [place.at('opt/bin/plot')], cwd: place.directory, env: worldEnv(place, []) };
  },
};

export const wrongArchitectureWorlds: readonly CardWorld[] = [otherMachine, otherClass];
