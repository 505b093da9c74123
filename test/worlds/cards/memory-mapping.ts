// World of the card memory-mapping: a start script that sets a limit of address space which its program has outgrown.
import { WorldNeeds, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';

const outgrownLimit: CardWorld = {
  card: 'memory-mapping',
  name: 'outgrown-address-space',
  says: '"Out of memory" on a machine with memory enough: the start script limits the address space',
  expects: 'limit/address-space',
  statuses: [1, 12],
  mends: 'Take the limit out of the script',
  build(place) {
    const perl = place.host.program('perl');
    if (perl === null) throw new WorldNeeds('this host has no perl');
    place.file('app/cache.pl', 'my $cache = "x" x (300 * 1024 * 1024);\nprint length($cache), " bytes\\n";\n');
    // The limit of data is higher, and is not what is met.
    place.script('app/start.sh', '#!/bin/sh', 'ulimit -d 2000000', 'ulimit -v 120000', `exec ${perl} "$(dirname "$0")/cache.pl"`);
    return { subject: 'RLIMIT_AS', argv: [place.at('app/start.sh')], cwd: place.directory, env: worldEnv(place, []) };
  },
};

export const memoryMappingWorlds: readonly CardWorld[] = [outgrownLimit];
