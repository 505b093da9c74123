// World of the card errno-triage: a report that fails without a word, after errors of more weight that it got over.
import { WorldNeeds, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';

const silentReport: CardWorld = {
  card: 'errno-triage',
  name: 'silent-report',
  says: 'it ends with status 3 and says nothing: the directory that it sends from is not there',
  expects: 'file/not-found',
  statuses: [3],
  mends: 'Make the directory',
  build(place) {
    const perl = place.host.program('perl');
    if (perl === null) throw new WorldNeeds('this host has no perl');
    place.folder('settings');
    place.file('input/one', '1\n');
    place.file(
      'report.pl',
      [
        // Got over: a directory that is opened as a file for writing, settings that are not there.
        'open(my $s, ">", "settings") or $fallback = 1;',
        'for my $f ("report.conf", "/etc/report.conf") { open(my $c, "<", $f) and last }',
        'open(my $i, "<", "input/one") or exit 2; my $n = <$i>;',
        // What it sends away it removes again: the directory is as it was made.
        'open(my $o, ">", "outbox/today.txt") or exit 3; print $o $n; close($o); unlink("outbox/today.txt");',
        '',
      ].join('\n'),
    );
    return { subject: place.at('outbox/today.txt'), argv: [perl, 'report.pl'], cwd: place.directory, env: worldEnv(place, []) };
  },
};

export const errnoTriageWorlds: readonly CardWorld[] = [silentReport];
