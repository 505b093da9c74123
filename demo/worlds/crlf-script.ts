// A script that was saved with Windows line ends: the kernel looks for an interpreter whose name ends in CR.
import { type World, worldEnv } from '../world.ts';

export const crlfScript: World = {
  name: 'crlf-script',
  says: 'a script from a Windows checkout: "required file not found", though it is there',
  expects: 'exec/missing-script-interpreter',
  statuses: [126, 127],
  build(place) {
    place.file('work/scripts/release.sh', ['#!/bin/sh', 'set -e', 'echo building', 'go build ./...', ''].join('\r\n'), 0o755);
    return {
      subject: '/bin/sh\\r',
      argv: [place.host.shell.name, '-c', './scripts/release.sh v1.4.0'],
      cwd: place.at('work'),
      env: worldEnv(place, []),
    };
  },
};
