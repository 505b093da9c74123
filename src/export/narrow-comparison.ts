// Narrows a comparison to what a filter keeps: what is listed, never the verdict.
import type { Comparison } from '../model/comparison.ts';

/** @param keptA events that the filter keeps, in order; null: all. A difference stays when the call that shows it is kept in either capture */
export function narrowComparison(comparison: Comparison, keptA: Uint32Array | null, keptB: Uint32Array | null): Comparison {
  if (keptA === null || keptB === null) return comparison;
  const [inA, inB] = [new Set(keptA), new Set(keptB)];
  const isKept = ({ a, b }: Comparison['calls'][number] | Comparison['processes'][number]): boolean =>
    (a !== null && inA.has(a.event - 1)) || (b !== null && inB.has(b.event - 1));
  return { ...comparison, processes: comparison.processes.filter(isKept), calls: comparison.calls.filter(isKept) };
}
