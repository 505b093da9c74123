// The table of the Files view: every path that calls were about, how each fared, in the order that was asked for.
import type { FilesAsk, FileTable } from '../../model/file-table.ts';
import type { Surveying, SurveyScope } from '../../model/survey.ts';
import type { Inquiry } from '../inquiry.ts';
import { type CountedFiles, countFiles } from './count-files.ts';
import { orderOf } from './file-order.ts';
import { outcomesOf } from './file-outcomes.ts';
import { ROWS_AT_ONCE } from './in-slices.ts';
import { sharedBits } from './shared-columns.ts';
import { textColumn } from './text-column.ts';

/** What a question of another order or another finding takes over. */
interface Made {
  readonly scope: string;
  readonly length: number;
  readonly files: CountedFiles;
  readonly columns: Omit<FileTable, 'order' | 'outcome' | 'insteadRow'>;
}

const MEMO = 'files';

/** Of a million paths 150 MB, kept for the next order; not beside what another view counts. */
export const forgetFiles = ({ memo }: Inquiry): unknown => memo.delete(MEMO);

export function* fileTable(inquiry: Inquiry, ask: FilesAsk, scope: SurveyScope): Surveying<FileTable> {
  const before = inquiry.memo.get(MEMO) as Made | undefined;
  const made = before?.scope === scope.name && before.length === scope.length ? before : yield* make(inquiry, scope);
  inquiry.memo.set(MEMO, made);
  const { outcome, insteadRow } = yield* outcomesOf(inquiry, made.files, ask);
  return { ...made.columns, outcome, insteadRow, order: yield* orderOf(inquiry.trace, made.files, ask, outcome) };
}

function* make(inquiry: Inquiry, scope: SurveyScope): Surveying<Made> {
  const files = yield* countFiles(inquiry, scope);
  const { rows } = files;
  const others = sharedBits(rows.length);
  let failedPaths = 0;
  for (let row = 0; row < rows.length; row++) {
    others[row] = rows.othersOf(row);
    if (rows.failed[row]! > 0) failedPaths++;
    if (row % ROWS_AT_ONCE === 0) yield 1;
  }
  const { length } = rows;
  const own = yield* textColumn(rows.texts.own);
  const columns = {
    paths: length,
    failedPaths,
    text: { ids: rows.texts.ids.subarray(0, length), own },
    did: rows.did.subarray(0, length),
    calls: rows.calls.subarray(0, length),
    failed: rows.failed.subarray(0, length),
    movedBytes: rows.movedBytes.subarray(0, length),
    tookNs: rows.tookNs.subarray(0, length),
    firstEvent: rows.firstEvent.subarray(0, length),
    failedEvent: rows.failedEvent.subarray(0, length),
    process: rows.process.subarray(0, length),
    otherProcesses: others,
    name: files.paths.names,
    moreNames: files.paths.moreNames(),
  };
  return { scope: scope.name, length: scope.length, files, columns };
}
