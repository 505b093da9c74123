// What whytrace adds to a command that is traced anyway: pairs of runs, plain strace with the same options and `whytrace diagnose`, one after the other.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../freshness.mjs';
import { importTypeScript } from '../run-typescript.mjs';
import { showMs, spread } from './figures.mjs';
import { installed } from './whole-process.mjs';

const whytrace = `${root}bin/whytrace.js`;
/** Of Student's distribution, for a sureness of 95 %, by degrees of freedom. */
const t95 = (freedom) => 1.96 + 2.4 / Math.max(1, freedom) + 8 / Math.max(1, freedom) ** 3;

/** @param {number} pairs @returns {Promise<string[][]>} rows of four cells */
export async function liveCostRows(pairs) {
  if (installed('strace') === undefined) return [['live cost', 'strace is not installed', '', '']];
  const folder = mkdtempSync(join(tmpdir(), 'whytrace-cost-'));
  try {
    return [...(await goBuild(folder, pairs)), ...(await storm(folder, pairs))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function goBuild(folder, pairs) {
  if (installed('go') === undefined) return [['live cost, go build', 'Go is not installed', '', '']];
  writeFileSync(join(folder, 'go.mod'), 'module hello\ngo 1.21\n');
  let round = 0;
  // Something to build each time.
  const prepare = () => writeFileSync(join(folder, 'main.go'), `package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello ${++round}") }\n`);
  return rowsOf('go build of a hello world', await inPairs(folder, ['go', 'build', '-o', join(folder, 'hello'), '.'], pairs, prepare));
}

async function storm(folder, pairs) {
  return rowsOf(
    'dd of single bytes',
    await inPairs(folder, ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=1', 'count=60000', 'status=none'], pairs, () => {}),
  );
}

/**
 * Both sides get the same strace, options, command, directory and file system, and both spools are counted.
 * Stamps in the capture tell the command's own time (first to last) from the start (until the first) and the end (from the last).
 */
async function inPairs(folder, command, pairs, prepare) {
  const { runCommandLine } = await importTypeScript('src/capture/strace-options.ts');
  const { findStrace } = await importTypeScript('src/probes/strace-version.ts');
  const [plainSpool, ourSpool] = [join(folder, 'plain.strace'), join(folder, 'ours.strace')];
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), PATH: `${pinnedStrace(folder, findStrace().path)}:${process.env.PATH}` };
  const strace = findStrace(env);
  const plain = runCommandLine({ strace, spoolPath: plainSpool, traceSet: null, file: command[0], argv: command, user: null, env: {} });
  const ours = [process.execPath, whytrace, 'diagnose', '--json', '--save', ourSpool, '--', ...command];
  const once = (line, spool) => {
    prepare();
    rmSync(spool, { force: true });
    const fromMs = performance.timeOrigin + performance.now();
    const { error, status } = spawnSync(line[0], line.slice(1), { cwd: folder, env, stdio: 'ignore' });
    const toMs = performance.timeOrigin + performance.now();
    if (error) throw error;
    if (status !== 0) throw new Error(`${line.join(' ')} ended with ${status}`);
    const { firstMs, lastMs, lines } = stampsOf(spool);
    return { lines, cpuMs: childrenCpuMs(folder), startMs: firstMs - fromMs, commandMs: lastMs - firstMs, endMs: toMs - lastMs };
  };
  const results = [];
  for (let pair = -1; pair < pairs; pair++) {
    const [first, second] = pair % 2 === 0 ? ['plain', 'ours'] : ['ours', 'plain'];
    const one = {};
    for (const which of [first, second]) one[which] = which === 'plain' ? once(plain, plainSpool) : once(ours, ourSpool);
    if (pair >= 0) results.push(one);
  }
  return results;
}

/**
 * strace and its command take turns. On two cores each turn may wake the other core out of its sleep, on one it is a switch: up to five times as fast on a virtual machine,
 * and which of both a run gets is the scheduler's throw. So strace has one core with all that it starts, on both sides; whytrace itself has all of them.
 * What strace and the command use of it is counted, too: on a machine that others use, wall times also tell how much they took.
 * @returns a directory for PATH
 */
function pinnedStrace(folder, path) {
  const directory = join(folder, 'bin');
  mkdirSync(directory, { recursive: true });
  const script = `#!/bin/sh\ntaskset -c ${availableParallelism() - 1} '${path}' "$@"\nstatus=$?\ntimes >'${timesFile(folder)}'\nexit $status\n`;
  writeFileSync(join(directory, 'strace'), script, { mode: 0o755 });
  return directory;
}

const timesFile = (folder) => join(folder, 'times');

/** User and system time of what the shell has waited for: the second line of `times`, such as `0m1.180000s 0m0.360000s`. */
function childrenCpuMs(folder) {
  const [, line] = readFileSync(timesFile(folder), 'latin1').split('\n');
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000, 0);
}

function rowsOf(name, results) {
  const middle = (which, key) => spread(results.map((one) => one[which][key])).median;
  const both = (key) => `plain ${showMs(middle('plain', key))}, ours ${showMs(middle('ours', key))}`;
  const added = (says, key) => [`  ${name}, ${says}`, `+ ${showMs(middle('ours', key) - middle('plain', key))}`, both(key), ''];
  const times = (says, key) => {
    const { ratio, low, high } = ratioOf(results.map(({ ours, plain }) => Math.log(ours[key] / plain[key])));
    return [
      `live cost, ${name}, ${says}`,
      `${ratio.toFixed(3)} × plain strace`,
      `${low.toFixed(3)} to ${high.toFixed(3)}, ${results.length} pairs; ${both(key)}`,
      '≤ 1.05 ×, interval ≤ 1.10 ×',
    ];
  };
  return [
    times('first call to last', 'commandMs'),
    times('processor time of strace and the command', 'cpuMs'),
    added('until strace runs', 'startMs'),
    added('from its end to ours, with the report', 'endMs'),
    [
      `  ${name}, lines in the captures`,
      `plain ${middle('plain', 'lines')}, ours ${middle('ours', 'lines')}`,
      `${Math.round((middle('plain', 'lines') / middle('plain', 'commandMs')) * 1000)} a second under plain strace`,
      'the same',
    ],
  ];
}

/** The middle of the ratios and where it lies with a sureness of 95 %, from their logarithms. */
function ratioOf(logs) {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / Math.max(1, logs.length - 1);
  const half = t95(logs.length - 1) * Math.sqrt(variance / logs.length);
  return { ratio: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half) };
}

function stampsOf(spool) {
  const lines = readFileSync(spool, 'latin1').trimEnd().split('\n');
  const stampMs = (line) => Number(/^\d+ +(\d+\.\d+) /.exec(line)[1]) * 1000;
  return { firstMs: stampMs(lines[0]), lastMs: stampMs(lines.at(-1)), lines: lines.length };
}
