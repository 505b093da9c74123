// Records the broken and healthy worlds of scripts/worlds/*.worlds as fixtures, each verified by mending it: node scripts/record-worlds.mjs [--only REGEX] [--out DIR] [FILE…]
// Needs Linux, root, unshare, strace, ip, iptables and gcc; a world whose programs are missing is skipped. Everything happens on the loopback device of its own namespaces.
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseWorlds } from './worlds/parse-worlds.mjs';
import { recordWorld } from './worlds/record-world.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    out: { type: 'string', default: fileURLToPath(new URL('../test/fixtures/scenarios', import.meta.url)) },
  },
});
const folder = fileURLToPath(new URL('worlds/', import.meta.url));
const files = positionals.length > 0 ? positionals : readdirSync(folder).flatMap((name) => (name.endsWith('.worlds') ? [folder + name] : []));

for (const world of files.flatMap(parseWorlds)) if (new RegExp(options.only).test(world.id)) console.log(recordWorld(world, options.out));
