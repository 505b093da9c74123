// `npm start`: everything that is needed, then a broken world on screen. `npm start -- ARGS` runs whytrace with other arguments.
import { spawnSync } from 'node:child_process';
import { root } from './freshness.mjs';
import { installStrace } from './install-strace.mjs';
import { ensureBuilt, ensureModules } from './prepare.mjs';

ensureModules();
await installStrace();
ensureBuilt();

const args = process.argv.slice(2);
const demo = args.length === 0;
// Ctrl-C is for the program on screen, not for this one.
process.on('SIGINT', () => {});
const { status } = spawnSync(`${root}bin/whytrace.js`, demo ? ['demo'] : args, { stdio: 'inherit' });
// The demo's exit status is that of a diagnosis: 1 says that the cause was named, which is what the demo is there to show.
process.exitCode = demo && status === 1 ? 0 : (status ?? 1);
