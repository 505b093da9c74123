// Many texts as one run of shared bytes: nobody makes strings of those that are not shown.
import type { TextColumn } from '../../model/file-table.ts';
import type { Surveying } from '../../model/survey.ts';
import { ROWS_AT_ONCE } from './in-slices.ts';

export function* textColumn(texts: readonly string[]): Surveying<TextColumn> {
  const ends = new Uint32Array(new SharedArrayBuffer(texts.length * 4));
  // UTF-8 takes at most three bytes for one UTF-16 unit.
  let most = 0;
  for (const text of texts) most += text.length * 3;
  const scratch = Buffer.allocUnsafe(most);
  let at = 0;
  for (let i = 0; i < texts.length; i++) {
    at += scratch.write(texts[i]!, at, 'utf8');
    ends[i] = at;
    if (i % ROWS_AT_ONCE === 0) yield 1;
  }
  const bytes = new Uint8Array(new SharedArrayBuffer(at));
  bytes.set(scratch.subarray(0, at));
  return { bytes, ends };
}
