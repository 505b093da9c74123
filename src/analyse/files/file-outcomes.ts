// How each path fared: whether what failed was made up for, and whether a finding is about it.
import type { EventIndex } from '../../model/event.ts';
import { FILE_OUTCOMES, type FileOutcome, type FilesAsk, NO_EVENT } from '../../model/file-table.ts';
import type { Surveying } from '../../model/survey.ts';
import { baseName, type Inquiry } from '../inquiry.ts';
import type { CountedFiles } from './count-files.ts';
import { fileCalls } from './file-calls.ts';
import type { FileRows } from './file-rows.ts';
import { ROWS_AT_ONCE } from './in-slices.ts';
import { RowBases } from './row-bases.ts';
import { sharedFlags, sharedInts } from './shared-columns.ts';
import { SmallIntegers } from './small-integers.ts';

export interface FileOutcomesOf {
  readonly outcome: Uint8Array;
  readonly insteadRow: Int32Array;
}

const VALUE = Object.fromEntries(FILE_OUTCOMES.map((name, value) => [name, value])) as Readonly<Record<FileOutcome, number>>;

export function* outcomesOf(inquiry: Inquiry, { rows, paths }: CountedFiles, { subject, evidence }: FilesAsk): Surveying<FileOutcomesOf> {
  const { trace } = inquiry;
  const { length, texts } = rows;
  const outcome = sharedFlags(length);
  const insteadRow = sharedInts(length).fill(-1);
  const callOf = fileCalls(trace);
  const bases = new RowBases(trace, rows, paths.names);
  const missed = yield* missedBases(rows, bases);
  const made = yield* foundByBase(rows, bases, missed, (row) => rows.didWell[row]!);
  const asked = yield* foundByBase(rows, bases, missed, (row) => rows.askedWell[row]!);
  for (let row = 0; row < length; row++) {
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
    const base = bases.of(row);
    const other = made.get(base);
    if (other >= 0 && other !== row && isAfter(rows.didWell[other]!, failure)) return other;
    const seen = onlyAsked ? asked.get(base) : -1;
    return seen >= 0 && seen !== row && isAfter(rows.askedWell[seen]!, failure) ? seen : -1;
  }

  /** What the best finding is about: the path itself, else every place where a file of its name was looked for in vain. */
  function* markedRows(): Generator<number> {
    if (subject === null) return;
    const itself = subject.startsWith('/') ? texts.find(subject) : -1;
    if (itself >= 0 && itself < length) yield itself;
    const proof = new Set(evidence.flatMap((event) => pathRowOf(event)));
    const name = baseName(subject);
    const searched = [...proof].some((row) => baseName(texts.of(row)) === name);
    for (const row of proof) if (baseName(texts.of(row)) === name || texts.of(row).includes(subject)) yield row;
    if (!searched || subject.startsWith('/')) return;
    for (let row = 0; row < outcome.length; row++) if (outcome[row] === VALUE.failed && baseName(texts.of(row)) === name) yield row;
  }

  function pathRowOf(event: EventIndex): readonly number[] {
    const id = event < trace.eventCount ? trace.pathIdOf(event) : -1;
    const row = id < 0 ? -1 : paths.ofPath(event, id);
    // A path that the filter left out has a row only now.
    return row < 0 || row >= outcome.length ? [] : [row];
  }
}

const isAfter = (event: EventIndex, failure: EventIndex): boolean => event !== NO_EVENT && event > failure;

function* missedBases({ failed, length }: FileRows, bases: RowBases): Surveying<SmallIntegers> {
  const missed = new SmallIntegers();
  for (let row = 0; row < length; row++) {
    if (row % ROWS_AT_ONCE === 0) yield 1;
    if (failed[row]! > 0) missed.set(bases.of(row), 1);
  }
  return missed;
}

/** By base name, of those that were missed somewhere: the row where it worked last. */
function* foundByBase({ length }: FileRows, bases: RowBases, missed: SmallIntegers, workedAt: (row: number) => EventIndex): Surveying<SmallIntegers> {
  const found = new SmallIntegers();
  for (let row = 0; row < length; row++) {
    if (row % ROWS_AT_ONCE === 0) yield 1;
    if (workedAt(row) === NO_EVENT) continue;
    const base = bases.of(row);
    if (missed.get(base) < 0) continue;
    const before = found.get(base);
    if (before < 0 || workedAt(before) < workedAt(row)) found.set(base, row);
  }
  return found;
}
