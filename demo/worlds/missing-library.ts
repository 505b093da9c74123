// The go command of gccgo, whose run-time library was removed with the compiler.
import { writeElf } from '../elf-writer.ts';
import { nativeMachine, type World, WorldNeeds, worldEnv } from '../world.ts';

/** gccgo's run-time library by the release of gcc: 12, 13 and so on. */
const LIBGO = ['libgo.so.21', 'libgo.so.22', 'libgo.so.23', 'libgo.so.24', 'libgo.so.25'] as const;

export const missingLibrary: World = {
  name: 'missing-library',
  says: 'go is found and started, and ends at once: a shared library is missing',
  expects: 'loader/missing-library',
  statuses: [127],
  build(place) {
    const { interpreter } = place.host;
    if (interpreter === null) throw new WorldNeeds('this host has no dynamic loader that is known');
    const library = place.host.absentLibrary(LIBGO);
    const program = writeElf({
      machine: nativeMachine(place.host),
      ...{ interpreter, needed: [library], runpath: '$ORIGIN/../lib64' },
      program: { prints: 'go version go1.18 gccgo linux\n', exits: 0 },
    });
    place.file('opt/gcc/bin/go', program, 0o755);
    place.folder('opt/gcc/lib64');
    place.folder('opt/gcc/lib');
    place.folder('work');
    return {
      subject: library,
      argv: [place.host.shell.name, '-c', 'go version && go env'],
      cwd: place.at('work'),
      env: worldEnv(place, ['opt/gcc/bin'], { LD_LIBRARY_PATH: place.at('opt/gcc/lib') }),
    };
  },
};
