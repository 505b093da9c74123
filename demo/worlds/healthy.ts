// Nothing is wrong here, and the trace is full of ENOENT: look-ups along PATH, optional files, a helper that may be absent.
import { type World, worldEnv } from '../world.ts';

export const healthy: World = {
  name: 'healthy',
  says: 'nothing is wrong, although dozens of calls fail',
  expects: null,
  statuses: [0],
  build(place) {
    place.script(
      'work/status.sh',
      '#!/bin/sh',
      'for file in .statusrc "$HOME/.statusrc" "$HOME/.config/status/config" /etc/status.conf; do',
      '  [ -r "$file" ] && . "$file"',
      'done',
      'for helper in bat batcat most less; do command -v "$helper" >/dev/null 2>&1 && break; done',
      'cat VERSION 2>/dev/null || cat version.txt 2>/dev/null || cat share/version',
      'ls *.lock >/dev/null 2>&1 || true',
      'mkdir -p build && rm -f build/old && rmdir build',
      'echo "status: fine"',
    );
    place.file('work/share/version', '2.7.1\n');
    return {
      subject: '',
      argv: [place.host.shell.name, '-c', './status.sh'],
      cwd: place.at('work'),
      env: worldEnv(place, ['home/dev/bin', 'home/dev/.local/bin', 'opt/none/bin']),
    };
  },
};
