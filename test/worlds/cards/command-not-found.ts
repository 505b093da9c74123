// Worlds of the card command-not-found: a tool without the execute bit, and one in a directory that PATH does not name.
import { worldEnv } from '../../../demo/world.ts';
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

export const commandNotFoundWorlds: readonly CardWorld[] = [notExecutable];
