// Records the captures of demo/captures anew: makes each demo world under /tmp and runs its command under strace, as `run` would.
// Usage: node scripts/with-node.mjs scripts/record-demo.mjs [NAME…]    (needs root, for a host name of its own; and strace)
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { worldHost } from '../demo/world-host.ts';
import { placeIn } from '../demo/world-place.ts';
import { WORLDS } from '../demo/worlds.ts';
import { resolveCommand } from '../src/capture/resolve-command.ts';
import { runCommandLine } from '../src/capture/strace-options.ts';
import { localAnswers } from '../src/probes/host-answers.ts';
import { findStrace } from '../src/probes/strace-version.ts';

const captures = fileURLToPath(new URL('../demo/captures/', import.meta.url));
/** Nothing of the recorder's own machine is in the name. */
const directory = '/tmp/whytrace-demo-world';
const spoolPath = '/tmp/whytrace-demo-spool';

const unshare = resolveCommand('unshare', process.env, '/');
const names = process.argv.slice(2);
mkdirSync(captures, { recursive: true });
for (const world of WORLDS.filter(({ name }) => names.length === 0 || names.includes(name))) record(world);

function record(world) {
  mkdirSync(directory);
  try {
    const run = world.build(placeIn(directory, worldHost(localAnswers({ askPackageManager: false }))));
    const { kind, path } = resolveCommand(run.argv[0], run.env, run.cwd);
    if (kind !== 'found') throw new Error(`${world.name}: ${run.argv[0]} is not found`);
    const file = run.argv[0].includes('/') ? path : run.argv[0];
    const [strace, ...args] = runCommandLine({ strace: findStrace(), spoolPath, traceSet: null, file, argv: run.argv, user: null, env: {} });
    // bash asks for the name of the host: it gets one that says nothing.
    const named = ['--uts', '/bin/sh', '-c', 'echo host >/proc/sys/kernel/hostname && exec "$@"', 'sh', strace, ...args];
    const { status } = spawnSync(unshare.path, named, { cwd: run.cwd, env: run.env, stdio: ['ignore', 'pipe', 'pipe'] });
    if (!world.statuses.includes(status)) throw new Error(`${world.name} ended with ${status}, not with ${world.statuses}`);
    const text = readFileSync(spoolPath);
    writeFileSync(`${captures}${world.name}.strace.gz`, gzipSync(text, { level: 9 }));
    console.log(`${world.name}: ${text.toString().split('\n').length - 1} lines`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
    rmSync(spoolPath, { force: true });
  }
}
