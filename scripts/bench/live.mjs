// What analysis costs while a command runs, and how soon the cause is on the screen when it has failed: a real program under a real strace, on a real pty.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../freshness.mjs';
import { childrenOf, cpuMs } from './cpu.mjs';
import { openPty } from './pty.mjs';

const whytrace = `${root}bin/whytrace.js`;
const SIZE = { columns: 80, rows: 24 };
/** What a start costs is measured elsewhere. */
const FROM_MS = 5000;
const EVERY_MS = 500;

/**
 * Runs a command that makes so many calls, looks for a settings file, and fails.
 * @param {{ calls: number, perSecond: number }} load a rate of 0 is as fast as it goes
 * @returns {Promise<{ ours: number, strace: number, shownMs: number }>} shares of a core from {@link FROM_MS} to the end, NaN where it was over sooner;
 *   ms from the end of the command, as strace has stamped it, until the title of the cause was sent to the terminal
 */
export async function failLive({ calls, perSecond }) {
  const folder = mkdtempSync(join(tmpdir(), 'whytrace-live-'));
  const settings = join(folder, 'settings.conf');
  const paced = [process.execPath, `${root}scripts/bench/paced.mjs`, String(calls), String(perSecond), settings];
  const pty = openPty([whytrace, 'run', '--save', join(folder, 'capture'), '--', ...paced], SIZE);
  const startedMs = performance.now();
  const samples = [];
  const sampling = setInterval(() => {
    const strace = childrenOf(pty.pid).find(({ name }) => name === 'strace');
    if (strace !== undefined) samples.push({ atMs: performance.now() - startedMs, ours: cpuMs(pty.pid), strace: cpuMs(strace.pid) });
  }, EVERY_MS);
  const sinceStartMs = await pty.until(/✗ .*settings\.conf/, 600_000);
  clearInterval(sampling);
  await pty.until(/ended: exit 1/);
  await pty.close();
  const [, ended] =
    /^\d+ +([\d.]+) \+\+\+ exited with 1 \+\+\+$/.exec(readFileSync(join(folder, 'capture'), 'latin1').trimEnd().split('\n').at(-1)) ?? [];
  rmSync(folder, { recursive: true });
  const [first, last] = [samples.find(({ atMs }) => atMs >= FROM_MS), samples.at(-1)];
  const share = (name) => (first === undefined || first === last ? Number.NaN : (last[name] - first[name]) / (last.atMs - first.atMs));
  return { ours: share('ours'), strace: share('strace'), shownMs: performance.timeOrigin + pty.startedMs + sinceStartMs - Number(ended) * 1000 };
}

/** Share of a core that the screen takes while the command only waits. */
export async function idleLive(seconds) {
  const pty = openPty([whytrace, 'run', '--', 'sleep', '600'], SIZE);
  // What was begun at the start has settled by then: V8 tidies up 8 s behind it.
  await pty.until(/live 00:2/);
  const [atMs, before] = [performance.now(), cpuMs(pty.pid)];
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const share = (cpuMs(pty.pid) - before) / (performance.now() - atMs);
  await pty.close();
  return share;
}
