// Sorts the file table: the most telling first; what weighs the same, and nothing, stays in the order of its first call.
import { FILE_OUTCOMES, type FilesAsk } from '../../model/file-table.ts';
import type { Surveying } from '../../model/survey.ts';
import type { Trace } from '../../model/trace.ts';
import type { CountedFiles } from './count-files.ts';
import { ROWS_AT_ONCE, sortInSlices } from './in-slices.ts';
import { sharedCounts } from './shared-columns.ts';

export function* orderOf(trace: Trace, { rows }: CountedFiles, { order, failedOnly }: FilesAsk, outcome: Uint8Array): Surveying<Uint32Array> {
  const { failed, texts } = rows;
  const isFinding = FILE_OUTCOMES.indexOf('finding');
  const weight = weightOf();
  const heavy = new Uint32Array(rows.length);
  const light = new Uint32Array(rows.length);
  let [heavies, lights] = [0, 0];
  for (let row = 0; row < rows.length; row++) {
    if (row % ROWS_AT_ONCE === 0) yield 1;
    if (failedOnly && failed[row] === 0 && outcome[row] !== isFinding) continue;
    if (order === 'name' || weight(row) > 0) heavy[heavies++] = row;
    else light[lights++] = row;
  }
  // Most paths never failed, and many moved no byte: they need no sorting.
  const compare = order === 'name' ? compareTexts : (a: number, b: number) => weight(b) - weight(a) || a - b;
  const first = yield* sortInSlices(heavy.subarray(0, heavies), compare);
  const sorted = sharedCounts(heavies + lights);
  sorted.set(first);
  sorted.set(light.subarray(0, lights), heavies);
  return sorted;

  function compareTexts(a: number, b: number): number {
    const [one, other] = [texts.ids[a]!, texts.ids[b]!];
    // Those of the capture lie there as bytes: no strings are made of them.
    if (one >= 0 && other >= 0) return trace.comparePaths(one, other);
    return compareText(texts.of(a), texts.of(b));
  }

  function weightOf(): (row: number) => number {
    switch (order) {
      case 'errors':
        // How it went first: a hundred tries in vain of what was found in the end weigh less than one that was not.
        return (row) => outcome[row]! * 0x100000000 + failed[row]!;
      case 'bytes':
        return (row) => rows.movedBytes[row]!;
      case 'time':
        return (row) => rows.tookNs[row]!;
      case 'count':
        return (row) => rows.calls[row]!;
      case 'name':
        return () => 0;
    }
  }
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
