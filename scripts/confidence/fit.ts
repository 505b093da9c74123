// Fits the table of confidence on answers, leaving one cause code out in turn, and says how well it does.
import { GROUNDS, type Ground } from '../../src/knowledge/confidence.ts';
import type { Answer, Variant } from './answers.ts';
import { fit, probability, type Sample } from './logistic.ts';

const NAMES = Object.keys(GROUNDS) as Ground[];

/** Runs as they were recorded count most; those with a cause that the table lacks stand for all that nobody has seen. */
const WEIGHTS: Readonly<Record<Variant, number>> = {
  whole: 1,
  unknown: 0.5,
  mistaken: 0.5,
  'unknown, short strings': 0.1,
  'short strings': 0.4,
  'no writes': 0.4,
  'files and processes': 0.2,
  'files only': 0.1,
  'network only': 0.1,
  'one process': 0.2,
  'cut off': 0.2,
};
const RIDGE = 0.2;

const sampleOf = ({ grounds, right, variant }: Answer): Sample => ({
  x: [1, ...NAMES.map((name) => grounds[name] ?? 0)],
  y: right ? 1 : 0,
  weight: WEIGHTS[variant],
});

export interface Fitted {
  readonly bias: number;
  readonly weights: Readonly<Record<string, number>>;
}

/**
 * Grounds whose weight would be on the other side are taken out, one after the other.
 * @param known those that are out anyhow, by a fit on more answers
 */
function fitSided(answers: readonly Answer[], known: ReadonlySet<number> = new Set()): readonly number[] {
  const samples = answers.map(sampleOf);
  const out = new Set(known);
  for (;;) {
    const weights = fit(
      samples.map((sample) => ({ ...sample, x: sample.x.map((value, at) => (out.has(at) ? 0 : value)) })),
      RIDGE,
    );
    const turned = NAMES.map((name, at) => ({
      at: at + 1,
      by: GROUNDS[name].side === 'for' ? -weights[at + 1]! : GROUNDS[name].side === 'against' ? weights[at + 1]! : 0,
    }));
    const worst = turned.reduce((most, one) => (one.by > most.by ? one : most));
    if (worst.by <= 1e-6) return weights;
    out.add(worst.at);
  }
}

/** Rounded to what the table holds. */
export function fitTable(answers: readonly Answer[]): Fitted {
  const [bias = 0, ...weights] = fitSided(answers);
  const round = (value: number): number => Math.round(value * 100) / 100;
  return { bias: round(bias), weights: Object.fromEntries(NAMES.map((name, at) => [name, round(weights[at]!)])) };
}

export interface Judged extends Answer {
  /** By a table that was fitted without any run of its code. */
  readonly confidence: number;
}

export function leaveOneCodeOut(answers: readonly Answer[]): readonly Judged[] {
  const all = fitSided(answers);
  const out = new Set(all.flatMap((weight, at) => (at > 0 && weight === 0 ? [at] : [])));
  return [...new Set(answers.map(foldOf))].flatMap((fold) => {
    const weights = fitSided(
      answers.filter((one) => foldOf(one) !== fold),
      out,
    );
    return answers.filter((one) => foldOf(one) === fold).map((one) => ({ ...one, confidence: probability(weights, sampleOf(one).x) }));
  });
}

/** A code that has a ground of its own would be judged by its wrong answers alone: its runs are left out a fifth at a time. */
function foldOf({ group, id }: Answer): string {
  if (!/^(?:program|trace|healthy|latency|process\/waits)/.test(group)) return group;
  return `${group} ${[...id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % 5}`;
}

export function judgeBy({ bias, weights }: Fitted, answers: readonly Answer[]): readonly Judged[] {
  const all = [bias, ...NAMES.map((name) => weights[name] ?? 0)];
  return answers.map((one) => ({ ...one, confidence: probability(all, sampleOf(one).x) }));
}

/** A few lines for people. */
export function summary(title: string, judged: readonly Judged[]): string {
  const mean = (list: readonly Judged[]): string =>
    list.length === 0 ? '-' : (list.reduce((sum, { confidence }) => sum + confidence, 0) / list.length).toFixed(2);
  const right = judged.filter((one) => one.right);
  const wrong = judged.filter((one) => !one.right);
  const sure = judged.filter(({ confidence }) => confidence >= 0.9);
  const among = judged.filter((one) => one.amongFirst).length;
  const sureAndRight = sure.filter((one) => one.right).length;
  const bins = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95].map((from, at, all) => {
    const to = all[at + 1] ?? 1.01;
    const inside = judged.filter(({ confidence }) => confidence >= from && confidence < to);
    return `  ${from.toFixed(2)}–${Math.min(1, to).toFixed(2)}: ${String(inside.length).padStart(4)} answers, ${inside.length === 0 ? '-' : `${((100 * inside.filter((one) => one.right).length) / inside.length).toFixed(0)} % right`}, mean ${mean(inside)}`;
  });
  return [
    `${title}: ${judged.length} answers, ${right.length} right`,
    `  mean confidence of right ones ${mean(right)}, of wrong ones ${mean(wrong)}`,
    `  of those with 0.90 or more: ${sure.length}, right ${sure.length === 0 ? '-' : `${((100 * sureAndRight) / sure.length).toFixed(1)} %`}`,
    `  right among the first three, runners-up counted: ${among}`,
    ...bins,
  ].join('\n');
}
