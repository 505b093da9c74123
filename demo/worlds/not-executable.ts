// A wrapper script that lost its x bit in a commit from another system.
import { type World, worldEnv } from '../world.ts';

export const notExecutable: World = {
  name: 'not-executable',
  says: '"Permission denied" for a script that belongs to you',
  expects: 'exec/not-executable',
  statuses: [126],
  build(place) {
    place.file('work/gradlew', '#!/bin/sh\necho "Gradle 8.12"\n', 0o644);
    return {
      subject: place.at('work/gradlew'),
      argv: [place.host.shell.name, '-c', './gradlew build'],
      cwd: place.at('work'),
      env: worldEnv(place, []),
    };
  },
};
