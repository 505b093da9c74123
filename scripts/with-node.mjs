// Runs a script of the project under a Node that is new enough: node scripts/with-node.mjs scripts/build.mjs [ARGS]
import { spawnSync } from 'node:child_process';
import { nodePath } from './node-path.mjs';

const node = nodePath();
if (node === null) {
  console.error('Node 22 or newer is needed and was not found: run npm ci first, it brings one.');
  process.exit(1);
}
const { status, signal } = spawnSync(node, process.argv.slice(2), { stdio: 'inherit' });
process.exit(status ?? (signal === null ? 1 : 128));
