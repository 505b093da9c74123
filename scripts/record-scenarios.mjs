// Records small broken and healthy runs under strace, each in a world made on the spot, as fixtures: node scripts/record-scenarios.mjs [--only REGEX] [--out DIR]
// Needs Linux, root, strace, bash, dash, busybox, zsh, python3, perl, make, gcc, musl-gcc, git, node and go: a scenario whose tools are missing is skipped.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { execScenarios } from './record-scenarios-exec.mjs';
import { goScenarios } from './record-scenarios-go.mjs';
import { indirectScenarios } from './record-scenarios-indirect.mjs';
import { loaderScenarios } from './record-scenarios-loader.mjs';
import { ownScenarios } from './record-scenarios-own.mjs';
import { pathScenarios } from './record-scenarios-path.mjs';
import { permissionScenarios } from './record-scenarios-permission.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    out: { type: 'string', default: fileURLToPath(new URL('../test/fixtures/scenarios', import.meta.url)) },
    /** Keep also those that are marked `large`. */
    large: { type: 'boolean', default: false },
  },
});

/** Worlds lie at a fixed place, so that recording again changes little. */
const WORLDS = '/tmp/whytrace-worlds';
/** By its path: the worlds have PATHs of their own. */
const strace = spawnSync('sh', ['-c', 'command -v strace'], { encoding: 'utf8' }).stdout.trim();
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const PRELUDE = `set -eu; umask 022
x() { mkdir -p "$(dirname "$1")"; cat > "$1"; chmod 755 "$1"; }
w() { mkdir -p "$(dirname "$1")"; cat > "$1"; }
nul() { :; }
`;

const scenarios = [
  ...pathScenarios,
  ...execScenarios,
  ...permissionScenarios,
  ...loaderScenarios,
  ...goScenarios,
  ...ownScenarios,
  ...indirectScenarios,
];
for (const scenario of scenarios.filter(({ id }) => new RegExp(options.only).test(id))) record(scenario);

/**
 * @param scenario id, title; `setup`: bash, run in the world's directory as \`$D\`; `run`: argv; `env`; `strace`: options beside -o; `needs`: commands;
 *   `fails`: false for a healthy run; `expect`: `{ code, subject, also }` (`{DIR}` is the world); `cut`: keep so many lines of the capture;
 *   `cutBehind`: keep it to the middle of the line behind the first one with this text
 */
function record(scenario) {
  const missing = (scenario.needs ?? []).find((command) => spawnSync('sh', ['-c', `command -v ${command}`]).status !== 0);
  if (missing !== undefined) return console.log(`skip ${scenario.id}: no ${missing}`);
  if (scenario.large && !options.large) return console.log(`skip ${scenario.id}: large, see --large`);
  const world = join(WORLDS, scenario.id);
  rmSync(world, { recursive: true, force: true });
  mkdirSync(join(world, 'bin'), { recursive: true });
  chmodSync(WORLDS, 0o755);
  const setup = spawnSync('bash', ['-c', PRELUDE + (scenario.setup ?? '')], { cwd: world, env: { ...process.env, D: world }, encoding: 'utf8' });
  if (setup.status !== 0) return console.log(`FAIL ${scenario.id}: set-up: ${setup.stderr.trim().split('\n').at(-1)}`);
  const fill = (text) => text.replaceAll('{DIR}', world);
  const env = {
    PATH: `${world}/bin:${PATH}`,
    HOME: world,
    LC_ALL: 'C',
    ...Object.fromEntries(Object.entries(scenario.env ?? {}).map(([k, v]) => [k, fill(v)])),
  };
  const capture = join(WORLDS, `${scenario.id}.strace`);
  const run = spawnSync(strace, [...scenario.strace, '-o', capture, '--', ...scenario.run.map(fill)], {
    cwd: world,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  spawnSync('bash', ['-c', `awk -v d="${world}/" 'index($2, d) == 1 { print $2 }' /proc/self/mounts | xargs -r umount -l`]);
  const hasFailed = run.status !== 0;
  if (hasFailed !== (scenario.fails ?? true)) return console.log(`FAIL ${scenario.id}: ended with ${run.status}: ${run.stderr}`);
  store(scenario, world, capture, run.status);
  rmSync(world, { recursive: true, force: true });
}

function store(scenario, world, capture, status) {
  const directory = join(options.out, scenario.id);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const expect = scenario.expect && { ...scenario.expect, subject: scenario.expect.subject?.replaceAll('{DIR}', world) };
  const meta = { id: scenario.id, title: scenario.title, strace: scenario.strace, status, healthy: scenario.fails === false, expect: expect ?? null };
  if (existsSync(capture)) {
    const text = readFileSync(capture, 'latin1');
    const lines = text.split('\n');
    const cut = scenario.cutBehind === undefined ? scenario.cut : lines.findIndex((line) => line.includes(scenario.cutBehind)) + 2;
    const kept =
      cut === undefined
        ? text
        : lines
            .slice(0, cut)
            .join('\n')
            .slice(0, scenario.cutBehind === undefined ? -20 : -8);
    writeFileSync(join(directory, 'trace.strace.gz'), gzipSync(Buffer.from(kept, 'latin1'), { level: 9 }));
    rmSync(capture);
  } else {
    // -ff: one file a process.
    mkdirSync(join(directory, 'trace.d'));
    const files = spawnSync('sh', ['-c', `ls ${capture}.*`], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n');
    for (const file of files) renameSync(file, join(directory, 'trace.d', `trace.${file.split('.').at(-1)}`));
  }
  writeFileSync(join(directory, 'meta.json'), `${JSON.stringify(meta, null, 2)}\n`);
  console.log(`ok   ${scenario.id} (${dirname(directory) && status})`);
}
