// How each path fared: whether what failed was made up for, and whether a finding is about it.
import type { EventIndex } from '../../model/event.ts';
import { FILE_OUTCOMES, type FileOutcome, type FilesAsk, NO_EVENT } from '../../model/file-table.ts';
import type { Surveying } from '../../model/survey.ts';
import { baseName, type Inquiry } from '../inquiry.ts';
import type { CountedFiles } from './count-files.ts';
import { fileCalls } from './file-calls.ts';
import { ROWS_AT_ONCE } from './in-slices.ts';

export interface FileOutcomesOf {
  readonly outcome: Uint8Array;
  readonly insteadRow: Int32Array;
}

const VALUE = Object.fromEntries(FILE_OUTCOMES.map((name, value) => [name, value])) as Readonly<Record<FileOutcome, number>>;

export function* outcomesOf(inquiry: Inquiry, { rows, paths }: CountedFiles, { subject, evidence }: FilesAsk): Surveying<FileOutcomesOf> {
  const { trace } = inquiry;
  const outcome = new Uint8Array(new SharedArrayBuffer(rows.length));
  const insteadRow = new Int32Array(new SharedArrayBuffer(rows.length * 4)).fill(-1);
  const callOf = fileCalls(trace);
  const missed = yield* missedNames(rows);
  const made = yield* foundByName(rows, missed, (row) => rows.didWell[row]!);
  const asked = yield* foundByName(rows, missed, (row) => rows.askedWell[row]!);
  for (let row = 0; row < rows.length; row++) {
    if (row % ROWS_AT_ONCE === 0) yield 1;
    const failure = rows.failedEvent[row]!;
    if (failure === NO_EVENT) continue;
    const onlyAsked = callOf(trace.nameIdOf(failure)).asks;
    const later = isAfter(rows.didWell[row]!, failure) || (onlyAsked && isAfter(rows.askedWell[row]!, failure));
    const instead = later ? row : foundElsewhere(row, failure, onlyAsked);
    insteadRow[row] = instead;
    outcome[row] = VALUE[later ? 'worked-later' : instead >= 0 ? 'found-elsewhere' : rows.telling[row] === 0 ? 'everyday' : 'failed'];
  }
  for (const row of markedRows()) outcome[row] = VALUE.finding;
  return { outcome, insteadRow };

  function foundElsewhere(row: number, failure: EventIndex, onlyAsked: boolean): number {
    const name = baseName(rows.texts[row]!);
    const other = made.get(name);
    if (other !== undefined && other !== row && isAfter(rows.didWell[other]!, failure)) return other;
    const seen = onlyAsked ? asked.get(name) : undefined;
    return seen !== undefined && seen !== row && isAfter(rows.askedWell[seen]!, failure) ? seen : -1;
  }

  /** What the best finding is about: the path itself, else every place where a file of its name was looked for in vain. */
  function* markedRows(): Generator<number> {
    if (subject === null) return;
    if (subject.startsWith('/') && rows.has(subject)) yield rows.rowOf(subject);
    const proof = new Set(evidence.flatMap((event) => pathRowOf(event)));
    const name = baseName(subject);
    const searched = [...proof].some((row) => baseName(rows.texts[row]!) === name);
    for (const row of proof) if (baseName(rows.texts[row]!) === name || rows.texts[row]!.includes(subject)) yield row;
    if (!searched || subject.startsWith('/')) return;
    for (let row = 0; row < outcome.length; row++) if (outcome[row] === VALUE.failed && baseName(rows.texts[row]!) === name) yield row;
  }

  function pathRowOf(event: EventIndex): readonly number[] {
    const id = event < trace.eventCount ? trace.pathIdOf(event) : -1;
    const row = id < 0 ? -1 : paths.ofPath(event, id);
    // A path that the filter left out has a row only now.
    return row < 0 || row >= outcome.length ? [] : [row];
  }
}

const isAfter = (event: EventIndex, failure: EventIndex): boolean => event !== NO_EVENT && event > failure;

function* missedNames({ texts, failed, length }: CountedFiles['rows']): Surveying<ReadonlySet<string>> {
  const missed = new Set<string>();
  for (let row = 0; row < length; row++) {
    if (row % ROWS_AT_ONCE === 0) yield 1;
    if (failed[row]! > 0) missed.add(baseName(texts[row]!));
  }
  return missed;
}

/** By base name, of those that were missed somewhere: the row where it worked last. */
function* foundByName(
  { texts, length }: CountedFiles['rows'],
  missed: ReadonlySet<string>,
  workedAt: (row: number) => EventIndex,
): Surveying<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (let row = 0; row < length; row++) {
    if (row % ROWS_AT_ONCE === 0) yield 1;
    if (workedAt(row) === NO_EVENT) continue;
    const name = baseName(texts[row]!);
    if (!missed.has(name)) continue;
    const before = found.get(name);
    if (before === undefined || workedAt(before) < workedAt(row)) found.set(name, row);
  }
  return found;
}
