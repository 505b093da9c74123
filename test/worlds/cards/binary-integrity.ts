// World of the card binary-integrity: a tool of a Go tree with a few bytes changed in its code; its header, notes and size are as they were.
import { existsSync, readFileSync } from 'node:fs';
import { WorldNeeds, worldEnv } from '../../../demo/world.ts';
import { bytesInMemory } from '../../../src/probes/bytes.ts';
import { offsetOf, readElfHeader } from '../../../src/probes/elf-header.ts';
import type { CardWorld } from '../card-world.ts';

const GOFMT = ['/usr/local/go/bin/gofmt', '/usr/lib/go/bin/gofmt'];

/** @returns the program's bytes, with an instruction that no processor has at its entry */
export function withBrokenEntry(bytes: Buffer): Buffer {
  const header = readElfHeader(bytesInMemory(bytes));
  if ('reason' in header) throw new WorldNeeds(`gofmt ${header.reason}`);
  const broken = Buffer.from(bytes);
  const at = offsetOf(header, header.entry);
  broken.fill(0xff, at, at + 16);
  return broken;
}

const changedTool: CardWorld = {
  card: 'binary-integrity',
  name: 'changed-go-tool',
  says: 'gofmt of a Go tree dies at once: some bytes of its code were changed on the disk',
  expects: 'go/corrupt-binary',
  statuses: [132, 134, 135, 139],
  mends: 'Put the intact copy back',
  build(place) {
    const found = [place.host.program('gofmt'), ...GOFMT].find((path) => path !== null && existsSync(path));
    if (found == null) throw new WorldNeeds('this host has no gofmt');
    const bytes = readFileSync(found);
    place.file('go/bin/gofmt', withBrokenEntry(bytes), 0o755);
    place.file('go.unpacked/bin/gofmt', bytes, 0o755);
    // Another build under the same name, the wrong track: it is whole, and not the same.
    place.file('go.other/bin/gofmt', '#!/bin/sh\nexit 0\n', 0o755);
    place.file('work/main.go', 'package main\n\nfunc main() {}\n');
    return {
      subject: place.at('go/bin/gofmt'),
      argv: [place.host.shell.name, '-c', 'gofmt -l . && echo formatted'],
      cwd: place.at('work'),
      // Without a home it keeps no counters of its runs there: only the fix changes the world.
      env: worldEnv(place, ['go/bin'], { HOME: '' }),
    };
  },
};

export const binaryIntegrityWorlds: readonly CardWorld[] = [changedTool];
