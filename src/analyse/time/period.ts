// Finds the rhythm of things that recur: a compactor's lock, a flush, a scheduler's period. Some beats may be missing.
import type { Period } from '../../model/time-profile.ts';

/** Fewer than this make no rhythm. */
const LEAST = 4;
/** The distance of a time from its beat, as a share of the period, that still counts as on the beat. */
const ON_BEAT = 0.1;
/** A rhythm of which more beats than this are missing for each that is there is read into the times. */
const MOST_MISSING = 3;

/**
 * @param times ascending, nanoseconds
 * @returns null where fewer than four times, or fewer than five of six of them, fit one rhythm
 */
export function periodOf(times: readonly number[]): Period | null {
  if (times.length < LEAST) return null;
  const distances = times.slice(1).map((time, at) => time - times[at]!);
  const sorted = [...distances].filter((distance) => distance > 0).sort((a, b) => a - b);
  if (sorted.length < LEAST - 1) return null;
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  const candidates = [middle, sorted[Math.floor(sorted.length / 4)]!, sorted[0]!, middle / 2];
  let best: Period | null = null;
  for (const candidate of candidates) {
    const fitted = fit(times, distances, candidate);
    if (fitted !== null && (best === null || fitted.count > best.count || (fitted.count === best.count && fitted.jitter < best.jitter)))
      best = fitted;
  }
  return best;
}

function fit(times: readonly number[], distances: readonly number[], guess: number): Period | null {
  let periodNs = guess;
  // The guess is one distance; all of them together, each a whole number of periods, give the period itself.
  for (let round = 0; round < 3; round++) {
    let beats = 0;
    let span = 0;
    for (const distance of distances) {
      const whole = Math.round(distance / periodNs);
      if (whole < 1 || Math.abs(distance / periodNs - whole) > 0.25) continue;
      beats += whole;
      span += distance;
    }
    if (beats === 0) return null;
    periodNs = span / beats;
  }
  const beats = (times.at(-1)! - times[0]!) / periodNs;
  if (beats > times.length * (1 + MOST_MISSING)) return null;
  const phase = meanPhase(times, periodNs);
  const off = times.map((time) => Math.abs(time / periodNs - phase - Math.round(time / periodNs - phase)));
  const fitting = off.filter((share) => share <= ON_BEAT);
  if (fitting.length < LEAST || fitting.length * 6 < times.length * 5) return null;
  const jitter = Math.sqrt(fitting.reduce((sum, share) => sum + share * share, 0) / fitting.length);
  return { periodNs, jitter, count: fitting.length };
}

/** The mean direction of times on a circle that is one period round, as a share of it. */
function meanPhase(times: readonly number[], periodNs: number): number {
  let x = 0;
  let y = 0;
  for (const time of times) {
    const angle = (time / periodNs) * 2 * Math.PI;
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
  return Math.atan2(y, x) / (2 * Math.PI);
}
