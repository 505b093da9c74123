// Sorts the file table: the most telling first; what weighs the same, and nothing, stays in the order of its first call.
import { FILE_OUTCOMES, type FilesAsk } from '../../model/file-table.ts';
import type { Surveying } from '../../model/survey.ts';
import type { CountedFiles } from './count-files.ts';
import { ROWS_AT_ONCE, sortInSlices } from './in-slices.ts';

export function* orderOf({ rows }: CountedFiles, { order, failedOnly }: FilesAsk, outcome: Uint8Array): Surveying<Uint32Array> {
  const { failed, texts } = rows;
  const isFinding = FILE_OUTCOMES.indexOf('finding');
  const weight = weightOf();
  const heavy: number[] = [];
  const light: number[] = [];
  for (let row = 0; row < rows.length; row++) {
    if (row % ROWS_AT_ONCE === 0) yield 1;
    if (failedOnly && failed[row] === 0 && outcome[row] !== isFinding) continue;
    (order === 'name' || weight(row) > 0 ? heavy : light).push(row);
  }
  // Most paths never failed, and many moved no byte: they need no sorting.
  const first = yield* sortInSlices(heavy, order === 'name' ? (a, b) => compareText(texts[a]!, texts[b]!) : (a, b) => weight(b) - weight(a) || a - b);
  const sorted = new Uint32Array(new SharedArrayBuffer((heavy.length + light.length) * 4));
  sorted.set(first);
  sorted.set(light, heavy.length);
  return sorted;

  function weightOf(): (row: number) => number {
    switch (order) {
      case 'errors':
        // How it went first: a hundred tries in vain of what was found in the end weigh less than one that was not.
        return (row) => outcome[row]! * 0x100000000 + failed[row]!;
      case 'bytes':
        return (row) => rows.readBytes[row]! + rows.writtenBytes[row]!;
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
