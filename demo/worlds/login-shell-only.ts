// A nightly job: its PATH is set by ~/.profile, which only login shells read.
import { type World, worldEnv } from '../world.ts';

export const loginShellOnly: World = {
  name: 'login-shell-only',
  says: 'the script works in a terminal and fails from cron: only a login shell sets its PATH',
  expects: 'exec/not-on-path',
  statuses: [127],
  build(place) {
    place.file('home/dev/.profile', ['# read by login shells', 'PATH="$HOME/tools/bin:$PATH"', 'export PATH', ''].join('\n'));
    place.script('home/dev/tools/bin/usage-report', '#!/bin/sh', 'echo "report for $1 written"');
    place.script('home/dev/jobs/nightly.sh', '#!/bin/sh', 'day=$(date +%F)', 'usage-report "$day"');
    return { subject: 'usage-report', argv: [place.host.shell.name, '-c', 'jobs/nightly.sh'], cwd: place.at('home/dev'), env: worldEnv(place, []) };
  },
};
