// One case as it is kept and shared: `case.json`, `whytrace.case/1`. Masked of secrets; no host name.
import * as v from 'valibot';

const text = v.string();
const time = v.nullable(v.string());
const strings = v.array(text);
const edit = v.variant('how', [
  v.object({ path: text, how: v.picklist(['append', 'prepend', 'content']), text }),
  v.object({ path: text, how: v.literal('replace'), from: text, to: text }),
  v.object({ path: text, how: v.literal('mode'), mode: text }),
  v.object({ path: text, how: v.literal('link'), target: text }),
]);

export const caseSchema = v.object({
  schema: v.literal('whytrace.case/1'),
  id: text,
  /** Of the wizard; null where it was not walked through one. */
  card: v.nullable(text),
  command: v.nullable(strings),
  /** A code of the failure table; null where no cause was established. */
  code: v.nullable(text),
  subject: v.nullable(text),
  title: text,
  errno: v.nullable(text),
  /** `fixed`: verified by a second trace. `not-fixed`, `elsewhere`, `unknown`: what verification came to. */
  outcome: v.picklist(['fixed', 'not-fixed', 'elsewhere', 'unknown', 'not-verified', 'no-fix', 'undone']),
  remedy: v.nullable(
    v.object({ title: text, commands: v.array(strings), edits: v.exactOptional(v.array(edit)), risk: text, reversible: v.boolean() }),
  ),
  /** ISO 8601, UTC. */
  times: v.object({ seen: time, named: time, fixed: time, verified: time, undone: time }),
  host: v.object({ os: text, kernel: text, arch: text, strace: v.nullable(text) }),
  evidence: strings,
});

/** Strings may come from another host: escape before printing, and never run a command of it that was not shown and agreed to. */
export type CaseRecord = v.InferOutput<typeof caseSchema>;

/** Files of a case beside `case.json`. */
export const CASE_FILES = ['case.json', 'report.json', 'report.md', 'evidence.txt'] as const;
export type CaseFile = (typeof CASE_FILES)[number];

/** @returns null for what is no case of this version */
export function parseCase(json: string): CaseRecord | null {
  try {
    const parsed = v.safeParse(caseSchema, JSON.parse(json));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

export const OUTCOME_WORDS: Readonly<Record<CaseRecord['outcome'], string>> = {
  fixed: 'fixed, and verified',
  'not-fixed': 'not fixed: it fails at the same place',
  elsewhere: 'mended, and then it failed for another reason',
  unknown: 'the second run did not tell',
  'not-verified': 'a fix was applied, and not verified',
  'no-fix': 'no fix was applied',
  undone: 'the fix was taken back',
};
