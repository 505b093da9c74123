// World of the card latency-spikes: a worker in a cgroup that may use a fifth of a processor.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { WorldNeeds, worldEnv } from '../../../demo/world.ts';
import type { CardWorld } from '../card-world.ts';

const GROUP = `/sys/fs/cgroup/cpu/whytrace-world-${process.pid}`;

const throttledWorker: CardWorld = {
  card: 'latency-spikes',
  name: 'throttled-worker',
  says: 'a worker stands still ten times a second: its cgroup has used up its share',
  expects: 'latency/cpu-throttled',
  statuses: [],
  mends: 'Take the limit away',
  build(place) {
    const perl = place.host.program('perl');
    if (perl === null) throw new WorldNeeds('this host has no perl');
    if (!existsSync('/sys/fs/cgroup/cpu/cpu.cfs_quota_us')) throw new WorldNeeds('this takes the cpu controller of cgroup version 1, writable');
    try {
      mkdirSync(GROUP);
      writeFileSync(`${GROUP}/cpu.cfs_quota_us`, '20000');
    } catch {
      throw new WorldNeeds('a cgroup can be made by root only');
    }
    place.file('worker.pl', 'open(my $o, ">", "/dev/null"); while (1) { my $n = 0; $n += $_ for 1 .. 20000; syswrite($o, "$n\\n") }\n');
    return { subject: 'perl', argv: [perl, 'worker.pl'], cwd: place.directory, env: worldEnv(place, []) };
  },
  hang({ argv: [command, ...args], cwd, env }) {
    const child = spawn(command, args, { cwd, env, stdio: 'ignore' });
    writeFileSync(`${GROUP}/cgroup.procs`, String(child.pid));
    return child;
  },
  serve: async () => ({
    async close() {
      // It can be removed once its last process is gone.
      for (let tries = 0; tries < 50 && existsSync(GROUP); tries++) {
        try {
          rmdirSync(GROUP);
        } catch {
          await wait(100);
        }
      }
    },
  }),
};

export const latencySpikesWorlds: readonly CardWorld[] = [throttledWorker];
