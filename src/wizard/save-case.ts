// Keeps what a walk has come to as a case: masked of secrets, with the times that it took.

import { caseId } from '../cases/case-id.ts';
import { caseMarkdown } from '../cases/case-markdown.ts';
import type { CaseRecord } from '../cases/case-record.ts';
import { hostFacts } from '../cases/host-facts.ts';
import { keepCase } from '../cases/keep-case.ts';
import type { WizardReport } from '../model/wizard.ts';
import { redactData } from '../text/redact.ts';
import { chainLines } from './chain-lines.ts';
import type { StepRecord, StepResult } from './step-result.ts';
import { findingsOf, reportsOf, type Walk } from './walk.ts';

/** The name of the case of a walk, always the same: a fix is kept under it before the case is saved. */
export function caseIdOf(walk: Walk): string {
  const kept = walk.taken.findLast(({ fix }) => fix !== undefined)?.fix?.caseId;
  if (kept !== undefined) return kept;
  const { argv, cwd, pid } = walk.given;
  const seenAtMs = seenAt(walk) ?? 0;
  const code = findingsOf(walk)[0]?.code ?? null;
  return caseId(seenAtMs, code, JSON.stringify([walk.card, seenAtMs, argv, cwd, pid, code]));
}

/** Never rejects: where nothing can be written, the result says so and has the case itself as its evidence. */
export async function saveCase(walk: Walk): Promise<StepResult> {
  const record = caseRecord(walk);
  const report: WizardReport = redactData({ schema: 'whytrace.wizard/1', card: walk.card, steps: reportsOf(walk), findings: findingsOf(walk) });
  const markdown = caseMarkdown(record, report.steps);
  const shared = { command: ['whytrace', 'cases', 'show', record.id], facts: { case: record.id, directory: null }, atMs: Date.now() };
  try {
    const texts = {
      'case.json': `${JSON.stringify(record, null, 2)}\n`,
      'report.json': `${JSON.stringify(report, null, 2)}\n`,
      'report.md': markdown,
      'evidence.txt': record.evidence.map((line) => `${line}\n`).join(''),
    };
    const { directory, note } = await keepCase(record.id, texts, `${record.code ?? 'no cause'}: ${record.title}`);
    const evidence = [directory, ...(note === null ? [] : [note])];
    return { ...shared, status: 'pass', says: `kept as ${record.id}`, evidence, facts: { case: record.id, directory } };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return {
      ...shared,
      status: 'unknown',
      says: `the case could not be kept (${because}): here it is, to be copied`,
      evidence: markdown.split('\n'),
    };
  }
}

function caseRecord(walk: Walk): CaseRecord {
  const [finding] = findingsOf(walk);
  const record: CaseRecord = {
    schema: 'whytrace.case/1',
    id: caseIdOf(walk),
    card: walk.card,
    command: walk.given.argv === null ? null : [...walk.given.argv],
    code: finding?.code ?? null,
    subject: finding?.subject ?? null,
    title: finding?.title ?? 'no cause was established',
    errno: finding?.errno ?? null,
    outcome: outcomeOf(walk),
    remedy: remedyOf(walk),
    times: { seen: iso(seenAt(walk)), named: timeOf(walk, 'judge'), fixed: fixedAt(walk), verified: verified(walk), undone: null },
    host: hostFacts(),
    evidence: [...chainLines(finding === undefined ? [] : [finding])],
  };
  return redactData(record);
}

/** The remedy that was applied last. */
function remedyOf(walk: Walk): CaseRecord['remedy'] {
  const remedy = walk.taken.findLast(({ fix }) => fix !== undefined)?.fix?.remedy;
  // A copy: the record is plain data of its own.
  return remedy === undefined ? null : (JSON.parse(JSON.stringify(remedy)) as NonNullable<CaseRecord['remedy']>);
}

const OUTCOMES: Readonly<Record<string, CaseRecord['outcome']>> = { fixed: 'fixed', same: 'not-fixed', elsewhere: 'elsewhere', unknown: 'unknown' };

function outcomeOf({ taken }: Walk): CaseRecord['outcome'] {
  if (!taken.some(({ fix }) => fix !== undefined)) return 'no-fix';
  const verdict = lastOf(taken, 'verify')?.facts.verdict;
  return typeof verdict === 'string' ? (OUTCOMES[verdict] ?? 'unknown') : 'not-verified';
}

/** When the symptom was seen: as it was given, or when the first step began. */
function seenAt({ given, taken: [first] }: Walk): number | null {
  if (given.seenAtMs !== undefined) return given.seenAtMs;
  return first?.atMs === undefined ? null : first.atMs - (first.tookMs ?? 0);
}

const lastOf = (taken: readonly StepRecord[], kind: StepRecord['kind']): StepRecord | undefined => taken.findLast((record) => record.kind === kind);
const timeOf = (walk: Walk, kind: StepRecord['kind']): string | null => iso(lastOf(walk.taken, kind)?.atMs ?? null);
const fixedAt = (walk: Walk): string | null => iso(walk.taken.findLast(({ fix }) => fix !== undefined)?.atMs ?? null);
const verified = (walk: Walk): string | null => (lastOf(walk.taken, 'verify')?.facts.verdict === 'fixed' ? timeOf(walk, 'verify') : null);
const iso = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString());
