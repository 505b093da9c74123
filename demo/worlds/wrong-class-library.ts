// The right library in the right place, for 32 bits.
import { writeElf } from '../elf-writer.ts';
import { nativeMachine, type World, WorldNeeds, worldEnv } from '../world.ts';

export const wrongClassLibrary: World = {
  name: 'wrong-class-library',
  says: 'the library lies where it is looked for, and the loader passes it over: it is for 32 bits',
  expects: 'loader/wrong-class-library',
  statuses: [127],
  build(place) {
    const { interpreter, machine } = place.host;
    if (interpreter === null) throw new WorldNeeds('this host has no dynamic loader that is known');
    const program = { prints: 'widgetd 2.1\n', exits: 0 };
    const needs = { interpreter, needed: ['libwidget.so.2'], runpath: '$ORIGIN/../lib' };
    place.file('opt/widget/bin/widgetd', writeElf({ machine: nativeMachine(place.host), ...needs, program }), 0o755);
    place.file('opt/widget/lib/libwidget.so.2', writeElf({ machine: machine === 'AArch64' ? 'ARM' : 'i386', soname: 'libwidget.so.2' }));
    return {
      subject: place.at('opt/widget/lib/libwidget.so.2'),
      argv: [place.at('opt/widget/bin/widgetd'), '--version'],
      cwd: place.at('opt/widget'),
      env: worldEnv(place, []),
    };
  },
};
