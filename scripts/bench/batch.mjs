// Figures of `whytrace diagnose --json` on large captures, beside the least that reading them costs, and of the surveys behind the views.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from '../run-typescript.mjs';
import { writeCapture, writeOther } from './capture.mjs';
import { writeFailing } from './failing.mjs';
import { showMs, spread } from './figures.mjs';
import { installed, measured } from './whole-process.mjs';

const TEN_MILLION = 10_000_000;
const ROUNDS = 330_000;

/**
 * @param {{ whytrace: string, folder: string, large: string, runs: number, isQuick: boolean }} what `large`: a capture of a million lines; quick: ten
 *   million are left out
 * @returns {Promise<string[][]>} rows of four cells
 */
export async function batchRows({ whytrace, folder, large, runs, isQuick }) {
  const failing = join(folder, 'failing.strace');
  const { calls } = writeFailing(failing, ROUNDS);
  const plain = diagnosing(whytrace, large, runs);
  const rows = [
    row('diagnose, 1 M lines', plain, beside(large, plain), '≤ 1000 ms, 250 MiB'),
    row(`diagnose, ${calls.toLocaleString('en-US')} calls, a third fail`, diagnosing(whytrace, failing, runs), '', ''),
  ];
  const { surveyFigures } = await importTypeScript('scripts/bench/surveys.ts');
  for (const [name, { cpuMs, longestMs }] of Object.entries(await surveyFigures(large)))
    rows.push([`survey for the ${name} view, 1 M lines`, `${showMs(cpuMs)} CPU`, `longest slice ${showMs(longestMs)}`, '≤ 1000 ms CPU']);
  const other = join(folder, 'other.strace');
  writeOther(large, other);
  const two = comparing(whytrace, large, other, runs);
  rows.push(row('diff, 1 M against 1 M lines', two, '', '≤ 5000 ms'));
  rmSync(other);
  if (!isQuick) {
    const huge = join(folder, 'huge.strace');
    writeCapture(huge, TEN_MILLION);
    const took = diagnosing(whytrace, huge, 1);
    rows.push(row('diagnose, 10 M lines', took, beside(huge, took), '≤ 8000 ms, 1229 MiB'));
    rmSync(huge);
  }
  return rows;
}

const diagnosing = (whytrace, file, runs) => medians([whytrace, 'diagnose', '--json', file], runs);
const comparing = (whytrace, one, other, runs) => medians([whytrace, 'diff', '--json', one, other], runs);

/** The first run fills the caches and does not count. */
function medians(command, runs) {
  const all = Array.from({ length: runs + 1 }, () => measured(command)).slice(1);
  const median = (key) => spread(all.map((one) => one[key])).median;
  return { wallMs: median('wallMs'), cpuMs: median('cpuMs'), mebibytes: median('mebibytes') };
}

/** Beside a search for failed calls, and beside strace-tui, which reads all and judges nothing, where they are installed. */
function beside(file, { wallMs }) {
  const searcher = installed('rg', 'grep');
  const peers = [
    searcher === undefined ? null : [searcher, '-c', ' = -1 E', file],
    installed('strace-tui') === undefined ? null : ['strace-tui', 'parse', '--json', file],
  ];
  return peers
    .filter((peer) => peer !== null)
    .map((peer) => `${(wallMs / measured(peer).wallMs).toFixed(1)} × ${peer[0]}`)
    .join(', ');
}

const row = (name, { wallMs, cpuMs, mebibytes }, peers, mark) => [
  name,
  showMs(wallMs),
  `${showMs(cpuMs)} CPU, ${Number.isNaN(mebibytes) ? 'memory not known' : `${Math.round(mebibytes)} MiB`}${peers === '' ? '' : `, ${peers}`}`,
  mark,
];
