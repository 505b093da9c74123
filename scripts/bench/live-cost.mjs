// What whytrace adds to a command that is traced anyway: pairs of runs, plain strace with the same options and `whytrace diagnose`, one after the other.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../freshness.mjs';
import { importTypeScript } from '../run-typescript.mjs';
import { showMs, spread } from './figures.mjs';
import { installed } from './whole-process.mjs';

const whytrace = `${root}bin/whytrace.js`;
/** Of Student's distribution, for a sureness of 95 % with some twenty pairs. */
const T_95 = 2.09;

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

/** Whole wall time as a person sees it, and the time from the first to the last stamp in the capture: what the command itself took. */
async function inPairs(folder, command, pairs, prepare) {
  const { runCommandLine } = await importTypeScript('src/capture/strace-options.ts');
  const { findStrace } = await importTypeScript('src/probes/strace-version.ts');
  const [plainSpool, ourSpool] = [join(folder, 'plain.strace'), join(folder, 'ours.strace')];
  const strace = findStrace();
  const plain = runCommandLine({ strace, spoolPath: plainSpool, traceSet: null, file: command[0], argv: command, user: null, env: {} });
  const ours = [process.execPath, whytrace, 'diagnose', '--json', '--save', ourSpool, '--', ...command];
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state') };
  const once = (line, spool) => {
    prepare();
    const atMs = performance.now();
    const { error } = spawnSync(line[0], line.slice(1), { cwd: folder, env, stdio: 'ignore' });
    if (error) throw error;
    return { wallMs: performance.now() - atMs, tracedMs: tracedMs(spool) };
  };
  const results = [];
  for (let pair = -1; pair < pairs; pair++) {
    const [first, second] = pair % 2 === 0 ? ['plain', 'ours'] : ['ours', 'plain'];
    const one = {};
    for (const which of [first, second]) one[which] = which === 'plain' ? once(plain, plainSpool) : once(ours, ourSpool);
    if (pair >= 0) results.push(one);
  }
  return { results, lines: readFileSync(plainSpool, 'latin1').split('\n').length - 1, bytes: statSync(plainSpool).size };
}

function rowsOf(name, { results, lines }) {
  const row = (key, says, mark) => {
    const { ratio, low, high } = ratioOf(results.map(({ ours, plain }) => Math.log(ours[key] / plain[key])));
    const plain = spread(results.map((one) => one.plain[key])).median;
    return [
      `live cost, ${name}, ${says}`,
      `${ratio.toFixed(3)} × plain strace`,
      `${low.toFixed(3)} to ${high.toFixed(3)}, ${results.length} pairs; plain ${showMs(plain)}`,
      mark,
    ];
  };
  const plain = spread(results.map((one) => one.plain.tracedMs)).median;
  return [
    row('tracedMs', 'the command', '≤ 1.05 ×, interval ≤ 1.10 ×'),
    row('wallMs', 'with start and report', ''),
    [`  lines a second of plain strace, ${name}`, String(Math.round((lines / plain) * 1000)), '', ''],
  ];
}

/** The middle of the ratios and where it lies with a sureness of 95 %, from their logarithms. */
function ratioOf(logs) {
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / Math.max(1, logs.length - 1);
  const half = T_95 * Math.sqrt(variance / logs.length);
  return { ratio: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half) };
}

/** From the first stamp to the last. */
function tracedMs(spool) {
  const stamps = readFileSync(spool, 'latin1').match(/(?<=^\d+ +)\d+\.\d+(?= )/gm) ?? [];
  return (Number(stamps.at(-1)) - Number(stamps[0])) * 1000;
}
