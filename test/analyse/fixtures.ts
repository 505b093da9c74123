// Captures for tests of the analysis: recorded worlds by name, and small ones from their text.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diagnose } from '../../src/analyse/diagnose.ts';
import { type Inquiry, openInquiry } from '../../src/analyse/inquiry.ts';
import { captureSets } from '../../src/capture/open-set.ts';
import type { HostAnswers } from '../../src/model/answers.ts';
import type { CommandContext } from '../../src/model/outcome.ts';
import type { Diagnosis } from '../../src/model/report.ts';
import type { Trace } from '../../src/model/trace.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { loadTrace, traceFromText } from '../../src/session/load-trace.ts';

export const UNKNOWN: CommandContext = { argv: null, cwd: null, env: null, observed: null, stoppedByUs: false, printed: null, neverStarted: false };

export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly healthy: boolean;
  readonly expect: {
    readonly code: string;
    /** Other codes that say the same. */
    readonly also?: readonly string[];
    readonly subject?: string;
    /** Other names of the same thing. */
    readonly alsoSubjects?: readonly string[];
  } | null;
}

const root = fileURLToPath(new URL('../fixtures/scenarios/', import.meta.url));

/** Made by scripts/record-scenarios.mjs and scripts/record-worlds.mjs. */
export const scenarios = (): readonly Scenario[] =>
  readdirSync(root).map((id) => JSON.parse(readFileSync(`${root}${id}/meta.json`, 'utf8')) as Scenario);

export async function openScenario(id: string): Promise<Trace> {
  const set = existsSync(`${root}${id}/trace.d`)
    ? readdirSync(`${root}${id}/trace.d`).map((name) => `${root}${id}/trace.d/${name}`)
    : [`${root}${id}/trace.strace.gz`];
  return loadTrace(captureSets(set)[0]!);
}

export const diagnoseScenario = async (id: string, answers: HostAnswers = offlineAnswers): Promise<Diagnosis> =>
  diagnose(await openScenario(id), UNKNOWN, answers);

/** A capture from its lines, with what analysis builds on it. */
export const inquiryOf = (lines: readonly string[], context: Partial<CommandContext> = {}, answers: HostAnswers = offlineAnswers): Inquiry =>
  openInquiry(traceFromText(`${lines.join('\n')}\n`), { ...UNKNOWN, ...context }, answers);

export const diagnoseLines = (lines: readonly string[], context: Partial<CommandContext> = {}, answers: HostAnswers = offlineAnswers): Diagnosis =>
  diagnose(traceFromText(`${lines.join('\n')}\n`), { ...UNKNOWN, ...context }, answers);
