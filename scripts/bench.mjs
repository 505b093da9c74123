// `npm run bench`: how fast whytrace is, beside the least that can be done, in one run: medians and ratios. `--quick` runs less often.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchRows } from './bench/batch.mjs';
import { FIRST, writeCapture } from './bench/capture.mjs';
import { inTurns, processMs, showMs, spread } from './bench/figures.mjs';
import { failLive, idleLive } from './bench/live.mjs';
import { liveCostRows } from './bench/live-cost.mjs';
import { openPty } from './bench/pty.mjs';
import { setRows } from './bench/sets.mjs';
import { stormRows } from './bench/storm.mjs';
import { tenMillionRows } from './bench/ten.mjs';
import { root } from './freshness.mjs';
import { ensureBuilt } from './prepare.mjs';

const LINES = 1_000_000;
const runs = process.argv.includes('--quick') ? 3 : 11;
const whytrace = `${root}bin/whytrace.js`;
const lnav = ['/usr/bin/lnav', '/usr/local/bin/lnav'].find((path) => existsSync(path));
const folder = mkdtempSync(join(tmpdir(), 'whytrace-bench-'));
const load = () =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(' ');
const rows = [];

ensureBuilt();
console.log(`${cpus().length} cores, load ${load()}, Node ${process.version}; medians of ${runs} runs in turns`);
try {
  const small = join(folder, 'small.strace');
  const large = join(folder, 'large.strace');
  writeCapture(small, 1000);
  const { calls, bytes } = writeCapture(large, LINES);
  await starts(small);
  await reading(large, bytes);
  rows.push(...(await batchRows({ whytrace, folder, large, runs: Math.min(runs, 5), isQuick: process.argv.includes('--quick') })));
  rows.push(...setRows({ whytrace, folder, runs: Math.min(runs, 3), isQuick: process.argv.includes('--quick') }));
  await opening(large, calls);
  await keys(large, calls);
  if (!process.argv.includes('--quick')) rows.push(...(await tenMillionRows({ whytrace, folder })));
  await live();
  rows.push(...(await stormRows(process.argv.includes('--quick'))));
  rows.push(...(await liveCostRows(process.argv.includes('--quick') ? 5 : 20)));
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`load at the end ${load()}\n`);
const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows)
  console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column] ?? 0))).join('  '));

async function starts(small) {
  const bare = [process.execPath, '-e', '0'];
  const took = await inTurns(
    {
      node: () => processMs(bare),
      frame: () => screenAfter([whytrace], /whytrace/),
      diagnose: () => processMs([whytrace, 'diagnose', '--json', small]),
    },
    runs,
  );
  rows.push(['node -e 0', showMs(took.node.median), '', '']);
  rows.push(ratioRow('first frame of the start screen', took.frame, took.node, 2.5));
  rows.push(ratioRow('diagnose --json, 1,000 lines', took.diagnose, took.node, 3));
}

async function reading(large, bytes) {
  const took = await inTurns(
    {
      count: () => processMs([process.execPath, `${root}scripts/bench/count-lines.mjs`, large]),
      stats: () => processMs([whytrace, 'stats', '--json', large]),
      diagnose: () => processMs([whytrace, 'diagnose', '--json', large]),
    },
    Math.min(runs, 5),
  );
  const rate = (ms) => `${Math.round(bytes / 1e6 / (ms / 1000))} MB/s`;
  rows.push([`count line feeds, 1 M lines (${Math.round(bytes / 1e6)} MB)`, showMs(took.count.median), rate(took.count.median), '']);
  for (const name of ['stats', 'diagnose']) {
    rows.push([
      `${name} --json, 1 M lines`,
      showMs(took[name].median),
      rate(took[name].median),
      `${(took[name].median / took.count.median).toFixed(1)} × counting`,
    ]);
  }
}

async function opening(large, calls) {
  const measurements = {
    first: () => screenAfter([whytrace, 'open', large], new RegExp(FIRST)),
    all: () => screenAfter([whytrace, 'open', large], countOnScreen(calls)),
  };
  // lnav shows the end of the file when it has read it all.
  if (lnav !== undefined) measurements.lnav = () => screenAfter([lnav, large], /exit_group\W+2\b/);
  const took = await inTurns(measurements, runs);
  rows.push(['open 1 M lines: first screen', showMs(took.first.median), '', '≤ 250 ms']);
  rows.push(['open 1 M lines: all indexed', showMs(took.all.median), '', '≤ 1000 ms']);
  rows.push(lnav === undefined ? ['lnav', 'not installed', '', ''] : ratioRow('  beside lnav, all read', took.all, took.lnav, 0.5));
}

async function keys(large, calls) {
  const pty = openPty([whytrace, 'open', large]);
  const press = async (name, sequences, more) => {
    const times = [];
    while (more(times.length)) times.push(await pty.key(sequences[times.length % sequences.length]));
    const { median, p95 } = spread(times);
    rows.push([`key ${name}`, showMs(median), `p95 ${showMs(p95)}`, '≤ 5 ms, p95 ≤ 16 ms']);
  };
  await pty.until(new RegExp(FIRST));
  await press('j while 1 M lines load', ['j'], (count) => count < runs * 6 && !countOnScreen(calls).test(pty.text()));
  await pty.until(countOnScreen(calls));
  // The diagnosis puts the cursor on what proves it: the last event, where j has nowhere to go.
  await pty.until(/\bproves\b/);
  await pty.key('g', 200);
  for (const [name, sequences] of [
    ['j', ['j']],
    ['page', ['\x06']],
    ['G and g', ['G', 'g']],
  ])
    await press(`${name} at 1 M lines`, sequences, (count) => count < runs * 6);
  await pty.close();
}

/** A minute at 5,000 calls a second, and commands that fail soon. */
async function live() {
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  const soon = [];
  for (let run = 0; run < Math.min(runs, 5); run++) soon.push((await failLive({ calls: 3000, perSecond: 1000 })).shownMs);
  const long = await failLive({ calls: 300_000, perSecond: 5000 });
  rows.push(['live, 5,000 calls/s: whytrace, of a core', percent(long.ours), `strace ${percent(long.strace)}`, '≤ 10 %']);
  rows.push(['live, a command that waits: of a core', percent(await idleLive(20)), '', '≤ 1 %']);
  rows.push(['the cause shown behind the end, 3,000 calls', showMs(spread(soon).median), `p95 ${showMs(spread(soon).p95)}`, '≤ 300 ms']);
  rows.push(['the cause shown behind the end, 300,000 calls', showMs(long.shownMs), '', '≤ 300 ms']);
}

async function screenAfter(argv, pattern) {
  const pty = openPty(argv);
  const ms = await pty.until(pattern);
  await pty.close();
  return ms;
}

/** A count with any separator between its groups of digits. */
function countOnScreen(count) {
  const groups = count.toLocaleString('en-US').split(',');
  return new RegExp(`${groups.join('\\D?')} calls`);
}

function ratioRow(name, took, base, mark) {
  return [name, showMs(took.median), `${(took.median / base.median).toFixed(2)} ×`, `≤ ${mark} ×`];
}
