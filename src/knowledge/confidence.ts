// How sure a finding is, from the grounds it rests on: a fitted table, see confidence.yaml.
import * as v from 'valibot';
import table from './confidence.yaml';

/**
 * What speaks for a finding (`for`) or against it, in the words of `--explain`; `either` is for the data to say. Each is between 0 and 1.
 * The fit keeps to the side: a ground that the data would turn round counts nothing.
 */
export const GROUNDS = {
  named: { side: 'for', says: 'the program itself names what was missing or refused' },
  errnoSaid: { side: 'for', says: 'the program says that just this failed, in words or by its exit status' },
  strength: { side: 'for', says: 'many signs speak for it' },
  lead: { side: 'for', says: 'nothing else comes near' },
  only: { side: 'for', says: 'nothing else went wrong on the way' },
  atTheEnd: { side: 'for', says: 'the end follows from it at once' },
  probed: { side: 'for', says: 'a look at the host proves it' },
  ownProofs: { side: 'for', says: 'several calls show it' },
  fatalKind: { side: 'for', says: 'such a failure ends a program by itself' },
  symptomOfOthers: { side: 'against', says: 'several deeper causes look the same' },
  bare: { side: 'against', says: 'one call is all that shows it, and deeper causes look the same' },
  execAlone: { side: 'against', says: 'only execve tells of it, and its error means several things' },
  plainCall: { side: 'against', says: 'it is a single failed call' },
  plainLook: { side: 'against', says: 'it was only looked for' },
  unsaidLack: { side: 'against', says: 'a file is not there, and nobody speaks of it' },
  farFromEnd: { side: 'against', says: 'the program did other work behind it' },
  ofSignal: { side: 'against', says: 'a signal tells how it ended, and not why' },
  ownDecision: { side: 'against', says: 'no call explains it: the program decided so by itself' },
  ownWords: { side: 'for', says: 'the program says why' },
  ownJudgement: { side: 'for', says: 'it speaks of what only it can judge: a syntax, an argument, a test' },
  systemWords: { side: 'against', says: 'it speaks of what some call must have told it' },
  unexplained: { side: 'against', says: 'it speaks of an error that no recorded call returned' },
  childWords: { side: 'against', says: 'it only speaks of how a child ended' },
  ownCut: { side: 'against', says: 'its words are cut off in the capture' },
  ownMute: { side: 'against', says: 'it says nothing' },
  execStatus: { side: 'against', says: 'its exit status is one of programs that could not be started' },
  openErrors: { side: 'against', says: 'an error was left that might explain it' },
  incomplete: { side: 'either', says: 'the capture does not show more' },
  hang: { side: 'either', says: 'it was still waiting' },
  waitIsOutside: { side: 'for', says: 'the call that it rests on never came back' },
  otherWaits: { side: 'against', says: 'others were waiting as well' },
  plainWait: { side: 'against', says: 'what should come, and from whom, is not known' },
  slow: { side: 'either', says: 'it worked, slowly' },
  alternatives: { side: 'against', says: 'another cause fits as well' },
  depth: { side: 'against', says: 'several processes pass the failure on' },
  guessed: { side: 'against', says: 'who passed the failure on is not in the capture' },
  filtered: { side: 'against', says: 'kinds of calls were left out of the capture' },
  waitsUnseen: { side: 'against', says: 'waits for children are not in the capture' },
} as const;
export type Ground = keyof typeof GROUNDS;
/** Those that are not there count 0. */
export type Grounds = Readonly<Partial<Record<Ground, number>>>;

export const confidenceTable = v.strictObject({ bias: v.number(), weights: v.record(v.picklist(Object.keys(GROUNDS) as Ground[]), v.number()) });

const { bias, weights } = table as v.InferOutput<typeof confidenceTable>;

/** Between 0 and 1, two digits; null while nothing was fitted. */
export function confidenceOf(grounds: Grounds): number | null {
  const entries = Object.entries(weights) as [Ground, number][];
  if (entries.length === 0) return null;
  const sum = entries.reduce((total, [ground, weight]) => total + weight * (grounds[ground] ?? 0), bias);
  return Math.round(Math.min(0.99, Math.max(0.01, 1 / (1 + Math.exp(-sum)))) * 100) / 100;
}

/** The grounds that count, by how much and in words; those for it first. */
export function weighedGrounds(grounds: Grounds): readonly { readonly says: string; readonly points: number }[] {
  return (Object.entries(weights) as [Ground, number][])
    .map(([ground, weight]) => ({ says: GROUNDS[ground].says, points: weight * (grounds[ground] ?? 0) }))
    .filter(({ points }) => Math.abs(points) >= 0.1)
    .sort((a, b) => b.points - a.points);
}
