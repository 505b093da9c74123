// Logistic regression with a ridge: weights that make the probability of the right answers large and of the wrong ones small.

export interface Sample {
  readonly x: readonly number[];
  readonly y: 0 | 1;
  /** How much it counts. */
  readonly weight: number;
}

export const probability = (weights: readonly number[], x: readonly number[]): number =>
  1 / (1 + Math.exp(-x.reduce((sum, value, at) => sum + value * weights[at]!, 0)));

/**
 * Newton's method; converges in a few rounds for such small tables.
 * @param ridge how much large weights cost; the first column (the bias) is free
 * @see Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 4.4.1 and 3.4.1
 */
export function fit(samples: readonly Sample[], ridge: number): readonly number[] {
  const size = samples[0]?.x.length ?? 0;
  let weights = new Array<number>(size).fill(0);
  for (let round = 0; round < 30; round++) {
    const slope = weights.map((weight, at) => (at === 0 ? 0 : -ridge * weight));
    const curve = weights.map((_, row) => weights.map((__, column) => (row === column ? (row === 0 ? 1e-9 : ridge) : 0)));
    for (const { x, y, weight } of samples) {
      const p = probability(weights, x);
      for (let row = 0; row < size; row++) {
        if (x[row] === 0) continue;
        slope[row]! += weight * (y - p) * x[row]!;
        const bend = weight * p * (1 - p) * x[row]!;
        for (let column = 0; column < size; column++) if (x[column] !== 0) curve[row]![column]! += bend * x[column]!;
      }
    }
    const step = solve(curve, slope);
    weights = weights.map((weight, at) => weight + step[at]!);
    if (step.every((change) => Math.abs(change) < 1e-6)) break;
  }
  return weights;
}

/** Gauss with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  const size = rows.length;
  for (let pivot = 0; pivot < size; pivot++) {
    let best = pivot;
    for (let row = pivot + 1; row < size; row++) if (Math.abs(rows[row]![pivot]!) > Math.abs(rows[best]![pivot]!)) best = row;
    [rows[pivot], rows[best]] = [rows[best]!, rows[pivot]!];
    for (let row = 0; row < size; row++) {
      if (row === pivot || rows[row]![pivot] === 0) continue;
      const factor = rows[row]![pivot]! / rows[pivot]![pivot]!;
      for (let column = pivot; column <= size; column++) rows[row]![column]! -= factor * rows[pivot]![column]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}
