// Earlier cases with the same cause as a finding: how often it was seen, and what helped last.
import type { Finding } from '../model/report.ts';
import { caseFolders, readCase } from './case-files.ts';
import { slugOf } from './case-id.ts';
import type { CaseRecord } from './case-record.ts';
import { dataDirectories } from './data-directory.ts';
import { likeness, subjectShape } from './shape.ts';

/** `says`: the sentence `seen 3 times, last fixed by "Make it executable" on 2026-11-20`; from outside: escape before printing. */
export interface EarlierCases {
  readonly count: number;
  /** The newest first. */
  readonly ids: readonly string[];
  readonly says: string;
}

/** From here on the evidence of two cases is alike. */
const ALIKE = 0.5;
/** As many are looked at, the newest. */
const MOST = 200;

/**
 * Cheap where there are no cases: one look whether the directory is there. Else only folders of this cause are opened: their names tell.
 * @param except the case that is being worked on
 * @returns null where there is none
 */
export function earlierCases(finding: Pick<Finding, 'code' | 'subject' | 'chain'>, except: string | null = null): EarlierCases | null {
  const directories = dataDirectories();
  if (directories.length === 0) return null;
  const slug = `-${slugOf(finding.code)}-`;
  const folders = caseFolders(directories).filter(({ id }) => id.includes(slug) && id !== except);
  const alike = folders.slice(0, MOST).flatMap(({ directory }) => {
    const record = readCase(directory);
    return record !== null && isAlike(finding, record) ? [record] : [];
  });
  return alike.length === 0 ? null : { count: alike.length, ids: alike.map(({ id }) => id), says: sentence(alike) };
}

/** The same cause, and the same kind of thing or like evidence. */
function isAlike({ code, subject, chain }: Pick<Finding, 'code' | 'subject' | 'chain'>, record: CaseRecord): boolean {
  if (record.code !== code) return false;
  if (record.subject !== null && subjectShape(record.subject) === subjectShape(subject)) return true;
  const lines = chain.map((step) => ('event' in step ? step.line : step.answer));
  return likeness(lines, record.evidence) >= ALIKE;
}

function sentence(alike: readonly CaseRecord[]): string {
  const times = alike.length === 1 ? 'once' : `${alike.length} times`;
  const fixed = alike.find(({ outcome, remedy }) => outcome === 'fixed' && remedy !== null);
  if (fixed?.remedy) return `seen ${times}, last fixed by "${fixed.remedy.title}" on ${dayOf(fixed.times.verified ?? fixed.times.seen)}`;
  return `seen ${times}, last on ${dayOf(alike[0]?.times.seen ?? null)}; no fix was verified so far`;
}

const dayOf = (time: string | null): string => time?.slice(0, 10) ?? 'an unknown day';
