// A download for another machine.
import { writeElf } from '../elf-writer.ts';
import { type World, worldEnv } from '../world.ts';

export const wrongArchitecture: World = {
  name: 'wrong-architecture',
  says: '"Exec format error": the download is for another machine',
  expects: 'exec/wrong-architecture',
  statuses: [2, 126, 127],
  build(place) {
    place.file('work/bin/golangci-lint', writeElf({ machine: place.host.foreignMachine }), 0o755);
    return {
      subject: place.at('work/bin/golangci-lint'),
      argv: [place.host.shell.name, '-c', 'bin/golangci-lint run'],
      cwd: place.at('work'),
      env: worldEnv(place, []),
    };
  },
};
