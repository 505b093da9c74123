// Whether moments lie on a lattice: a cgroup that has used up its quota runs again when the next period begins, and all periods are equally long.

export interface Lattice {
  readonly moments: number;
  /** Of those, how many fall together into one part of the period. */
  readonly together: number;
  /** How likely it is that so many would by chance. */
  readonly chance: number;
}

/** Parts of a period, within which moments are together: what runs first may compute for a while before it makes a call. */
const WINDOWS = [1 / 7, 1 / 15, 1 / 30];
/** Threads that are let run again at one moment count once. */
const SAME_NS = 2e6;

export function latticeOf(moments: readonly number[], periodNs: number): Lattice {
  const distinct: number[] = [];
  for (const moment of [...moments].sort((a, b) => a - b))
    if (moment - (distinct.at(-1) ?? Number.NEGATIVE_INFINITY) > SAME_NS) distinct.push(moment);
  const phases = distinct.map((moment) => (moment / periodNs) % 1);
  const found = WINDOWS.map((window): Lattice => {
    let together = 0;
    for (const start of phases) together = Math.max(together, phases.filter((phase) => (phase - start + 1) % 1 < window).length);
    // Any moment might have begun the fullest window, and any width might have been the one.
    return { moments: phases.length, together, chance: WINDOWS.length * phases.length * atLeast(together - 1, phases.length - 1, window) };
  });
  return found.reduce((best, one) => (one.chance < best.chance ? one : best));
}

/** The chance of at least `k` hits in `n` tries. */
function atLeast(k: number, n: number, share: number): number {
  if (k <= 0) return 1;
  let term = (1 - share) ** n;
  let below = 0;
  for (let hits = 0; hits < k; hits++) {
    below += term;
    term *= ((n - hits) / (hits + 1)) * (share / (1 - share));
  }
  // Below the precision of a double, the first term left out is as good as the sum.
  return Math.max(1 - below, term);
}
