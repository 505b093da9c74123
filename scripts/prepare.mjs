// All the set-up there is: packages from the lock file, strace, the bundle. Runs by itself at the start of `npm start` and `npm test`; Node 20, no dependencies.
import { spawnSync } from 'node:child_process';
import { lstatSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { distIsStale, modulesAreStale, root } from './freshness.mjs';
import { installStrace } from './install-strace.mjs';
import { nodePath } from './node-path.mjs';

/** Runs `npm ci` when node_modules is missing or differs from the lock file. Ends the process with one sentence when that fails. */
export function ensureModules() {
  if (!modulesAreStale()) return;
  if (lstatSync(`${root}node_modules`, { throwIfNoEntry: false })?.isSymbolicLink())
    stop(
      'node_modules is a symbolic link and does not fit package-lock.json: npm ci would empty the directory it points to; remove the link and try again',
    );
  say('npm ci   (node_modules is missing or older than package-lock.json)');
  // npm tells which npm it is; without it (a bare `node scripts/start.mjs`) the one on PATH will do. Engine warnings for an old Node do not apply: ours comes with the install.
  const npm = process.env.npm_execpath;
  const [file, args] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const { status, error } = spawnSync(file, [...args, 'ci', '--loglevel=error', '--no-progress'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0)
    stop(
      `npm ci failed${error === undefined ? '' : ` (${error.message})`}: see above; the packages come from the npm registry, so it needs the network`,
    );
}

/** @returns {string} path of a Node ≥ 24: the one called or the packaged one */
export function nodeOrStop() {
  return nodePath() ?? stop('Node 24 or newer is needed: the packaged one did not install (npm ci --include=optional), and the one called is older');
}

/** Builds dist when it is older than its sources. */
export function ensureBuilt() {
  if (!distIsStale()) return;
  say('npm run build   (dist is missing or older than src)');
  const { status } = spawnSync(nodeOrStop(), [`${root}scripts/build.mjs`], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) stop('the build failed: see above');
}

export const say = (text) => process.stderr.write(`> ${text}\n`);

export function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureModules();
  await installStrace();
  ensureBuilt();
}
