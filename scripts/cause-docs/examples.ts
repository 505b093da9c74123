// What the program says of recorded runs: the sentence and the lines of the capture that it rests on.
import { readdirSync, readFileSync } from 'node:fs';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { captureSets } from '../../src/capture/open-set.ts';
import type { ChainStep } from '../../src/model/report.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { loadTrace } from '../../src/session/load-trace.ts';
import { toVisible } from '../../src/text/visible.ts';

export interface Example {
  readonly world: string;
  /** What the world is, in its own words. */
  readonly says: string;
  readonly title: string;
  readonly lines: readonly string[];
}

/** The last steps are nearest to the cause. */
const MOST_LINES = 6;
const LONGEST = 180;

/** One for each code of which some recorded run is told rightly, by the first of them in the order of their names. */
export async function examplesIn(root: string): Promise<ReadonlyMap<string, Example>> {
  const examples = new Map<string, Example>();
  for (const world of readdirSync(root).sort()) {
    const { title, expect } = JSON.parse(readFileSync(`${root}/${world}/meta.json`, 'utf8')) as { title: string; expect: { code: string } | null };
    if (expect === null || examples.has(expect.code)) continue;
    const files = readdirSync(`${root}/${world}`).filter((name) => name.startsWith('trace.strace'));
    if (files.length !== 1) continue;
    const trace = await loadTrace(captureSets([`${root}/${world}/${files[0]}`])[0]!);
    const [first] = diagnose(
      trace,
      { argv: null, cwd: null, env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false },
      offlineAnswers,
    ).report.findings;
    if (first?.code !== expect.code) continue;
    examples.set(expect.code, { world, says: title, title: toVisible(first.title), lines: first.chain.flatMap(lineOf).slice(-MOST_LINES) });
  }
  return examples;
}

function lineOf(step: ChainStep): readonly string[] {
  if (step.role === 'probe') return [];
  const line = toVisible(step.line);
  return [line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line];
}
