// Numbers of a measurement and how they are shown.
import { spawnSync } from 'node:child_process';

/** @param {number[]} values ms; a NaN (never came) counts as the slowest */
export function spread(values) {
  const sorted = values.toSorted((a, b) => (Number.isNaN(a) ? Infinity : a) - (Number.isNaN(b) ? Infinity : b));
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95), runs: sorted.length };
}

/** Runs measurements in turns, so that a busy moment of the machine meets all alike. @returns {Promise<object>} spread of each */
export async function inTurns(measurements, runs) {
  const values = Object.fromEntries(Object.keys(measurements).map((name) => [name, []]));
  // The first round fills the caches and does not count.
  for (let run = -1; run < runs; run++) {
    for (const [name, measure] of Object.entries(measurements)) {
      const ms = await measure();
      if (run >= 0) values[name].push(ms);
    }
  }
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, spread(list)]));
}

/** Wall time of a whole process, ms. */
export function processMs([file, ...args]) {
  const atMs = performance.now();
  const { error } = spawnSync(file, args, { stdio: 'ignore' });
  if (error) throw error;
  return performance.now() - atMs;
}

export const showMs = (ms) => (Number.isNaN(ms) ? 'never' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`);
