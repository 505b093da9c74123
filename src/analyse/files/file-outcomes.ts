// How each path fared: whether what failed was made up for, and whether a finding is about it.
import type { EventIndex } from '../../model/event.ts';
import { FILE_OUTCOMES, type FileOutcome, type FilesAsk, NO_EVENT } from '../../model/file-table.ts';
import { baseName, type Inquiry } from '../inquiry.ts';
import type { CountedFiles } from './count-files.ts';
import { fileCalls } from './file-calls.ts';

export interface FileOutcomesOf {
  readonly outcome: Uint8Array;
  readonly insteadRow: Int32Array;
}

const VALUE = Object.fromEntries(FILE_OUTCOMES.map((name, value) => [name, value])) as Readonly<Record<FileOutcome, number>>;

export function outcomesOf(inquiry: Inquiry, { rows, paths }: CountedFiles, { subject, evidence }: FilesAsk): FileOutcomesOf {
  const { trace } = inquiry;
  const outcome = new Uint8Array(new SharedArrayBuffer(rows.length));
  const insteadRow = new Int32Array(new SharedArrayBuffer(rows.length * 4)).fill(-1);
  const callOf = fileCalls(trace);
  const found = foundByName(rows);
  for (let row = 0; row < rows.length; row++) {
    const failure = rows.failedEvent[row]!;
    if (failure === NO_EVENT) continue;
    const asked = callOf(trace.nameIdOf(failure)).asks;
    const later = isAfter(rows.didWell[row]!, failure) || (asked && isAfter(rows.askedWell[row]!, failure));
    const instead = later ? row : foundElsewhere(row, failure);
    insteadRow[row] = instead;
    outcome[row] = VALUE[later ? 'worked-later' : instead >= 0 ? 'found-elsewhere' : rows.telling[row] === 0 ? 'everyday' : 'failed'];
  }
  for (const row of markedRows()) outcome[row] = VALUE.finding;
  return { outcome, insteadRow };

  function foundElsewhere(row: number, failure: EventIndex): number {
    const other = found.get(baseName(rows.texts[row]!));
    return other !== undefined && other !== row && isAfter(rows.didWell[other]!, failure) ? other : -1;
  }

  /** The paths of the events that prove the best finding, and what it is about when that is a path. */
  function* markedRows(): Generator<number> {
    if (subject === null) return;
    for (const event of evidence) {
      const id = event < trace.eventCount ? trace.pathIdOf(event) : -1;
      const row = id < 0 ? -1 : paths.ofPath(event, id);
      if (row >= 0 && row < outcome.length && isAbout(rows.texts[row]!, subject)) yield row;
    }
    if (subject.startsWith('/') && rows.has(subject)) yield rows.rowOf(subject);
  }
}

const isAbout = (path: string, subject: string): boolean => path === subject || baseName(path) === baseName(subject);

const isAfter = (event: EventIndex, failure: EventIndex): boolean => event !== NO_EVENT && event > failure;

/** By base name, of those that were missed somewhere: the row where something was opened, run or made last. */
function foundByName({ texts, didWell, failed, length }: CountedFiles['rows']): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const wanted = new Set<string>();
  for (let row = 0; row < length; row++) if (failed[row]! > 0) wanted.add(baseName(texts[row]!));
  for (let row = 0; row < length; row++) {
    if (didWell[row] === NO_EVENT) continue;
    const name = baseName(texts[row]!);
    if (!wanted.has(name)) continue;
    const before = found.get(name);
    if (before === undefined || didWell[before]! < didWell[row]!) found.set(name, row);
  }
  return found;
}
