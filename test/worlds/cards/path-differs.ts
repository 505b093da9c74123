// Worlds of the card path-differs: a start-up file that is left too early, one that hides another, one that forgets what PATH had.
import { SYSTEM_PATH, WorldNeeds, type WorldPlace } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';

const bash = ({ host }: WorldPlace): 'bash' => {
  if (host.program('bash') === null) throw new WorldNeeds('bash');
  return 'bash';
};

/** As in a terminal: the system's PATH, in a shell that another one has started. */
const ownEnv = (place: WorldPlace) => ({ HOME: place.at('home/dev'), PATH: SYSTEM_PATH, LANG: 'C.UTF-8', SHLVL: '1', SHELL: '/bin/bash' });

const tool = (place: WorldPlace): void => place.script('home/dev/tools/bin/usage-report', '#!/bin/sh', 'echo done');

const guard: CardWorld = {
  card: 'path-differs',
  name: 'line-behind-the-guard',
  says: 'it works in a terminal, and not by ssh or from CI: ~/.bashrc is left before the line for shells that are not interactive',
  expects: 'exec/not-on-path',
  statuses: [127],
  mends: 'Move line',
  build(place) {
    tool(place);
    place.file('home/dev/.bash_profile', '[ -r "$HOME/.bashrc" ] && . "$HOME/.bashrc"\n');
    const lines = [
      '# for interactive shells',
      'case $- in',
      '  *i*) ;;',
      '  *) return ;;',
      'esac',
      "alias ll='ls -l'",
      'export PATH="$HOME/tools/bin:$PATH"',
      'HISTSIZE=5000',
    ];
    place.file('home/dev/.bashrc', `${lines.join('\n')}\n`);
    return { subject: 'usage-report', argv: [bash(place), '-l', '-c', 'usage-report'], cwd: place.at('home/dev'), env: ownEnv(place) };
  },
};

/** What misleads: ~/.bash_profile has a line about PATH, too, with a directory that is not there and has nothing to do with it. */
const hiddenProfile: CardWorld = {
  card: 'path-differs',
  name: 'profile-that-is-not-read',
  says: 'an installer has made a ~/.bash_profile, and since then bash does not read ~/.profile',
  expects: 'exec/not-on-path',
  statuses: [127],
  mends: 'Let ~/.bash_profile',
  build(place) {
    tool(place);
    place.file('home/dev/.profile', ['PATH="$HOME/tools/bin:$PATH"', 'export PATH', ''].join('\n'));
    place.file('home/dev/.bash_profile', ['# added by an installer', 'export PATH="$PATH:/opt/old-database/bin"', ''].join('\n'));
    return { subject: 'usage-report', argv: [bash(place), '-l', '-c', 'usage-report'], cwd: place.at('home/dev'), env: ownEnv(place) };
  },
};

const forgotten: CardWorld = {
  card: 'path-differs',
  name: 'path-set-anew',
  says: 'a later line of ~/.bashrc sets PATH without what it had before',
  expects: 'exec/not-on-path',
  statuses: [127],
  mends: 'Keep what PATH had',
  build(place) {
    tool(place);
    place.file('home/dev/.profile', 'export PATH="$HOME/tools/bin:$PATH"\n');
    place.file('home/dev/.bash_profile', '. "$HOME/.profile"\n. "$HOME/.bashrc"\n');
    place.file('home/dev/.bashrc', `export EDITOR=vi\nPATH=${SYSTEM_PATH}\n`);
    return { subject: 'usage-report', argv: [bash(place), '-l', '-c', 'usage-report'], cwd: place.at('home/dev'), env: ownEnv(place) };
  },
};

/** No start-up file is read by `sh -c`, so that none can mend it. */
const cron: CardWorld = {
  card: 'path-differs',
  name: 'job-of-cron',
  says: 'the job works when it is started by hand, and fails from cron',
  expects: 'exec/not-on-path',
  statuses: [127],
  mends: 'Run it by ',
  build(place) {
    tool(place);
    place.file('home/dev/.profile', 'PATH="$HOME/tools/bin:$PATH"\n');
    const env = { HOME: place.at('home/dev'), LOGNAME: 'dev', SHELL: '/bin/sh', PATH: '/usr/bin:/bin' };
    return { subject: 'usage-report', argv: ['sh', '-c', 'usage-report --nightly'], cwd: place.at('home/dev'), env };
  },
};

export const pathDiffersWorlds: readonly CardWorld[] = [guard, hiddenProfile, forgotten, cron];
