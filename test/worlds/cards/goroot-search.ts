// Worlds of the card goroot-search: GOROOT names a directory that is gone, and a go command that was copied without its tree.
import { constants, copyFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { WorldNeeds } from '../../../demo/world.ts';
import { usualPlaces } from '../../../src/go/install-places.ts';
import type { CardWorld } from '../card-world.ts';
import { goEnv, realGoroot } from '../real-go.ts';

const gorootGone: CardWorld = {
  card: 'goroot-search',
  name: 'goroot-gone',
  says: 'GOROOT names the tree of a release that was removed',
  expects: 'go/goroot-not-found',
  statuses: [2],
  mends: 'Run it without GOROOT',
  build(place) {
    place.folder('opt/go1.24.1.removed');
    return {
      subject: place.at('opt/go1.24.1'),
      argv: [place.host.shell.name, '-c', 'go env GOVERSION'],
      cwd: place.directory,
      env: goEnv(place, realGoroot(), { GOROOT: place.at('opt/go1.24.1') }),
    };
  },
};

const copiedAlone: CardWorld = {
  card: 'goroot-search',
  name: 'copied-alone',
  says: 'somebody copied the go command to a directory of PATH, without the tree that it belongs to',
  expects: 'go/goroot-not-found',
  statuses: [2],
  mends: 'Say where the tree is',
  build(place) {
    const goroot = realGoroot();
    if (!usualPlaces(null, null).some(({ directory }) => directory === goroot)) throw new WorldNeeds('Go lies in no usual place here');
    const copy = place.at('tools/bin/go');
    mkdirSync(dirname(copy), { recursive: true });
    copyFileSync(`${goroot}/bin/go`, copy, constants.COPYFILE_FICLONE);
    return {
      subject: place.at('tools'),
      argv: ['go', 'env', 'GOVERSION'],
      cwd: place.directory,
      env: goEnv(place, goroot, { PATH: place.at('tools/bin') }),
    };
  },
};

export const gorootSearchWorlds: readonly CardWorld[] = [gorootGone, copiedAlone];
