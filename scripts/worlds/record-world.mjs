// One world: verified (it fails, and succeeds when one thing is mended), then recorded in a fresh copy. Needs root: namespaces of its own hold it.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expectation } from './parse-worlds.mjs';

/** At a fixed place, so that recording again changes little. */
const WORLDS = '/tmp/whytrace-worlds';
const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', '--propagation', 'private'];
const worldScript = fileURLToPath(new URL('world.sh', import.meta.url));
const strace = spawnSync('sh', ['-c', 'command -v strace'], { encoding: 'utf8' }).stdout.trim();

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/**
 * @param world as parse-worlds.mjs reads it
 * @param out the directory of the fixtures
 * @returns one line that says how it went, starting with ok, skip or FAIL
 */
export function recordWorld(world, out) {
  const missing = world.needs.find((command) => !has(command));
  if (missing !== undefined) return `skip ${world.id}: no ${missing}`;
  const directory = join(WORLDS, world.id);
  const capture = join(WORLDS, `${world.id}.capture`, 'strace');
  const verified = inWorld(world, directory, 'verify', capture).match(/^VERIFY (\S+) (\d+) (\S+) (\d+)$/m);
  if (verified === null) return `FAIL ${world.id}: ${lastLines}`;
  const [, status, tookMs, mended, mendedMs] = verified;
  const wanted = world.expect === undefined || world.slow || world.tracer ? '0' : world.hang && !world.ends ? 'hang' : /^[1-9]/;
  if (typeof wanted === 'string' ? status !== wanted : !wanted.test(status)) return `FAIL ${world.id}: ended with ${status}: ${lastLines}`;
  if (world.expect !== undefined && mended !== '0') return `FAIL ${world.id}: mended, it still ends with ${mended}: ${lastLines}`;
  if (world.slow && Number(tookMs) < 2 * Number(mendedMs)) return `FAIL ${world.id}: slow in ${tookMs} ms, mended in ${mendedMs} ms`;
  const recorded = inWorld(world, directory, 'record', capture).match(/^RECORD (\S+) (\d+)$/m);
  if (recorded === null) return `FAIL ${world.id}: ${lastLines}`;
  const size = store(world, directory, capture, recorded[1], join(out, world.id));
  rmSync(`${directory}.capture`, { recursive: true, force: true });
  return `ok   ${world.id}: ${status}, mended ${mended}, under strace ${recorded[1]}, ${size} bytes`;
}

let lastLines = '';

function inWorld(world, directory, mode, capture) {
  for (const path of [directory, `${directory}.capture`]) rmSync(path, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  mkdirSync(`${directory}.capture`);
  chmodSync(WORLDS, 0o755);
  chmodSync(`${directory}.capture`, 0o777);
  const toStderr = world.strace[0] === 'STDERR';
  const words = [strace, ...world.strace.filter((word) => word !== 'STDERR'), ...(toStderr ? [] : ['-o', capture]), '--'];
  const script = [
    `STRACE=(${words.map((word) => `'${word}'`).join(' ')}) HANG=${world.hang ?? ''} STOP=${world.stop ?? 'tree'} STDIN=${world.stdin ?? 'null'} STDERR=${toStderr ? 1 : ''} AS=${world.as ?? ''} FIXED=`,
    `setup() {\n:\n${world.setup}}`,
    `mend() {\n:\n${world.mend}}`,
    `argv() { ENTER=(${world.enter}); ENVS=("PATH=$D/bin:$BASE" "HOME=$D/home" LC_ALL=C ${world.env}); ARGV=(${world.run}); }`,
  ].join('\n');
  writeFileSync(`${directory}.sh`, script);
  const run = spawnSync('unshare', [...namespaces, 'bash', worldScript, directory, `${directory}.sh`, mode, capture], {
    encoding: 'latin1',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 150_000,
  });
  lastLines = `${run.stdout}${run.stderr}`.trim().split('\n').slice(-4).join(' / ').slice(-500);
  for (const suffix of ['.sh', '.out', '.err', '.setup']) rmSync(directory + suffix, { force: true });
  rmSync(directory, { recursive: true, force: true });
  return run.stdout;
}

function store(world, directory, capture, status, target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const expect = expectation(world, directory);
  const meta = {
    id: world.id,
    title: world.title,
    strace: world.strace,
    status: status === 'hang' ? 'hang' : Number(status),
    healthy: expect === null,
    expect,
  };
  writeFileSync(join(target, 'meta.json'), `${JSON.stringify(meta, null, 2)}\n`);
  if (existsSync(capture)) {
    if (world.shape) spawnSync('bash', ['-c', `{ ${world.shape}; } < "$0" > "$0.shaped" && mv "$0.shaped" "$0"`, capture]);
    const packed = gzipSync(readFileSync(capture), { level: 9 });
    writeFileSync(join(target, 'trace.strace.gz'), packed);
    return packed.length;
  }
  // -ff: one file a process.
  mkdirSync(join(target, 'trace.d'));
  const files = readdirSync(`${directory}.capture`);
  for (const file of files) renameSync(join(`${directory}.capture`, file), join(target, 'trace.d', `trace.${file.split('.').at(-1)}`));
  return files.map((file) => readFileSync(join(target, 'trace.d', `trace.${file.split('.').at(-1)}`)).length).reduce((a, b) => a + b, 0);
}
