// Worlds of the card command-not-found: a tool without the execute bit, a wrong letter in a start-up file, a directory that no start-up file names.
import { SYSTEM_PATH, type WorldPlace, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';

const notExecutable: CardWorld = {
  card: 'command-not-found',
  name: 'tool-without-x',
  says: 'the tool was copied without its mode',
  expects: 'exec/not-executable',
  statuses: [126, 127],
  mends: 'executable',
  build(place) {
    place.file('tools/report', '#!/bin/sh\necho done\n', 0o644);
    return {
      subject: place.at('tools/report'),
      argv: [place.host.shell.name, '-c', 'report'],
      cwd: place.directory,
      env: worldEnv(place, ['tools']),
    };
  },
};

/** Its PATH is the system's: what else stands there is the work of start-up files. SHLVL: started by another shell, as it is in a terminal. */
const ownEnv = (place: WorldPlace) => ({ HOME: place.at('home/dev'), PATH: SYSTEM_PATH, LANG: 'C.UTF-8', SHLVL: '1', SHELL: '/bin/sh' });

/** What misleads: a link of nearly the same name that leads nowhere, in a directory that is on PATH; and a line of another start-up file that has the right directory. */
const wrongLetter: CardWorld = {
  card: 'command-not-found',
  name: 'wrong-letter-in-profile',
  says: 'the tool is installed and ~/.profile names its directory, with one letter too few',
  expects: 'exec/not-on-path',
  statuses: [127],
  mends: 'Write ',
  build(place) {
    place.script('home/dev/tools/bin/usage-report', '#!/bin/sh', 'echo done');
    place.link('home/dev/.local/bin/usage-reports', place.at('home/dev/tools/usage-reports-1.2'));
    place.file(
      'home/dev/.profile',
      ['# read by login shells', 'PATH="$HOME/.local/bin:$PATH"', 'PATH="$HOME/tool/bin:$PATH"', 'export PATH', 'EDITOR=vi', ''].join('\n'),
    );
    return { subject: 'usage-report', argv: ['sh', '-l', '-c', 'usage-report today'], cwd: place.at('home/dev'), env: ownEnv(place) };
  },
};

const unnamedDirectory: CardWorld = {
  card: 'command-not-found',
  name: 'directory-nobody-names',
  says: 'go install has put the tool into ~/go/bin, which no start-up file names',
  expects: 'exec/not-on-path',
  statuses: [127],
  mends: 'Add ',
  build(place) {
    place.script('home/dev/go/bin/lint-all', '#!/bin/sh', 'echo no findings');
    place.file('home/dev/.profile', ['# read by login shells', 'export EDITOR=vi', ''].join('\n'));
    return { subject: 'lint-all', argv: ['sh', '-l', '-c', 'lint-all'], cwd: place.at('home/dev'), env: ownEnv(place) };
  },
};

export const commandNotFoundWorlds: readonly CardWorld[] = [notExecutable, wrongLetter, unnamedDirectory];
