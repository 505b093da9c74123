// Worlds of the card container-limits: an entry point that limits open files; one that gives up a capability which its program needs.
import { WorldNeeds, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';

const fewFiles: CardWorld = {
  card: 'container-limits',
  name: 'few-open-files',
  says: 'the server opens its files one after the other and gives up: the entry point permits but few',
  expects: 'file/too-many-open',
  statuses: [24],
  mends: 'Take the limit out of the script',
  build(place) {
    const perl = place.host.program('perl');
    if (perl === null) throw new WorldNeeds('this host has no perl');
    for (let shard = 0; shard < 40; shard++) place.file(`data/shard-${shard}`, `${shard}\n`);
    place.file(
      'server.pl',
      'my @open; for my $n (0 .. 39) { open(my $f, "<", "data/shard-$n") or do { print STDERR "shard $n: $!\\n"; exit 24 }; push @open, $f }\nprint "serving\\n";\n',
    );
    place.script('entrypoint.sh', '#!/bin/sh', 'set -e', 'ulimit -n 20', `exec ${perl} server.pl`);
    return { subject: 'RLIMIT_NOFILE', argv: [place.at('entrypoint.sh')], cwd: place.directory, env: worldEnv(place, []) };
  },
};

const noChown: CardWorld = {
  card: 'container-limits',
  name: 'capability-given-up',
  says: 'root may not give a file away: the entry point has dropped the capability',
  expects: 'security/capability-missing',
  statuses: [1],
  mends: null,
  build(place) {
    const setpriv = place.host.program('setpriv');
    if (setpriv === null || process.getuid?.() !== 0) throw new WorldNeeds('this takes root and setpriv');
    place.file('state.db', 'x\n');
    place.script('entrypoint.sh', '#!/bin/sh', `exec ${setpriv} --bounding-set -chown --inh-caps -chown chown 12345 state.db`);
    return { subject: '', argv: [place.at('entrypoint.sh')], cwd: place.directory, env: worldEnv(place, []) };
  },
};

export const containerLimitsWorlds: readonly CardWorld[] = [fewFiles, noChown];
