// Worlds of the card exits-at-once: a loader that was moved, beside a library that is missing as well; a library out of reach; a class that does not fit.
import { writeElf } from '../../../demo/elf-writer.ts';
import { nativeMachine, type WorldHost, WorldNeeds, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';

const loaderOf = ({ interpreter }: WorldHost): string => {
  if (interpreter === null) throw new WorldNeeds('this host has no dynamic loader that is known');
  return interpreter;
};

/** The library that is not there is only looked for once the loader runs: the build beside it needs none. */
const movedLoader: CardWorld = {
  card: 'exits-at-once',
  name: 'moved-loader',
  says: '"No such file or directory" for a file that exists: its loader was left behind, and a library too',
  expects: 'exec/missing-elf-interpreter',
  statuses: [126, 127],
  mends: 'Put the build that fits',
  build(place) {
    const machine = nativeMachine(place.host);
    const loader = loaderOf(place.host);
    const interpreter = place.at(`sdk/sysroot${loader}`);
    const library = place.host.absentLibrary(['libsdkcrypt.so.4', 'libsdkcrypt.so.5']);
    const program = { prints: 'fwtool 3.2\n', exits: 0 };
    place.file('sdk/bin/fwtool', writeElf({ machine, interpreter, needed: [library], program }), 0o755);
    place.file('sdk/static/fwtool', writeElf({ machine, program }), 0o755);
    return { subject: interpreter, argv: [place.host.shell.name, '-c', 'fwtool --version'], cwd: place.directory, env: worldEnv(place, ['sdk/bin']) };
  },
};

const linkedLoader: CardWorld = {
  card: 'exits-at-once',
  name: 'loader-in-a-sysroot',
  says: 'a program names a loader in a directory that has none',
  expects: 'exec/missing-elf-interpreter',
  statuses: [126, 127],
  mends: 'Make a link there to the loader',
  build(place) {
    const loader = loaderOf(place.host);
    const interpreter = place.at(`cross/lib64/${loader.slice(loader.lastIndexOf('/') + 1)}`);
    place.folder('cross/lib64');
    const program = { prints: 'ready\n', exits: 0 };
    place.file('cross/bin/flash', writeElf({ machine: nativeMachine(place.host), interpreter, needed: [], program }), 0o755);
    return { subject: interpreter, argv: [place.at('cross/bin/flash')], cwd: place.directory, env: worldEnv(place, []) };
  },
};

const libraryInHome: CardWorld = {
  card: 'exits-at-once',
  name: 'library-out-of-reach',
  says: 'a shared library lies in the home directory, where the loader does not look',
  expects: 'loader/missing-library',
  statuses: [127],
  mends: 'Let the loader look in',
  build(place) {
    const machine = nativeMachine(place.host);
    const interpreter = loaderOf(place.host);
    const library = place.host.absentLibrary(['libgauge.so.2', 'libgauge.so.3']);
    place.file('bin/gauge', writeElf({ machine, interpreter, needed: [library], program: { prints: 'ok\n', exits: 0 } }), 0o755);
    place.file(`home/dev/.local/lib/${library}`, writeElf({ machine, soname: library }));
    // What the program would complain of if it came so far: not the cause.
    place.file('etc/gauge.conf', 'library = /nowhere\n', 0o000);
    return { subject: library, argv: [place.host.shell.name, '-c', 'gauge || exit 9'], cwd: place.directory, env: worldEnv(place, ['bin']) };
  },
};

export const exitsAtOnceWorlds: readonly CardWorld[] = [movedLoader, linkedLoader, libraryInHome];
