// A capture that grows at a given rate, whatever this machine's strace could do: whether whytrace keeps up, loses nothing, and leaves the writer alone.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../freshness.mjs';
import { writeCapture } from './capture.mjs';
import { childrenOf, cpuMs } from './cpu.mjs';
import { showMs, spread } from './figures.mjs';
import { openPty } from './pty.mjs';
import { straceRateRows } from './strace-rate.mjs';

const whytrace = `${root}bin/whytrace.js`;
const KEYS = ['j', '\x06', 'k', '\x02', 'G', 'g'];
const KEY_EVERY_MS = 400;
/** What a start costs is measured elsewhere. */
const SETTLED_MS = 3000;

/**
 * Makes the lines that will be appended.
 * @param {number} perSecond lines
 * @param {number} seconds
 */
export function makeStorm(perSecond, seconds) {
  const folder = mkdtempSync(join(tmpdir(), 'whytrace-storm-'));
  const lines = join(folder, 'recorded');
  const { calls, records, bytes } = writeCapture(lines, perSecond * seconds);
  const note = join(folder, 'note.json');
  const state = join(folder, 'state');
  mkdirSync(state);
  const env = {
    PATH: [`${root}scripts/bench/stand-in`, process.env.PATH].join(delimiter),
    WHYTRACE_BENCH_NODE: process.execPath,
    WHYTRACE_BENCH_LINES: lines,
    WHYTRACE_BENCH_RATE: String(bytes / seconds),
    WHYTRACE_BENCH_NOTE: note,
    XDG_STATE_HOME: state,
  };
  return {
    folder,
    calls,
    records,
    bytes,
    env,
    recorded: lines,
    noted: () => JSON.parse(readFileSync(note, 'utf8')),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The writer on its own. */
export async function stormAlone(storm) {
  const to = join(storm.folder, 'alone');
  const child = spawn(`${root}scripts/bench/stand-in/strace`, ['-o', to], { env: { ...process.env, ...storm.env }, stdio: 'inherit' });
  await new Promise((resolve) => child.on('exit', resolve));
  rmSync(to);
  return storm.noted();
}

/**
 * With the screen following, or paused, and keys pressed.
 * @param {{ options?: string[], keys?: boolean, size?: { columns: number, rows: number } }} how
 * @returns what the writer noted, and of whytrace: share of a core while lines came, the times of its keys, most memory, calls on its screen at the end
 */
export async function stormOnScreen(storm, { options = [], keys = true, size } = {}) {
  const pty = openPty([whytrace, 'run', ...options, '--', 'sleep', '1'], { ...size, env: storm.env });
  const times = [];
  const samples = [];
  const others = () => childrenOf(pty.pid).filter(({ pid }) => !isStandIn(pid));
  const sampling = setInterval(() => {
    const cpu = cpuMs(pty.pid) + others().reduce((sum, { pid }) => sum + cpuMs(pid), 0);
    samples.push({ atMs: performance.now() - pty.startedMs, cpu, rssKiB: rssKiB(pty.pid) });
  }, 250);
  await pty.until(/live 00:0[1-9]/);
  let isOver = false;
  const over = pty.until(/ended: /, 600_000).then((ms) => {
    isOver = true;
    return ms;
  });
  while (keys && !isOver) {
    times.push(await pty.key(KEYS[times.length % KEYS.length], 0));
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, KEY_EVERY_MS))]);
  }
  const shownMs = performance.timeOrigin + pty.startedMs + (await over);
  clearInterval(sampling);
  const noted = storm.noted();
  await pty.until(new RegExp(`${storm.calls.toLocaleString('en-US').split(',').join('\\D?')} calls`), 20_000);
  const text = pty.text();
  const [first, last] = [
    samples.find(({ atMs }) => atMs >= SETTLED_MS),
    samples.findLast(({ atMs }) => atMs <= noted.endedMs - performance.timeOrigin - pty.startedMs),
  ];
  await pty.close();
  return {
    noted,
    share: (last.cpu - first.cpu) / (last.atMs - first.atMs),
    keys: spread(times.length > 0 ? times : [Number.NaN]),
    behindMs: shownMs - noted.endedMs,
    mebibytes: Math.max(...samples.map(({ rssKiB }) => rssKiB)) / 1024,
    text,
    callsShown: Number(/(\d{1,3}(?:\D\d{3})*) calls/.exec(text)?.[1]?.replace(/\D/g, '') ?? Number.NaN),
  };
}

/** Without a screen. @returns what the writer noted, the report, and how long after the writer's end it came */
export async function stormDiagnosed(storm, options = []) {
  const child = spawn(process.execPath, [whytrace, 'diagnose', '--json', ...options, '--', 'sleep', '1'], {
    env: { ...process.env, ...storm.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await new Promise((resolve) => child.on('close', resolve));
  const noted = storm.noted();
  return { noted, behindMs: Date.now() - noted.endedMs, report: JSON.parse(text) };
}

/** A minute at 200,000 lines a second on the screen and without one, and what whytrace itself takes at 50,000. @returns {Promise<string[][]>} rows of four cells */
export async function stormRows(isQuick) {
  const seconds = isQuick ? 10 : 60;
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  const held = ({ slowestMs, behindMs }) => `slowest write ${showMs(slowestMs)}, most behind ${showMs(behindMs)}`;
  const rows = [];
  const fast = makeStorm(200_000, seconds);
  try {
    const alone = await stormAlone(fast);
    rows.push([`200,000 lines/s for ${seconds} s: the writer alone`, showMs(alone.tookMs), held(alone), '']);
    const shown = await stormOnScreen(fast);
    rows.push(['  with the screen following', showMs(shown.noted.tookMs), held(shown.noted), 'as alone']);
    rows.push([
      '  calls on the screen, of those written',
      `${shown.callsShown} of ${fast.calls}`,
      `${showMs(shown.behindMs)} behind the end`,
      'equal',
    ]);
    rows.push(['  keys meanwhile', showMs(shown.keys.median), `p95 ${showMs(shown.keys.p95)}; ${Math.round(shown.mebibytes)} MiB`, '']);
    const diagnosed = await stormDiagnosed(fast);
    rows.push(['  with diagnose', showMs(diagnosed.noted.tookMs), held(diagnosed.noted), 'as alone']);
    rows.push([
      '  records in its report, of those written',
      `${diagnosed.report.stats.events} of ${fast.records}`,
      `${showMs(diagnosed.behindMs)} behind the end`,
      'equal',
    ]);
  } finally {
    fast.remove();
  }
  rows.push(...(await straceRateRows()));
  const steady = makeStorm(50_000, isQuick ? 10 : 30);
  try {
    const { share } = await stormOnScreen(steady, { keys: false });
    rows.push(['50,000 lines/s: whytrace, of a core', percent(share), '', '≤ 25 %']);
  } finally {
    steady.remove();
  }
  return rows;
}

const rssKiB = (pid) => Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
const isStandIn = (pid) => read(`/proc/${pid}/cmdline`).includes('append-lines.mjs');

function read(path) {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
