// The table of the Files view: every path that calls were about, how each fared, in the order that was asked for.
import type { FilesAsk, FileTable } from '../../model/file-table.ts';
import type { Surveying, SurveyScope } from '../../model/survey.ts';
import type { Inquiry } from '../inquiry.ts';
import { type CountedFiles, countFiles } from './count-files.ts';
import { orderOf } from './file-order.ts';
import { outcomesOf } from './file-outcomes.ts';
import { ROWS_AT_ONCE } from './in-slices.ts';
import { textColumn } from './text-column.ts';

/** What a question of another order or another finding takes over. */
interface Made {
  readonly scope: string;
  readonly length: number;
  readonly files: CountedFiles;
  readonly columns: Omit<FileTable, 'order' | 'outcome' | 'insteadRow'>;
}

const MEMO = 'files';

export function* fileTable(inquiry: Inquiry, ask: FilesAsk, scope: SurveyScope): Surveying<FileTable> {
  const before = inquiry.memo.get(MEMO) as Made | undefined;
  const made = before?.scope === scope.name && before.length === scope.length ? before : yield* make(inquiry, scope);
  inquiry.memo.set(MEMO, made);
  const { outcome, insteadRow } = yield* outcomesOf(inquiry, made.files, ask);
  return { ...made.columns, outcome, insteadRow, order: yield* orderOf(made.files, ask, outcome) };
}

function* make(inquiry: Inquiry, scope: SurveyScope): Surveying<Made> {
  const files = yield* countFiles(inquiry, scope);
  const { rows } = files;
  const others = new Uint16Array(new SharedArrayBuffer(rows.length * 2));
  let failedPaths = 0;
  for (let row = 0; row < rows.length; row++) {
    others[row] = rows.othersOf(row);
    if (rows.failed[row]! > 0) failedPaths++;
    if (row % ROWS_AT_ONCE === 0) yield 1;
  }
  const { length } = rows;
  const text = yield* textColumn(rows.texts);
  const names = yield* files.paths.names();
  const columns = {
    paths: length,
    failedPaths,
    text,
    did: shared(rows.did, length),
    calls: shared(rows.calls, length),
    failed: shared(rows.failed, length),
    readBytes: shared(rows.readBytes, length),
    writtenBytes: shared(rows.writtenBytes, length),
    tookNs: shared(rows.tookNs, length),
    firstEvent: shared(rows.firstEvent, length),
    lastEvent: shared(rows.lastEvent, length),
    failedEvent: shared(rows.failedEvent, length),
    process: shared(rows.process, length),
    otherProcesses: others,
    names,
  };
  return { scope: scope.name, length: scope.length, files, columns };
}

type Column = Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A copy in memory that other threads can read. */
function shared<T extends Column>(column: T, length: number): T {
  const make = column.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new make(new SharedArrayBuffer(length * column.BYTES_PER_ELEMENT));
  copy.set(column.subarray(0, length) as never);
  return copy;
}
