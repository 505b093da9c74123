// The rhythm in which a cgroup that has used up its processor time is let run again: at the beginning of each period.
import { DEFAULT_PERIOD_US, type QuotaText } from '../../text/cpu-files.ts';
import { type Lattice, latticeOf } from './lattice.ts';

export interface QuotaRhythm extends Lattice {
  readonly periodNs: number;
}

/** Periods that are set where the kernel's own is not kept. Trying several makes a hit by chance as much more likely. */
const OTHER_PERIODS_US = [50_000, 200_000, 250_000, 500_000];
/** A thread is held up for the rest of a period. Shorter pauses are the scheduler's, between threads that all may run. */
const LEAST_SHARE = 0.4;

/** Fewer pauses show no rhythm. */
const LEAST_MOMENTS = 5;
/** … and so likely may it be that they show one by chance, by what else is known. */
const CHANCE = { told: 1e-3, idle: 2e-3, neither: 1e-4 };

/**
 * @param stretches in which nothing was done and nothing waited for
 * @param quota as the capture or the host tells it; null: not told
 * @param isIdle the processor time that was used shows that they were no computing
 */
export function quotaRhythm(
  stretches: readonly { readonly startNs: number; readonly endNs: number }[],
  quota: QuotaText | null,
  isIdle: boolean,
): QuotaRhythm | null {
  const others = quota === null ? OTHER_PERIODS_US : [];
  const periods = [{ us: quota?.periodUs ?? DEFAULT_PERIOD_US, tries: 1 }, ...others.map((us) => ({ us, tries: others.length }))];
  let best: QuotaRhythm | null = null;
  for (const { us, tries } of periods) {
    const periodNs = us * 1e3;
    const held = stretches.filter(({ startNs, endNs }) => endNs - startNs >= LEAST_SHARE * periodNs);
    const sets = held.length < stretches.length ? [held, stretches] : [held];
    for (const some of sets) {
      const lattice = latticeOf(
        some.map(({ endNs }) => endNs),
        periodNs,
      );
      const chance = lattice.chance * tries * sets.length;
      if (lattice.moments >= LEAST_MOMENTS && chance < (best?.chance ?? 1)) best = { ...lattice, chance, periodNs };
    }
  }
  const limit = quota !== null ? CHANCE.told : isIdle ? CHANCE.idle : CHANCE.neither;
  return best !== null && best.chance < limit ? best : null;
}
