// The highest rate at which a real strace writes on this machine: programs that do nothing but call, all under one strace with the options that whytrace gives it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTypeScript } from '../run-typescript.mjs';
import { installed } from './whole-process.mjs';

/** One strace serves them all, one after the other: more of them leave it no time to sleep. */
const AT_ONCE = [1, 2, 4, 8];
const CALLS = 120_000;
const NEWLINE = 10;

/** @returns {Promise<string[][]>} a row of four cells */
export async function straceRateRows() {
  if (installed('strace') === undefined) return [['highest rate of strace', 'strace is not installed', '', '']];
  const { runCommandLine } = await importTypeScript('src/capture/strace-options.ts');
  const { findStrace } = await importTypeScript('src/probes/strace-version.ts');
  const folder = mkdtempSync(join(tmpdir(), 'whytrace-rate-'));
  try {
    const spoolPath = join(folder, 'spool');
    const rates = AT_ONCE.map((count) => {
      // dd reads and writes a byte at a time: two calls each.
      const dd = `dd if=/dev/zero of=/dev/null bs=1 count=${CALLS / 2 / count} status=none`;
      const argv = ['sh', '-c', `${`${dd} & `.repeat(count)}wait`];
      const line = runCommandLine({ strace: findStrace(), spoolPath, traceSet: null, file: 'sh', argv, user: null, env: {} });
      const { error, status } = spawnSync(line[0], line.slice(1), { stdio: 'ignore' });
      if (error || status !== 0) throw error ?? new Error(`${line.join(' ')} ended with ${status}`);
      const { lines, seconds } = spooled(spoolPath);
      return { count, perSecond: Math.round(lines / seconds) };
    });
    const best = rates.reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
    const all = rates.map(({ count, perSecond }) => `${count}: ${perSecond}`).join(', ');
    return [['highest rate of a real strace', `${best.perSecond} lines/s`, `dd of single bytes at once, lines/s: ${all}`, '']];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Seconds are those between the first stamp and the last. */
function spooled(path) {
  const bytes = readFileSync(path);
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines++;
  const stampAt = (from) => Number(/^\d+ +(\d+\.\d+) /.exec(bytes.toString('latin1', from, from + 60))[1]);
  return { lines, seconds: stampAt(bytes.lastIndexOf(NEWLINE, bytes.length - 2) + 1) - stampAt(0) };
}
