// Runs a script of the project under a Node that is new enough, with the packages it needs: node scripts/with-node.mjs scripts/build.mjs [ARGS]
import { spawnSync } from 'node:child_process';
import { ensureModules, nodeOrStop } from './prepare.mjs';

ensureModules();
const { status } = spawnSync(nodeOrStop(), process.argv.slice(2), { stdio: 'inherit' });
process.exit(status ?? 1);
