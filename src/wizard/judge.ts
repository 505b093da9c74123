// Names the cause from what the steps have found: the capture's findings first, then what probes proved by themselves.
import { remediesFor } from '../knowledge/causes.ts';
import { type OwnCause, withOwnCauses } from '../knowledge/own-causes.ts';
import type { Finding } from '../model/report.ts';
import { chainLines } from './chain-lines.ts';
import type { StepRecord, StepResult } from './step-result.ts';
import type { Walk } from './walk.ts';

/** The first judgement is the diagnosis of the capture: the wizard must not know better than `diagnose` of the same run. */
export function judge({ taken, given }: Walk, causes: readonly OwnCause[] = []): StepResult {
  const traced = judgedTrace(taken);
  const fromTrace = traced?.findings ?? [];
  const fromProbes = taken.flatMap((record) => proven(record, given.argv));
  const seen = fromTrace.map((one) => withRemediesOf(one, fromProbes));
  const more = fromProbes.filter((one, at) => ![...fromTrace, ...fromProbes.slice(0, at)].some((other) => isSame(one, other)));
  // That a program gave up by itself says only that no call is at fault: what a probe has proved is why.
  const found = seen[0]?.code === 'program/own-error' ? [...more, ...seen] : [...seen, ...more];
  const findings = withOwnCauses(found, causes);
  const [first] = findings;
  const facts = { codes: findings.map(({ code }) => code), code: first?.code ?? null };
  const shared = { command: null, facts, findings };
  if (first !== undefined) return { ...shared, status: 'fail', says: first.title, evidence: chainLines(findings) };
  if (traced?.status === 'pass') return { ...shared, status: 'pass', says: 'no fault was found: the command does what it should', evidence: [] };
  const open = taken.filter(({ status, kind }) => status === 'unknown' && kind !== 'judge').map(({ says }) => says);
  return { ...shared, status: 'unknown', says: 'the cause is not established', evidence: open };
}

/** The capture that is judged: of several, side by side, the last in which it failed. */
export const judgedTrace = (taken: Walk['taken']): StepRecord | undefined =>
  taken.findLast(({ kind, status }) => kind === 'trace' && status !== 'pass') ?? taken.findLast(({ kind }) => kind === 'trace');

/** The cause that a probe proved, as a finding: its chain is what the probe saw. */
function proven({ step, cause, says, evidence }: StepRecord, argv: readonly string[] | null): readonly Finding[] {
  if (cause === undefined) return [];
  const { code, subject, title, errno = null } = cause;
  const parameters = { ...(argv === null ? {} : { commandLine: argv.join('\0') }), ...cause.parameters };
  return [
    {
      code,
      subject,
      title,
      errno,
      // Fitted for captures; what a probe proved has none.
      confidence: null,
      process: null,
      chain: evidence.map((answer) => ({ role: 'probe', probe: step, answer, says })),
      remedies: remediesFor(code, parameters),
    },
  ];
}

/** A probe that looked closer may know of a way to mend what the capture has shown. */
function withRemediesOf(finding: Finding, proven: readonly Finding[]): Finding {
  const told = proven.filter((one) => isSame(one, finding)).flatMap(({ remedies }) => remedies);
  // Two probes may know the same one.
  const isNew = (title: string, at: number) => told.findIndex((other) => other.title === title) === at;
  const more = told.filter(({ title }, at) => isNew(title, at) && !finding.remedies.some((other) => other.title === title));
  return more.length === 0 ? finding : { ...finding, remedies: [...more, ...finding.remedies] };
}

const isSame = (one: Finding, other: Finding): boolean => one.code === other.code && one.subject === other.subject;
