// A link on PATH leads, over a second one, to a Go that an upgrade has removed.
import { type World, worldEnv } from '../world.ts';

export const danglingLink: World = {
  name: 'dangling-link',
  says: 'ls shows go on PATH, and the shell does not find it: the link leads to a version that was removed',
  expects: 'exec/dangling-symlink',
  statuses: [127],
  build(place) {
    place.link('usr/local/bin/go', place.at('etc/alternatives/go'));
    place.link('etc/alternatives/go', place.at('usr/lib/go-1.22/bin/go'));
    place.file('usr/lib/go-1.24/VERSION', 'go1.24.1\n');
    // A go of the host itself, further on in PATH, would be found instead.
    place.link(`bin/${place.host.shell.name}`, place.host.shell.path);
    place.link('bin/ls', place.host.program('ls') ?? '/bin/ls');
    return {
      subject: place.at('usr/lib/go-1.22/bin/go'),
      argv: [place.host.shell.name, '-c', 'ls -l usr/local/bin && go env GOROOT'],
      cwd: place.directory,
      env: {
        ...worldEnv(place, []),
        PATH: ['usr/local/bin', 'bin'].map(place.at).join(':'),
      },
    };
  },
};
