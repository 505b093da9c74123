// World of the card tidy-is-slow: the first proxy of the list takes more than a second for each answer; the second one is quick.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CardWorld } from '../card-world.ts';
import { publish, serveModules } from '../module-proxy.ts';
import { goEnv, realGoroot, withoutVariable } from '../real-go.ts';

const slowProxy: CardWorld = {
  card: 'tidy-is-slow',
  name: 'slow-proxy',
  says: 'go mod tidy takes minutes, although there are only a few modules',
  expects: 'latency/periodic-stall',
  statuses: [0],
  mends: 'Ask the other proxies',
  async serve({ env }) {
    const world = join(env.HOME ?? '', '../..');
    const { port, close } = await serveModules(join(world, 'proxy'), 1200);
    writeFileSync(join(env.HOME ?? '', '.config/go/env'), `GOPROXY=http://127.0.0.1:${port},file://${join(world, 'proxy')}\nGOSUMDB=off\n`);
    return { close };
  },
  build(place) {
    publish(place, 'example.com/log', 'v1.2.0', { 'go.mod': 'module example.com/log\n\ngo 1.20\n', 'log.go': 'package log\n\nfunc Print() {}\n' });
    place.file('work/go.mod', 'module example.com/app\n\ngo 1.20\n');
    place.file('work/main.go', 'package main\n\nimport "example.com/log"\n\nfunc main() { log.Print() }\n');
    // Each run begins with nothing, in a copy: what go downloads and writes does not stay in the world.
    place.script(
      'tools/tidy',
      '#!/bin/sh',
      'scratch=$(mktemp -d) || exit 1',
      'cp -r . "$scratch/work" && cd "$scratch/work" || exit 1',
      'GOMODCACHE="$scratch/modules" GOFLAGS=-modcacherw go mod tidy',
      'status=$?',
      'rm -rf "$scratch"',
      'exit $status',
    );
    return { subject: '', argv: [place.at('tools/tidy')], cwd: place.at('work'), env: withoutVariable(goEnv(place, realGoroot()), 'GOPROXY') };
  },
};

export const tidyIsSlowWorlds: readonly CardWorld[] = [slowProxy];
