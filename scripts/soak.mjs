// `npm run soak`: traces a busy program live for an hour, with the screen on a real terminal and a key now and then, and says whether memory stays flat.
// node scripts/soak.mjs [--minutes 60] [--rate 2000] [--every SECONDS] [-- OPTIONS OF whytrace run]
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { childrenOf, cpuMs } from './bench/cpu.mjs';
import { growthPerMillion } from './bench/growth.mjs';
import { openPty } from './bench/pty.mjs';
import { root } from './freshness.mjs';
import { ensureBuilt } from './prepare.mjs';

const KEYS = ['j', 'k', '\x06', '\x02', 'G', 'g', '2', '1', '3', '1', '\x1b[B', '\x1b[A', ' ', ' '];
const KEY_EVERY_MS = 1500;

const dashes = process.argv.indexOf('--');
const options = dashes < 0 ? [] : process.argv.slice(dashes + 1);
const { values } = parseArgs({
  args: process.argv.slice(2, dashes < 0 ? undefined : dashes),
  options: {
    minutes: { type: 'string', default: '60' },
    rate: { type: 'string', default: '2000' },
    every: { type: 'string', default: '60' },
  },
});
const [minutes, rate, everyMs] = [Number(values.minutes), Number(values.rate), Number(values.every) * 1000];

ensureBuilt();
const folder = mkdtempSync(join(tmpdir(), 'whytrace-soak-'));
const calls = Math.round(minutes * 60 * rate);
const paced = [process.execPath, `${root}scripts/bench/paced.mjs`, String(calls), String(rate), join(folder, 'settings.conf')];
const pty = openPty([`${root}bin/whytrace.js`, 'run', ...options, '--', ...paced], { env: { XDG_STATE_HOME: folder } });
const startedMs = performance.now();
const samples = [];
const [MIB, widths] = [1024, [8, 12, 10, 10, 10, 11]];
const line = (...cells) => console.log(cells.map((cell, column) => String(cell).padStart(widths[column])).join('  '));

console.log(`${rate} calls a second for ${minutes} min: whytrace run ${options.join(' ')}`);
line('minute', 'calls', 'RSS MiB', 'beside', 'CPU s', 'spool MiB');
const sampling = setInterval(sample, everyMs);
let pressed = 0;
const pressing = setInterval(() => pty.press(KEYS[pressed++ % KEYS.length]), KEY_EVERY_MS);
await pty.until(/ended: exit 1/, minutes * 60_000 * 1.5 + 60_000);
clearInterval(sampling);
clearInterval(pressing);
sample();
await pty.close();
rmSync(folder, { recursive: true });
verdict();

function sample() {
  const beside = childrenOf(pty.pid).filter(({ name }) => name !== 'strace');
  const one = {
    minute: (performance.now() - startedMs) / 60_000,
    calls: callsOnScreen(),
    rssKiB: rssKiB(pty.pid),
    besideKiB: beside.reduce((sum, { pid }) => sum + rssKiB(pid), 0),
    cpuMs: cpuMs(pty.pid) + beside.reduce((sum, { pid }) => sum + cpuMs(pid), 0),
    spoolBytes: spoolBytes(),
  };
  samples.push(one);
  line(
    one.minute.toFixed(1),
    one.calls,
    (one.rssKiB / MIB).toFixed(1),
    (one.besideKiB / MIB).toFixed(1),
    (one.cpuMs / 1000).toFixed(1),
    (one.spoolBytes / 2 ** 20).toFixed(1),
  );
}

/** The first tenth is left out: a program that starts takes memory once. */
function verdict() {
  const settled = samples
    .filter(({ minute, calls }) => minute >= minutes / 10 && calls > 0)
    .map(({ calls, rssKiB }) => ({ calls, bytes: rssKiB * 1024 }));
  const bytes = growthPerMillion(settled);
  const last = samples.at(-1);
  console.log(
    Number.isNaN(bytes)
      ? 'too few samples to say how memory grows'
      : `memory grows by ${(bytes / 2 ** 20).toFixed(1)} MiB per million calls (${(bytes / 1e6).toFixed(1)} bytes a call; the columns of a call take 45)`,
  );
  console.log(`own CPU ${(last.cpuMs / 10 / (last.minute * 60)).toFixed(1)} % of a core, ${pressed} keys pressed`);
}

/** What its header says; 0 while there is none. */
function callsOnScreen() {
  const [, digits = '0'] = /(\d{1,3}(?:\D\d{3})*) calls/.exec(pty.text()) ?? [];
  return Number(digits.replace(/\D/g, ''));
}

function rssKiB(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** What the spool takes on disk: blocks of 512 bytes, holes left out. */
function spoolBytes() {
  const [, path] = /^(\S+trace\.strace)$/m.exec(openFilesOf(childrenOf(pty.pid).find(({ name }) => name === 'strace')?.pid)) ?? [];
  const found = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 0 : found.blocks * 512;
}

function openFilesOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', '\n');
  } catch {
    return '';
  }
}
